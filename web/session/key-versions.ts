// The keys of boxes change: a box begins a new key version when somebody must not read on (docs/formats.md, Box). Here: the
// newest key of a box, just before something is sealed to it, and the making of a next one.
import { api, Problem } from "../page/server.ts"
import { b64 } from "../seal/bytes.ts"
import { newBox } from "../seal/message.ts"
import type { BoxKeyOut, BoxOut, MemberOut } from "../wire/api.ts"

export type BoxKey = Omit<BoxKeyOut, "box">

export type BoxKeys = ReadonlyMap<string, BoxKey>

const known = new Map<string, BoxKey>()

/**
 * Does what seals to boxes with their newest keys. When the server says that one was renewed in the meantime, nothing
 * was taken in, and it is done once more with the keys of that moment.
 */
export async function withBoxKeys<T>(boxes: readonly string[], work: (keys: BoxKeys) => Promise<T>): Promise<T> {
  await learn(boxes.filter((box) => !known.has(box)))
  try {
    return await work(known)
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== "key-version-past") throw error
    await learn(boxes)
    return work(known)
  }
}

/** The key that would be sealed to, as it was asked for on this page. */
export async function namedKey(box: string): Promise<BoxKey | undefined> {
  if (!known.has(box)) await learn([box])
  return known.get(box)
}

/** The key of one box; a box that is gone has none. */
export function keyOf(box: string, keys: BoxKeys): BoxKey {
  const found = keys.get(box)
  if (found === undefined) throw new Problem(404, { code: "recipient-unknown", retry: false })
  return found
}

async function learn(boxes: readonly string[]): Promise<void> {
  if (boxes.length === 0) return
  const asked = new URLSearchParams(boxes.map((box) => ["box", box]))
  const found = await api<readonly BoxKeyOut[]>(`/api/boxes/keys?${asked}`)
  for (const { box, ...key } of found) known.set(box, key)
}

type Renewable = Pick<BoxOut, "id" | "keyVersion" | "renew">

/** Makes the next key of every box that somebody has left. Another member may be first; then theirs is the key. */
export async function renewKeys(boxes: readonly Renewable[]): Promise<void> {
  for (const box of boxes.filter(({ renew }) => renew)) {
    await renewKey(box).catch((error: unknown) => {
      if (!(error instanceof Problem)) throw error
    })
  }
}

/** A new key, sealed to everybody who is a member now. */
export async function renewKey({ id, keyVersion }: Pick<Renewable, "id" | "keyVersion">): Promise<void> {
  const members = await api<readonly MemberOut[]>(`/api/boxes/${id}/members`)
  const made = await newBox(members.map(({ recipient }) => recipient))
  const keys = members.map(({ user }, at) => ({ user, sealedIdentity: b64(made.sealed[at] ?? new Uint8Array()) }))
  await api(`/api/boxes/${id}/key-versions`, { json: { number: keyVersion + 1, recipient: made.recipient, keys } })
  known.delete(id)
}
