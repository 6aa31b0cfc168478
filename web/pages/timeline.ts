// Everything in a conversation, for an account holder.
import { all } from "../page/elements.ts"
import { startTimeline } from "../reading/timeline.ts"

for (const button of all("action", "print")) button.addEventListener("click", () => print())
startTimeline()
