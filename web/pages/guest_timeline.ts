// Everything in a conversation, for a guest: the door behind it closes like that of the messages.
import { all, need } from "../page/elements.ts"
import { startTimeline } from "../reading/timeline.ts"
import { guardGuest } from "../session/guest-guard.ts"

guardGuest(need("guest").dataset["guest"] ?? "")
for (const button of all("action", "print")) button.addEventListener("click", () => print())
startTimeline()
