// Whether the log is the one this browser knew and witnesses outside saw, for who has no account: a guest, or who checks a receipt. Fetched once a
// page stands.
import { fromTemplate, need } from "../page/elements.ts"
import { part, Problem } from "../page/server.ts"
import { say, texts } from "../page/words.ts"
import type { LogAlarmIn } from "../wire/api.ts"
import { lookAtLog } from "./log-memory.ts"
import { goByNamed, hasWitnesses, namedWitnesses, otherWitnesses } from "./witness-pin.ts"

type Code = LogAlarmIn["code"]

/** Says above the page what is not as it should be, and reports it where somebody is known to tell it for. Without an answer nothing is said. */
export async function tellOfLog(report: (code: Code) => Promise<void> = async () => {}): Promise<void> {
  try {
    await logWords()
    for (const code of await amiss()) {
      show(code)
      await report(code)
    }
  } catch (error) {
    if (!(error instanceof Problem)) throw error
  }
}

/** Brings the sentences about the log, and who its witnesses are: in a file of the checked client, the same for everybody. @throws {Problem} */
export async function logWords(): Promise<void> {
  const { log = "" } = document.getElementById("log-alarm")?.dataset ?? {}
  await part(import(log))
  Object.assign(texts(), globalThis.zegelWords?.at(-1))
}

async function amiss(): Promise<Code[]> {
  const { alarm } = await lookAtLog()
  const watched = alarm === null && hasWitnesses() ? await (await part(import("./witnessed.ts"))).isWitnessed() : true
  const found = [alarm, watched ? null : "log-unwitnessed" as const, otherWitnesses() ? "log-witnesses" as const : null]
  return found.filter((code) => code !== null)
}

function show(code: Code): void {
  const words = `alarm${code.replace(/(?:^|-)(.)/g, (_, letter: string) => letter.toUpperCase())}`
  const element = fromTemplate("log-alarm")
  const [title, text] = element.querySelectorAll("p")
  if (title !== undefined) title.textContent = say(words)
  if (text !== undefined) text.textContent = say(`${words}Text`)
  if (code === "log-witnesses") askOfWitnesses(element)
  element.dataset["alarm"] = code
  document.querySelector("main")?.prepend(element)
}

/** Who has an account is asked on a page of its own; here they are asked where it is told. */
function askOfWitnesses(element: HTMLElement): void {
  const place = need("go-by", undefined, element)
  need("go-by-names", undefined, place).textContent = say("logWitnessesNamed", { names: namedWitnesses().join(", ") || "\u2014" })
  place.hidden = false
  place.querySelector("button")?.addEventListener("click", () => {
    goByNamed()
    element.remove()
  })
}
