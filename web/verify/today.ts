// Whether the log of today still contains what was checked, and witnesses outside saw it: else somebody may be shown a log of their own, in which a
// false receipt stands.
import { consistent, LogError, type State } from "../evidence/log.ts"
import { apiResponse, Problem } from "../page/server.ts"
import { sameLog, signedState, tilesAt } from "../session/log-memory.ts"
import { logWords } from "../session/log-news.ts"
import { isVouchedFor } from "../session/witnessed.ts"
import { hasWitnesses } from "../session/witness-pin.ts"

/** `offline`: the log of today cannot be asked; `unwitnessed`: it contains what was checked, and too few witnesses saw it. */
export type Today = "holds" | "rewritten" | "offline" | "unwitnessed"

export async function compared(states: readonly State[], { origin, keys }: { readonly origin: string; readonly keys: readonly string[] }): Promise<Today> {
  try {
    const note = await (await apiResponse("/checkpoint")).text()
    const today = await signedState(note, origin, keys)
    await sameLog(today)
    const last = states.reduce((size, state) => Math.max(size, state.size), 0)
    for (const state of new Map(states.map((each) => [each.size, each])).values()) await contained(state, today)
    await logWords()
    // Published is what witnesses saw last: a paper can be some seconds ahead of that.
    return !hasWitnesses() || (last <= today.size && (await isWitnessed(note))) ? "holds" : "unwitnessed"
  } catch (error) {
    if (error instanceof LogError) return "rewritten"
    if (error instanceof Problem) return "offline"
    throw error
  }
}

/** Nothing when one of two states contains the other, and the log has the records of both. @throws {LogError} */
async function contained(state: State, today: State): Promise<void> {
  if (state.size <= today.size) return consistent(state, today, tilesAt("/"))
  await consistent(today, state, tilesAt("/")).catch((error: unknown) => {
    throw error instanceof Problem && error.status === 404 ? new LogError("shorter") : error
  })
}

/** What does not hold vouches for nothing. */
async function isWitnessed(note: string): Promise<boolean> {
  return isVouchedFor(note).catch((error: unknown) => {
    if (error instanceof LogError) return false
    throw error
  })
}
