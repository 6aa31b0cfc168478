// The keys that something is sealed to: of one's own mailboxes derived, of others as the server names them (which session/trust.ts
// compares with what was known; docs/formats.md, Container).
import { api, Problem } from "../page/server.ts"
import type { Account, SealKey } from "./holder.ts"
import type { BoxKeyOut } from "../wire/api.ts"

export type BoxKey = Omit<BoxKeyOut, "box">

export type BoxKeys = ReadonlyMap<string, SealKey>

const named = new Map<string, BoxKey>()

/**
 * Does what seals to boxes with their newest keys. When the server says that one was renewed in the meantime, nothing was taken
 * in. It is done once more with the keys of that moment, unless one of somebody else is another now: that is told first.
 */
export async function withBoxKeys<T>(me: Account, boxes: readonly string[], work: (keys: BoxKeys) => Promise<T>): Promise<T> {
  const others = boxes.filter((box) => me.box(box) === undefined)
  await learn(others.filter((box) => !named.has(box)))
  try {
    return await work(await keysOf(me, boxes))
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== "key-version-past") throw error
    const before = others.map((box) => named.get(box)?.recipient)
    await Promise.all([learn(others), me.refresh()])
    if (others.some((box, at) => named.get(box)?.recipient !== before[at])) throw error
    return work(await keysOf(me, boxes))
  }
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
  const asked = new URLSearchParams(boxes.map((box) => ["box", box]))
  const found = await api<readonly BoxKeyOut[]>(`/api/boxes/keys?${asked}`)
  for (const { box, ...key } of found) named.set(box, key)
}
