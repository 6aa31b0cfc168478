// The list of a guest's messages: nothing on it is sealed, but the door behind it closes like the others.
import { need } from "../page/elements.ts"
import { guestIdentity } from "../session/guest.ts"
import { guardGuest } from "../session/guest-guard.ts"

const id = need("guest").dataset["guest"] ?? ""
guardGuest(id)
void guestIdentity(id)
