// Whether witnesses outside vouch for the log of evidence as this browser is shown it (docs/formats.md, Witnesses). Fetched once a page stands,
// where the page names witnesses.
import { LogError } from "../evidence/log.ts"
import { policyOf, quorumMoment } from "../evidence/witnesses.ts"
import { apiResponse, Problem } from "../page/server.ts"
import { lookAtLog, sameLog, signedState } from "./log-memory.ts"
import { pinnedPolicy } from "./witness-pin.ts"

/** When all was well last. No secret; it stays when one logs out. */
const PLACE = "zegel-log-witnessed"
const AGAIN_MILLISECONDS = 10 * 60_000
/** An outage of a weekend's night must not cry wolf. */
const STALE_MILLISECONDS = 24 * 60 * 60_000

/**
 * Whether enough witnesses cosigned the log that this browser goes by, within a day: what one browser alone is shown, they never saw. Looked at
 * every ten minutes. @throws {Problem} without an answer.
 */
export async function isWitnessed(now = Date.now()): Promise<boolean> {
  if (now - Number(localStorage.getItem(PLACE) ?? 0) < AGAIN_MILLISECONDS) return true
  try {
    const { origin, keys } = await lookAtLog(now)
    // A log without a record has no state that anybody could have seen.
    if (origin === "") return true
    const note = await (await apiResponse("/checkpoint")).text()
    await sameLog(await signedState(note, origin, keys))
    if (!(await isVouchedFor(note, now))) return false
  } catch (error) {
    // What does not hold vouches for nothing, and a log that is gone is one that nobody saw.
    if (error instanceof LogError || (error instanceof Problem && error.status === 404)) return false
    throw error
  }
  localStorage.setItem(PLACE, String(now))
  return true
}

/** Whether enough of the witnesses that this browser goes by cosigned a note within a day, or none are needed. @throws {LogError} what a line says does not hold. */
export async function isVouchedFor(note: string, now = Date.now()): Promise<boolean> {
  const policy = await policyOf(pinnedPolicy())
  if (policy.quorum === "none") return true
  const until = await quorumMoment(policy, note)
  return until !== null && now - until.getTime() <= STALE_MILLISECONDS
}
