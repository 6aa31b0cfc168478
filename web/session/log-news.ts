// Whether the log is the one this browser knew, for who has no account: a guest, or who checks a receipt. Fetched once a page stands.
import { fromTemplate } from "../page/elements.ts"
import { part, Problem } from "../page/server.ts"
import { say, texts } from "../page/words.ts"
import { type LogAlarm, lookAtLog } from "./log-memory.ts"

/** Says above the page what is not as it was, and reports it where somebody is known to tell it for. Without an answer nothing is said. */
export async function tellOfLog(report: (code: LogAlarm) => Promise<void> = async () => {}): Promise<void> {
  try {
    const { alarm } = await lookAtLog()
    if (alarm === null) return
    await show(alarm)
    await report(alarm)
  } catch (error) {
    if (!(error instanceof Problem)) throw error
  }
}

/** The sentences are few and hardly ever wanted: their list is fetched when they are. */
async function show(found: LogAlarm): Promise<void> {
  const { log = "" } = document.getElementById("log-alarm")?.dataset ?? {}
  await part(import(new URL(log, document.querySelector<HTMLScriptElement>("script[data-word-list]")?.src).href))
  Object.assign(texts(), ...(globalThis.zegelWords ?? []))
  const words = `alarm${found.replace(/(?:^|-)(.)/g, (_, letter: string) => letter.toUpperCase())}`
  const element = fromTemplate("log-alarm")
  const [title, text] = element.querySelectorAll("p")
  if (title !== undefined) title.textContent = say(words)
  if (text !== undefined) text.textContent = say(`${words}Text`)
  element.dataset["alarm"] = found
  document.querySelector("main")?.prepend(element)
}
