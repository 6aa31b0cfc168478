// Who takes part in a case: the readers of its circles are brought in line by the clerk's device.
import { need } from "../page/elements.ts"
import { say } from "../page/words.ts"
import { bringInLine } from "../parties/in-line.ts"
import { account } from "../session/account.ts"

const line = need("line")
const text = need("line-text")

void account().then(async (me) => {
  text.textContent = say("lineBusy")
  line.hidden = false
  text.textContent = say((await bringInLine(me, need("circles").dataset["circles"] ?? "")) ? "lineDone" : "lineLater")
})
