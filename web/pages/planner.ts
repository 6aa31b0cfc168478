// Planning the hearing of a case.
import { all, find, need } from "../page/elements.ts"
import { Problem } from "../page/server.ts"
import { say } from "../page/words.ts"
import { Choosing, showUnavailable, type Told } from "../planner/choose.ts"
import { unavailableIn, whoGave } from "../planner/unavailable.ts"
import { foldDays, listenToWeeks } from "../planner/weeks.ts"
import { Refused } from "../reading/letter.ts"
import { CannotCheck, SealError } from "../seal/errors.ts"
import { account } from "../session/account.ts"

const told = JSON.parse(document.getElementById("told")?.textContent ?? "") as Told
listenToWeeks()
foldDays()
const choosing = new Choosing(told, account)
for (const slot of all<HTMLButtonElement>("starts")) slot.addEventListener("click", () => choosing.open(slot))

async function start(): Promise<void> {
  const status = need("application")
  try {
    const found = await unavailableIn(`/api/cases/${told.case}`, await account())
    choosing.heard(found)
    if (found === null) {
      status.textContent = say("noApplication")
      return
    }
    showUnavailable(found)
    status.textContent = found.stated ? say("stated", { names: whoGave(found).join(", ") }) : say("noneStated")
  } catch (error) {
    if (!(error instanceof Problem || error instanceof Refused || error instanceof CannotCheck || error instanceof SealError)) throw error
    status.textContent = say("readingFailed", { why: error.message })
  }
}

if (find("planner") !== null) void start()
