// The log of keys as this browser saw it last. Apart from what it remembers of the log of evidence, which more pages need.
import { consistent, LogError, type State } from "../evidence/log.ts"
import { b64 } from "../seal/bytes.ts"
import { lookAtLog, recalled, remember, signedState, stateIn, tilesAt } from "./log-memory.ts"

/** No secret: everybody may know it. It stays when one logs out. */
const KEYS_PLACE = "zegel-log-keys"

export const keysTiles = tilesAt("/keys/")

/**
 * The state of the log of keys that a note says, signed by a key of the log of evidence. It is no older than the one this browser saw last, and
 * contains it. @throws {LogError} @throws {Problem}
 */
export async function keyState(note: string): Promise<State> {
  const state = await signedKeyState(note)
  const known = recalled(KEYS_PLACE)
  if (known !== null) {
    const seen = stateIn(known)
    if (seen.size > state.size) throw new LogError("an older state")
    if (seen.size < state.size || known.root !== b64(state.root)) await consistent(seen, state, keysTiles)
  }
  if (known?.size !== state.size) remember({ origin: state.origin, keys: [], size: state.size, root: b64(state.root), looked: 0 }, KEYS_PLACE)
  return state
}

/** A state of the log of keys that is signed by a key of the log of evidence. @throws {LogError} @throws {Problem} */
export async function signedKeyState(note: string): Promise<State> {
  const { origin, keys } = await lookAtLog()
  return signedState(note, `${origin}/keys`, keys)
}
