// Whether the log is the one this browser knew, and has the same witnesses. Fetched once a page stands: nothing waits for it.
import { find, need } from "../page/elements.ts"
import { part, Problem } from "../page/server.ts"
import { say, texts } from "../page/words.ts"
import { alarm, report, wordsOf } from "./alarms.ts"
import { guestApi } from "./guest.ts"
import type { Account } from "./holder.ts"
import { type LogAlarm, lookAtLog } from "./log-memory.ts"
import { hasWitnesses, otherWitnesses } from "./witness-pin.ts"

/** Tells what is not as it was, and what the log of keys says of one's own that is not so. @throws {Problem} without an answer. */
export async function watchLog(me: Account): Promise<void> {
  const { alarm: changed } = await lookAtLog()
  const watched = changed === null && hasWitnesses() ? await (await part(import("./witnessed.ts"))).isWitnessed() : true
  for (const found of [changed, watched ? null : "log-unwitnessed" as const, otherWitnesses() ? "log-witnesses" as const : null]) {
    if (found === null) continue
    alarm(wordsOf(found), {})
    await report(found)
  }
  await (await part(import("./own-log.ts"))).watchOwn(me)
}

/** The same for a guest on the page of a message, who seals to nobody that the log of keys names; on other pages nothing. */
export async function tellGuest(): Promise<void> {
  const { guest = "", log } = find("guest")?.dataset ?? {}
  if (log === undefined) return
  const found = await orNothing(lookAtLog().then(({ alarm: changed }) => changed))
  if (found === null) return
  await part(import(new URL(log, document.querySelector<HTMLScriptElement>("script[data-word-list]")?.src).href))
  Object.assign(texts(), ...(globalThis.zegelWords ?? []))
  const pattern = need("alarm", "unproved"), element = pattern.cloneNode(true) as HTMLElement
  const [title, text] = element.querySelectorAll("p")
  if (title !== undefined) title.textContent = say(wordsOf(found))
  if (text !== undefined) text.textContent = say(`${wordsOf(found)}Text`)
  element.dataset["alarm"] = found
  element.hidden = false
  pattern.before(element)
  await orNothing(guestApi(guest, "/alarms", { json: { code: found } }).then(() => null))
}

async function orNothing(work: Promise<LogAlarm | null>): Promise<LogAlarm | null> {
  return work.catch((error: unknown) => {
    if (error instanceof Problem) return null
    throw error
  })
}
