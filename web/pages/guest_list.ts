// The list of a guest's messages: nothing on it is sealed, but the door behind it closes like the others.
import { need } from "../page/elements.ts"
import { guardGuest, guestIdentity } from "../session/guest.ts"

const id = need("guest").dataset["guest"] ?? ""
guardGuest(id)
void guestIdentity(id)
