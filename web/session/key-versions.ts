// The keys that something is sealed to: of one's own mailboxes derived, of others as the server names them (which session/trust.ts
// compares with what was known; docs/formats.md, Container).
import { api, part, Problem } from "../page/server.ts"
import { say } from "../page/words.ts"
import type { Account, SealKey } from "./holder.ts"
import type { Logged } from "./key-log.ts"
import type { BoxKeyOut } from "../wire/api.ts"

/** `logged` is what the log of keys says of it. */
export type BoxKey = Omit<BoxKeyOut, "box" | "log"> & { readonly logged: Logged }

export type BoxKeys = ReadonlyMap<string, SealKey>

const named = new Map<string, BoxKey>()
const addresses = new Map<string, string>()

/** Under which address somebody knows a mailbox: what the log says must be of that one. */
export function knownBy(box: string, address: string): void {
  if (address !== "") addresses.set(box, address)
}

/**
 * Does what seals to boxes with their newest keys. When the server says that one was renewed in the meantime, nothing was taken
 * in. It is done once more with the keys of that moment, unless one of somebody else is another now: that is told first.
 */
export async function withBoxKeys<T>(me: Account, boxes: readonly string[], work: (keys: BoxKeys) => Promise<T>): Promise<T> {
  const others = boxes.filter((box) => me.box(box) === undefined)
  await learn(others.filter((box) => !named.has(box)))
  refuseOther(others)
  try {
    return await work(await keysOf(me, boxes))
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== "key-version-past") throw error
    const before = others.map((box) => named.get(box)?.recipient)
    await Promise.all([learn(others), me.refresh()])
    refuseOther(others)
    if (others.some((box, at) => named.get(box)?.recipient !== before[at])) throw error
    return work(await keysOf(me, boxes))
  }
}

/** Nothing is sealed to a key of which the log of keys says otherwise. */
function refuseOther(boxes: readonly string[]): void {
  const other = boxes.map((box) => named.get(box)).find((key) => key?.logged === "other")
  if (other !== undefined) throw new Problem(409, { code: "key-log", detail: say("keyLog", { name: other.name }) })
}

async function keysOf(me: Account, boxes: readonly string[]): Promise<BoxKeys> {
  const found = new Map<string, SealKey>()
  for (const box of boxes) {
    const key = me.box(box) === undefined ? named.get(box) : await me.ownKey(box)
    if (key !== undefined) found.set(box, key)
  }
  return found
}

/** The key the server names for a mailbox, as it was asked for on this page. */
export async function namedKey(box: string): Promise<BoxKey | undefined> {
  if (!named.has(box)) await learn([box])
  return named.get(box)
}

/** The key of one box; a box that is gone has none. */
export function keyOf(box: string, keys: BoxKeys): SealKey {
  const found = keys.get(box)
  if (found === undefined) throw new Problem(404, { code: "recipient-unknown", retry: false })
  return found
}

async function learn(boxes: readonly string[]): Promise<void> {
  if (boxes.length === 0) return
  const { heldToKeyLog, isFresh, settled, tellLogged } = await part(import("./key-log.ts"))
  for (const key of await namedKeys(boxes)) {
    const { box, log: _log, ...facts } = key
    const address = addresses.get(box) ?? null
    const logged = await heldToKeyLog(key, address)
    const waits = logged !== "logged" && logged !== "stale" && isFresh(key)
    named.set(box, { ...facts, logged: waits ? "unread" : logged })
    if (waits) void settled(address, async () => (await namedKeys([box]))[0]).then((found) => tellLogged(key, found), () => {})
    else await tellLogged(key, logged)
  }
}

/** What the server names for mailboxes, with what the log of keys has of each; nothing is checked. */
export async function namedKeys(boxes: readonly string[]): Promise<readonly BoxKeyOut[]> {
  return api<readonly BoxKeyOut[]>(`/api/boxes/keys?${new URLSearchParams(boxes.map((box) => ["box", box]))}`)
}
