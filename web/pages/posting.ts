// The print queue: a letter with its documents as one PDF, or a sealed mail with them, made from what is opened and checked here.
import { all, find, need } from "../page/elements.ts"
import { whileBusy } from "../page/errors.ts"
import { Problem } from "../page/server.ts"
import { say } from "../page/words.ts"
import { SealError } from "../seal/errors.ts"
import { account } from "../session/account.ts"

async function make(section: HTMLElement): Promise<void> {
  const problem = need("problem")
  problem.hidden = true
  // What makes a letter is fetched when somebody wants one: the queue itself is light.
  const { letterOf, Unopened } = await import("../volume/letter.ts")
  try {
    const left = await letterOf(section, await account())
    if (left > 0) tell(say("letterLeft", { n: left }))
  } catch (error) {
    if (!(error instanceof Problem || error instanceof SealError || error instanceof Unopened)) throw error
    tell(error instanceof Problem ? error.detail : say("letterLocked"))
  }
}

async function mail(section: HTMLElement): Promise<void> {
  need("problem").hidden = true
  const { mailPieces, Unopened } = await import("../intake/mailed.ts")
  try {
    await mailPieces(section, await account())
    location.reload()
    await new Promise(() => {})
  } catch (error) {
    if (!(error instanceof Problem || error instanceof SealError || error instanceof Unopened)) throw error
    tell(error instanceof Problem ? error.detail : say("letterLocked"))
  }
}

function tell(text: string): void {
  const problem = need("problem")
  need("problem-text").textContent = text
  problem.hidden = false
  problem.focus()
}

for (const section of all("letter")) {
  const button = find<HTMLButtonElement>("action", "make-letter", section)
  button?.addEventListener("click", () => void whileBusy(button, () => make(section)))
  const sender = find<HTMLButtonElement>("action", "mail-pieces", section)
  sender?.addEventListener("click", () => void whileBusy(sender, () => mail(section)))
}
