// A message, for a guest.
import { find, need } from "../page/elements.ts"
import { startReading } from "../reading/start.ts"
import { guestIdentity } from "../session/guest.ts"
import { guardGuest } from "../session/guest-guard.ts"

const id = need("guest").dataset["guest"] ?? ""

find("receipt")?.focus()
guardGuest(id)
const keys = async () => [await guestIdentity(id)]
if (find("inline") !== null) void import("../reading/inline.ts").then(({ startInline }) => startInline(keys), () => {})
void startReading(keys)
