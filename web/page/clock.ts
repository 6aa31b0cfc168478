// What time it is at the server: a device whose clock is wrong must not date somebody's documents.
import { type Day, dutchDay } from "../time/days.ts"

let ahead = 0

/** Takes the `Date` of an answer that just came; without one, or with nonsense, the clock stays as it is. */
export function heardDate(header: string | null): void {
  const at = Date.parse(header ?? "")
  if (!Number.isNaN(at)) ahead = at - Date.now()
}

/** The moment as the server last told it, carried on by this device; the device's own word before any answer. */
export function serverNow(): Date {
  return new Date(Date.now() + ahead)
}

/** Today in the Netherlands. */
export function today(): Day {
  return dutchDay(serverNow())
}
