// Circles: containers without an address, whose members are mailboxes (docs/formats.md, Container). Who can open one of the
// mailboxes opens the circle: user key → mailbox key → key of the circle.
import { api, Problem } from "../page/server.ts"
import { b64, fromB64 } from "../seal/bytes.ts"
import { SealError } from "../seal/errors.ts"
import { newBox, openIdentity, sealIdentity } from "../seal/message.ts"
import { type BoxKeys, keyOf, withBoxKeys } from "./key-versions.ts"

export type Right = "read" | "prepare" | "send" | "manage"

export interface Circle {
  readonly id: string
  readonly kind: string
  readonly recipient: string
  readonly keyVersion: number
  readonly right: Right
  /** Somebody who knows the key has left, and this person is one who makes the next. */
  readonly renew: boolean
  /** The identity of each key version this person may open, by its number. */
  readonly keyVersions: ReadonlyMap<number, string>
}

interface SealedKey {
  readonly number: number
  readonly sealedIdentity: string
  /** The mailbox it is sealed to; null where it is sealed to the person. */
  readonly mailbox: string | null
}

interface Member {
  readonly mailbox: string | null
  readonly user: string | null
  readonly recipient: string
  readonly keyVersion: number | null
}

/** Who opens: the person's own key, and the mailboxes they can open. */
export interface Opener {
  readonly identity: string
  box(id: string): { readonly keyVersions: ReadonlyMap<number, string> } | undefined
}

/** Opens a circle by every way the person has. A key that somebody who left knows is renewed by the way. */
export async function openCircle(me: Opener, id: string): Promise<Circle> {
  const { keys, ...facts } = await api<Omit<Circle, "keyVersions"> & { readonly keys: readonly SealedKey[] }>(
    `/api/containers/${id}`,
  )
  const opened = await Promise.all(keys.map((key) => openedKey(me, key)))
  if (facts.renew) void renewCircle(facts).catch(unlessRefused)
  return { ...facts, keyVersions: new Map(opened.filter((key) => key !== null)) }
}

/** Another member may be first; then theirs is the key. */
function unlessRefused(error: unknown): void {
  if (!(error instanceof Problem)) throw error
}

/** A circle whose members are these mailboxes, each with its right; gives its identifier. */
export function makeCircle(kind: string, rights: ReadonlyMap<string, Right>): Promise<string> {
  const boxes = [...rights.keys()]
  return withBoxKeys(boxes, async (keys) => {
    const made = await newBox(boxes.map((box) => keyOf(box, keys).recipient))
    const members = boxes.map((mailbox, at) => ({
      mailbox,
      right: rights.get(mailbox),
      sealedIdentity: b64(made.sealed[at] ?? new Uint8Array()),
      keyVersion: keyOf(mailbox, keys).keyVersion,
    }))
    const body = { kind, recipient: made.recipient, members }
    return (await api<{ readonly id: string }>("/api/containers", { json: body })).id
  })
}

/** Lets a mailbox in: with every key the person can open, or with the newest only. */
export function joinCircle(circle: Circle, mailbox: string, right: Right, earlier: boolean): Promise<void> {
  const all = [...circle.keyVersions]
  const given = earlier ? all : all.filter(([number]) => number === circle.keyVersion)
  return withBoxKeys([mailbox], async (boxes) => {
    const keys = await Promise.all(given.map(([number, identity]) => sealedTo(number, identity, mailbox, boxes)))
    const body = { mailbox, right, keyVersion: keyOf(mailbox, boxes).keyVersion, keys }
    await api(`/api/containers/${circle.id}/members`, { json: body })
  })
}

/** Makes the next key of a circle, sealed to everybody who is a member now. */
export async function renewCircle(circle: Pick<Circle, "id" | "keyVersion">): Promise<void> {
  const members = await api<readonly Member[]>(`/api/containers/${circle.id}/members`)
  const made = await newBox(members.map(({ recipient }) => recipient))
  const keys = members.map(({ mailbox, user, keyVersion }, at) => ({
    party: mailbox ?? user,
    sealedIdentity: b64(made.sealed[at] ?? new Uint8Array()),
    keyVersion,
  }))
  const body = { number: circle.keyVersion + 1, recipient: made.recipient, keys }
  await api(`/api/containers/${circle.id}/key-versions`, { json: body })
}

async function sealedTo(number: number, identity: string, mailbox: string, boxes: BoxKeys) {
  return { number, sealedIdentity: b64(await sealIdentity(identity, keyOf(mailbox, boxes).recipient)) }
}

/** A key that does not open is left out: it must not keep the person from the others. */
async function openedKey(me: Opener, key: SealedKey): Promise<[number, string] | null> {
  const known = key.mailbox === null ? [me.identity] : [...(me.box(key.mailbox)?.keyVersions.values() ?? [])]
  try {
    return [key.number, await openIdentity(fromB64(key.sealedIdentity), known)]
  } catch (error) {
    if (error instanceof SealError) return null
    throw error
  }
}
