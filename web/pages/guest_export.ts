// Making an export, for a guest.
import { startExport } from "../export/page.ts"
import { guestIdentity } from "../session/guest.ts"
import { guardGuest } from "../session/guest-guard.ts"
import { need } from "../page/elements.ts"

const id = need("guest").dataset["guest"] ?? ""
guardGuest(id)
startExport(async () => [await guestIdentity(id)])
