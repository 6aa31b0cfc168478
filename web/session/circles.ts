// Circles: containers without an address, whose members are mailboxes (docs/formats.md, Container). Who can open one of the
// mailboxes opens the circle: user key → mailbox key → key of the circle.
import { api, Problem } from "../page/server.ts"
import { say } from "../page/words.ts"
import { b64, fromB64 } from "../seal/bytes.ts"
import { SealError } from "../seal/errors.ts"
import { newBox, openIdentity, sealIdentity } from "../seal/message.ts"
import type { Verdict } from "../seal/known.ts"
import type { Account, Circle, Right } from "./holder.ts"
import { type BoxKeys, keyOf, withBoxKeys } from "./key-versions.ts"
import { trustOf } from "./trust.ts"

export type { Circle, Right } from "./holder.ts"

interface SealedKey {
  readonly number: number
  readonly sealedIdentity: string
  /** The mailbox it is sealed to; null where it is sealed to the person. */
  readonly mailbox: string | null
}

interface Member {
  readonly mailbox: string | null
  readonly user: string | null
}

/** Opens a circle by every way the person has. A key that somebody who left knows is renewed by the way. */
export async function openCircle(me: Account, id: string): Promise<Circle> {
  const { keys, ...facts } = await api<Omit<Circle, "keyVersions"> & { readonly keys: readonly SealedKey[] }>(
    `/api/containers/${id}`,
  )
  const opened = await Promise.all(keys.map((key) => openedKey(me, key)))
  if (facts.renew) void renewCircle(me, facts).catch(unlessRefused)
  return { ...facts, keyVersions: new Map(opened.filter((key) => key !== null)) }
}

/** Another member may be first; then theirs is the key. And where a mailbox has another key than was known, nothing is made. */
function unlessRefused(error: unknown): void {
  if (!(error instanceof Problem)) throw error
}

/** What is known of the mailboxes of others in a circle, as seen from a mailbox of this person; their own keys are derived. */
async function verdicts(me: Account, mailboxes: readonly string[]): Promise<readonly (readonly [string, Verdict])[]> {
  const others = mailboxes.filter((mailbox) => me.box(mailbox) === undefined)
  const from = me.boxes.find(({ id }) => mailboxes.includes(id)) ?? me.boxes[0]
  if (from === undefined) return []
  return Promise.all(others.map(async (mailbox) => [mailbox, (await trustOf(me, from, mailbox))?.judged.verdict ?? "changed"] as const))
}

/** @throws {Problem} one of these mailboxes has another key than was known. */
export async function heed(me: Account, mailboxes: readonly string[], heeded: readonly Verdict[]): Promise<void> {
  const found = (await verdicts(me, mailboxes)).find(([, verdict]) => heeded.includes(verdict))
  if (found !== undefined) throw new Problem(409, { code: "key-other", detail: say("keyOther") })
}

/**
 * A circle whose members are these mailboxes, each with its right; gives its identifier.
 * @throws {Problem} one of them has another key than was known.
 */
export async function makeCircle(me: Account, kind: string, rights: ReadonlyMap<string, Right>): Promise<string> {
  const boxes = [...rights.keys()]
  await heed(me, boxes, ["changed"])
  return withBoxKeys(me, boxes, async (keys) => {
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

/**
 * Lets a mailbox in: with every key the person can open, or with the newest only.
 * @throws {Problem} it has another key than was known.
 */
export async function joinCircle(me: Account, circle: Circle, mailbox: string, right: Right, earlier: boolean): Promise<void> {
  const all = [...circle.keyVersions]
  const given = earlier ? all : all.filter(([number]) => number === circle.keyVersion)
  await heed(me, [mailbox], ["changed"])
  return withBoxKeys(me, [mailbox], async (boxes) => {
    const keys = await Promise.all(given.map(([number, identity]) => sealedTo(number, identity, mailbox, boxes)))
    const body = { mailbox, right, keyVersion: keyOf(mailbox, boxes).keyVersion, keys }
    await api(`/api/containers/${circle.id}/members`, { json: body })
  })
}

/**
 * Makes the next key of a circle, sealed to every mailbox that is a member now.
 * @throws {Problem} one of them is not known, or has another key than was known: this is done without anybody being asked.
 */
export async function renewCircle(me: Account, circle: Pick<Circle, "id" | "keyVersion">): Promise<void> {
  const members = await api<readonly Member[]>(`/api/containers/${circle.id}/members`)
  const mailboxes = members.map(({ mailbox, user }) => mailbox ?? user ?? "")
  await heed(me, mailboxes, ["new", "renewed", "changed"])
  await withBoxKeys(me, mailboxes, async (boxes) => {
    const sealTo = mailboxes.map((mailbox) => keyOf(mailbox, boxes))
    const made = await newBox(sealTo.map(({ recipient }) => recipient))
    const keys = mailboxes.map((party, at) => ({
      party,
      sealedIdentity: b64(made.sealed[at] ?? new Uint8Array()),
      keyVersion: sealTo[at]?.keyVersion,
    }))
    const body = { number: circle.keyVersion + 1, recipient: made.recipient, keys }
    await api(`/api/containers/${circle.id}/key-versions`, { json: body })
  })
}

async function sealedTo(number: number, identity: string, mailbox: string, boxes: BoxKeys) {
  return { number, sealedIdentity: b64(await sealIdentity(identity, keyOf(mailbox, boxes).recipient)) }
}

/** A key that does not open is left out: it must not keep the person from the others. */
async function openedKey(me: Account, key: SealedKey): Promise<[number, string] | null> {
  const known = key.mailbox === null ? [me.identity] : [...(me.box(key.mailbox)?.keyVersions.values() ?? [])]
  try {
    return [key.number, await openIdentity(fromB64(key.sealedIdentity), known)]
  } catch (error) {
    if (error instanceof SealError) return null
    throw error
  }
}
