// Whether witnesses outside vouch for what the log of keys says (docs/formats.md, Witnesses). Fetched when keys of others are looked at.
import { consistent, LogError, same, type State } from "../evidence/log.ts"
import { policyOf, quorumMoment } from "../evidence/witnesses.ts"
import { keysTiles, signedKeyState } from "./key-state.ts"
import { pinnedPolicy } from "./witness-pin.ts"

/** `unwitnessed`: too few vouch for an entry; `stale`: they did, and were silent since for so long that a newer one could have been kept from them. */
export type Vouched = "vouched" | "unwitnessed" | "stale"

/** An outage of a weekend's night must not cry wolf; the log of keys asks its witnesses every ten minutes. */
const STALE_MILLISECONDS = 24 * 60 * 60_000

/** Whether enough witnesses vouch for entry number `last` of a log that has this state. @throws {Problem} without an answer. */
export async function vouchedFor(note: string | null, state: State, last: number, now = Date.now()): Promise<Vouched> {
  try {
    const policy = await policyOf(pinnedPolicy())
    if (policy.quorum === "none") return "vouched"
    const until = note === null ? null : await quorumMoment(policy, note)
    if (note === null || until === null) return "unwitnessed"
    const seen = await signedKeyState(note)
    await contained(seen, state)
    if (last >= seen.size) return "unwitnessed"
    return now - until.getTime() > STALE_MILLISECONDS ? "stale" : "vouched"
  } catch (error) {
    // What does not hold vouches for nothing.
    if (error instanceof LogError) return "unwitnessed"
    throw error
  }
}

/** Nothing when one of two states contains the other. */
async function contained(seen: State, state: State): Promise<void> {
  if (seen.size === state.size) {
    if (!same(seen.root, state.root)) throw new LogError("another log")
  } else await (seen.size > state.size ? consistent(state, seen, keysTiles) : consistent(seen, state, keysTiles))
}
