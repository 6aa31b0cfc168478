// Who holds the key of a mailbox: what members signed, judged on this device, and what this person signs in turn.
import { api } from "../page/server.ts"
import { b64, type Bytes } from "../seal/bytes.ts"
import { recipientOf } from "../seal/age.ts"
import { CannotCheck, SealError } from "../seal/errors.ts"
import { keyHash } from "../seal/derive.ts"
import { momentOf } from "../seal/attempts.ts"
import { type Entry, entryOf, type Membership, type Read, readMembership, type Signed, signMembership } from "../seal/membership.ts"
import { newBox } from "../seal/message.ts"
import { knows } from "../seal/pins.ts"
import { type Judge, judgeBox, type Standing } from "../seal/standing.ts"
import type { BoxOut, MemberOut, StatementOut } from "../wire/api.ts"

/** A person as the server names them: what is sealed for them goes to `recipient`. */
export interface Named {
  readonly user: string
  readonly recipient: string
  readonly signingKey: string
}

/** Somebody who signs: themselves, their seed, and what they know. */
export interface Signer extends Judge {
  readonly signing: Bytes
}

/** A mailbox as its members' devices have it. */
export interface Held {
  readonly id: string
  readonly keyVersion: number
  readonly keyVersions: ReadonlyMap<number, string>
}

/** Somebody has other keys than were known, or is not known at all: nothing is sealed to them. */
export class Unknown extends Error {
  readonly user: string

  constructor(user: string) {
    super("another key")
    this.user = user
  }
}

export async function standingOf(judge: Judge, box: Pick<BoxOut, "statement"> & Held): Promise<Standing> {
  const chain = await chainOf(judge, box)
  if (chain === null) return { doubt: "history", head: null, learned: new Map(), others: [] }
  const newest = box.keyVersions.get(box.keyVersion)
  const derived = new Map(newest === undefined ? [] : [[box.keyVersion, await keyHash(await recipientOf(newest))]])
  return judgeBox(judge, { box: box.id, chain, keyVersion: box.keyVersion, derived })
}

/** The statements to judge by, or null when one is none: the last alone where it is the one that was known. */
async function chainOf({ pins }: Judge, { id, statement }: Pick<BoxOut, "statement" | "id">): Promise<Read[] | null> {
  if (statement === null) return []
  const known = pins.boxes.get(id)
  try {
    const last = await readMembership(statement)
    if (known?.hash === last.hash) return [last]
    const kept = await api<readonly StatementOut[]>(`/api/boxes/${id}/statements?start=${known?.number ?? 1}`)
    const chain = await Promise.all(kept.map(readMembership))
    return chain.at(-1)?.hash === last.hash ? chain : null
  } catch (error) {
    if (error instanceof SealError && !(error instanceof CannotCheck)) return null
    throw error
  }
}

async function entryFor(person: Named, by: string, since: string): Promise<Entry> {
  return { user: person.user, recipient: await keyHash(person.recipient), key: person.signingKey, since, by }
}

/** What comes after the last statement, signed by this person. */
async function next(me: Signer, head: Read | null, said: Pick<Membership, "box" | "epoch" | "recipient" | "members" | "at">): Promise<Signed> {
  const place = { number: (head?.said.number ?? 0) + 1, previous: head?.hash ?? null }
  return signMembership({ ...said, ...place, by: { user: me.user, key: me.own.key } }, me.signing)
}

/** That these people hold the key of a mailbox, where nobody signed so before or what was signed holds no more. */
export async function stated(me: Signer, head: Read | null, box: { id: string; epoch: number; recipient: string }, people: readonly Named[]): Promise<Signed> {
  const at = momentOf(new Date())
  const members = await Promise.all(people.map((person) => entryFor(person, me.user, at)))
  return next(me, head, { box: box.id, epoch: box.epoch, recipient: await keyHash(box.recipient), members, at })
}

/** That somebody is let in, with the keys this person saw and goes by. @throws {Unknown} they are known with others. */
export async function letIn(me: Signer, head: Read, person: Named): Promise<Signed> {
  const at = momentOf(new Date())
  const entry = await entryFor(person, me.user, at)
  if (!knows(me.pins, person.user, entry)) throw new Unknown(person.user)
  const members = [...head.said.members.filter(({ user }) => user !== person.user), entry]
  const { box, epoch, recipient } = head.said
  return next(me, head, { box, epoch, recipient, members, at })
}

/** The next key of a mailbox, for its members of now. @throws {Unknown} the server names another key for one of them. */
export async function nextKey(me: Signer, head: Read, box: string, members: readonly MemberOut[]): Promise<object> {
  const entries = await Promise.all(members.map((member) => sameEntry(me, head, member)))
  const made = await newBox(members.map(({ recipient }) => recipient))
  const epoch = head.said.epoch + 1
  const statement = await next(me, head, { box, epoch, recipient: await keyHash(made.recipient), members: entries, at: momentOf(new Date()) })
  const keys = members.map(({ user }, at) => ({ user, sealedIdentity: b64(made.sealed[at] ?? new Uint8Array()) }))
  return { number: epoch, recipient: made.recipient, keys, statement }
}

/** The entry of a member, when the server names the very keys that were signed and that this person knows. */
async function sameEntry(me: Signer, head: Read, member: Named): Promise<Entry> {
  const entry = entryOf(head.said, member.user)
  const named = { recipient: await keyHash(member.recipient), key: member.signingKey }
  const fine = entry !== undefined && entry.recipient === named.recipient && entry.key === named.key
  if (!fine || (member.user !== me.user && !knows(me.pins, member.user, named))) throw new Unknown(member.user)
  return entry
}
