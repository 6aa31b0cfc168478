// What was done to keys in this browser, so that the page does not ask about it when the log of keys tells it.
import { serverNow } from "../page/clock.ts"

/** No secret: it says what the log of keys says too. It stays when one logs out. */
const PLACE = "zegel-own-acts"
const KEPT = 50
/** From the answer of the server until the moment in its record, either way. */
const NEAR_MILLISECONDS = 2 * 60_000

interface Act { readonly event: string; readonly at: number }

const acts = (): readonly Act[] => JSON.parse(localStorage.getItem(PLACE) ?? "[]") as readonly Act[]

/** The server has just done these for who uses this browser (events of the log of keys). */
export function didHere(...events: readonly string[]): void {
  const at = serverNow().getTime()
  localStorage.setItem(PLACE, JSON.stringify([...acts(), ...events.map((event) => ({ event, at }))].slice(-KEPT)))
}

/** Whether this is one of them; each stands for one entry only. */
export function wasDoneHere(event: string, at: string): boolean {
  const all = acts(), moment = Date.parse(at)
  const found = all.findIndex((act) => act.event === event && Math.abs(act.at - moment) <= NEAR_MILLISECONDS)
  if (found < 0) return false
  localStorage.setItem(PLACE, JSON.stringify(all.toSpliced(found, 1)))
  return true
}
