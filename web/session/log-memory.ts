// What this browser remembers of the log: the keys it goes by, and the largest state it saw. A log that is signed with a key that no
// known one announced, that became shorter, or that tells another story of what was there already, is seen (docs/formats.md, Evidence log).
import { consistent, followed, hashOf, LogError, type Reader, type State, stateOf } from "../evidence/log.ts"
import { apiResponse, Problem } from "../page/server.ts"
import { b64 } from "../seal/bytes.ts"

/** The log is not the one this browser knew. */
export type LogAlarm = "log-key" | "log-shorter" | "log-forked"

export interface LogLook {
  /** The name of the log; empty while nothing of it is signed. */
  readonly origin: string
  /** What proofs are held to: the keys that were known, and those they announced. */
  readonly keys: readonly string[]
  readonly alarm: LogAlarm | null
}

interface Memory {
  readonly origin: string
  readonly keys: readonly string[]
  readonly size: number
  readonly root: string
  /** When the newest state was last asked for, in milliseconds. */
  readonly looked: number
}

/** No secret: everybody may know these. They stay when one logs out. */
const PLACE = "zegel-log"
const AGAIN_MILLISECONDS = 10 * 60_000

/** The keys, and every ten minutes whether the log is still that of before: two requests, and some tiles. @throws {Problem} without an answer. */
export async function lookAtLog(now = Date.now()): Promise<LogLook> {
  const known = recalled()
  if (known !== null && now - known.looked < AGAIN_MILLISECONDS) return { origin: known.origin, keys: known.keys, alarm: null }
  const [present = "", ...earlier] = (await text("/log-key")).trim().split("\n")
  const keys = known === null ? [present, ...earlier] : await announced(known, present)
  if (!keys.includes(present)) return { origin: known?.origin ?? "", keys, alarm: "log-key" }
  try {
    const state = await newest(keys)
    if (state === null) return { origin: known?.origin ?? "", keys, alarm: known === null || known.size === 0 ? null : "log-shorter" }
    const { origin } = state
    if (known !== null && known.size > state.size) return { origin, keys, alarm: "log-shorter" }
    if (known !== null && known.size > 0) await consistent(stateIn(known), state, tilesAt("/"))
    remember({ origin, keys, size: state.size, root: b64(state.root), looked: now }, PLACE)
    return { origin, keys, alarm: null }
  } catch (error) {
    if (error instanceof LogError) return { origin: known?.origin ?? "", keys, alarm: "log-forked" }
    throw error
  }
}

/** The keys of the log that this browser goes by. */
export async function logKeys(): Promise<readonly string[]> {
  return (await lookAtLog()).keys
}

/** Nothing when a state that a proof rests on is one of the log this browser knows. @throws {LogError} @throws {Problem} */
export async function sameLog(state: State): Promise<void> {
  const known = recalled()
  if (known === null || known.origin !== state.origin) return
  const seen = stateIn(known)
  if (seen.size === 0 || (state.size === seen.size && b64(state.root) === known.root)) return
  const read = tilesAt("/")
  await (state.size < seen.size ? consistent(state, seen, read) : consistent(seen, state, read))
}

/** The keys that were known, with those that they announced since; the announcements are asked for when the present key is new. */
async function announced({ keys, origin }: Memory, present: string): Promise<readonly string[]> {
  if (keys.includes(present)) return keys
  const notes = (await text("/log-key/changes")).split(/(?=^zegel\/log-key\/v1$)/m).map((note) => `${note.trimEnd()}\n`)
  try {
    return await followed(notes.filter((note) => note.length > 1), origin, keys)
  } catch (error) {
    if (error instanceof LogError) return keys
    throw error
  }
}

/** The state of the log as it is signed now, under one of these keys; null of a log without any. */
async function newest(keys: readonly string[]): Promise<State | null> {
  const note = await text("/checkpoint").catch((error: unknown) => {
    if (error instanceof Problem && error.status === 404) return null
    throw error
  })
  if (note === null) return null
  return signedState(note, note.split("\n", 1)[0] ?? "", keys)
}

/** What a note says, signed by one of these keys under a name. @throws {LogError} */
export async function signedState(note: string, origin: string, keys: readonly string[]): Promise<State> {
  for (const key of keys) {
    const state = await stateOf(note, origin, hashOf(key)).catch((error: unknown) => {
      if (error instanceof LogError) return null
      throw error
    })
    if (state !== null) return state
  }
  throw new LogError("key")
}

async function text(path: string): Promise<string> {
  return (await apiResponse(path)).text()
}

export const tilesAt = (where: string): Reader => async (path) => new Uint8Array(await (await apiResponse(`${where}${path}`)).arrayBuffer())

export function recalled(place = PLACE): Memory | null {
  const kept = localStorage.getItem(place)
  return kept === null ? null : (JSON.parse(kept) as Memory)
}

export function stateIn({ origin, size, root }: Memory): State {
  return { origin, size, root: hashOf(root) }
}

/** Another page may have seen a larger state meanwhile: that one is kept. */
export function remember(fresh: Memory, place: string): void {
  const kept = recalled(place)
  if (kept === null || kept.size <= fresh.size) localStorage.setItem(place, JSON.stringify(fresh))
}
