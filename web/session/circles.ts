// Circles: containers without an address, whose members are mailboxes (docs/formats.md, Container). Who can open one of the
// mailboxes opens the circle: user key → mailbox key → key of the circle.
import { api, Problem } from "../page/server.ts"
import { say } from "../page/words.ts"
import { b64, fromB64 } from "../seal/bytes.ts"
import { SealError } from "../seal/errors.ts"
import { keyHash } from "../seal/derive.ts"
import { newBox, openIdentity, sealIdentity } from "../seal/message.ts"
import { type CircleSaid, type Reading, readingOf } from "../seal/circle.ts"
import type { Verdict } from "../seal/known.ts"
import type { Account, Circle, Right } from "./holder.ts"
import type { NewCircleIn } from "../wire/api.ts"
import { type BoxKeys, keyOf, withBoxKeys } from "./key-versions.ts"
import { trustOf } from "./trust.ts"

export type { Circle, Right } from "./holder.ts"

interface SealedKey {
  readonly number: number
  readonly sealedIdentity: string
  /** The mailbox it is sealed to; null where it is sealed to the person. */
  readonly mailbox: string | null
}

/** What judges and signs statements is fetched when a key is made: not every page that names circles makes one. */
const judging = () => import("./circle-standing.ts")

interface Member {
  readonly mailbox: string | null
  readonly user: string | null
}

/** Opens a circle by every way the person has. A key that somebody who left knows is renewed by the way. */
export async function openCircle(me: Account, id: string): Promise<Circle> {
  const { keys, ...facts } = await api<Omit<Circle, "keyVersions" | "through"> & { readonly keys: readonly SealedKey[] }>(
    `/api/containers/${id}`,
  )
  const opened = await Promise.all(keys.map((key) => openedKey(me, key)))
  const newest = keys.filter(({ number }) => number === facts.keyVersion).map(({ mailbox }) => mailbox)
  const through = newest.filter((mailbox) => mailbox !== null)
  const circle = { ...facts, through, keyVersions: new Map(opened.filter((key) => key !== null)) }
  if (facts.renew) void renewCircle(me, circle).catch(unlessRefused)
  return circle
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

/** A circle for these mailboxes, each with its right, as the API takes it in: with its key sealed to each, and signed by this person for `home`. */
export async function newCircle(
  me: Account, kind: CircleSaid["kind"], home: string, rights: ReadonlyMap<string, Right>, keys: BoxKeys,
): Promise<NewCircleIn> {
  const boxes = [...rights.keys()]
  const made = await newBox(boxes.map((box) => keyOf(box, keys).recipient))
  const id = crypto.randomUUID()
  const members = await Promise.all(boxes.map((box) => reading(box, rights.get(box) ?? "read", keys)))
  const { stateCircle } = await judging()
  const statement = await stateCircle(me, null, home, { circle: id, kind, epoch: 1, recipient: await keyHash(made.recipient), members })
  const sealed = boxes.map((mailbox, at) => ({
    mailbox,
    right: rights.get(mailbox) ?? "read",
    sealedIdentity: b64(made.sealed[at] ?? new Uint8Array()),
    keyVersion: keyOf(mailbox, keys).keyVersion,
  }))
  return { id, kind, recipient: made.recipient, members: sealed, statement }
}

async function reading(mailbox: string, right: Right, keys: BoxKeys): Promise<Reading> {
  const { recipient, keyVersion } = keyOf(mailbox, keys)
  return { mailbox, right, version: keyVersion, recipient: await keyHash(recipient) }
}

/** The mailbox of this person for which they sign there. */
function homeIn(me: Account, said: { readonly members: readonly Reading[] }): string {
  const mine = said.members.filter(({ mailbox, right }) => me.box(mailbox) !== undefined && (right === "manage" || right === "send"))
  const home = mine.find(({ right }) => right === "manage") ?? mine[0]
  if (home === undefined) throw new Problem(403, { code: "may-not-manage" })
  return home.mailbox
}

/**
 * Lets a mailbox in: with every key the person can open, or with the newest only.
 * @throws {Problem} it has another key than was known, or the circle is in doubt.
 */
export async function joinCircle(me: Account, circle: Circle, mailbox: string, right: Right, earlier: boolean): Promise<void> {
  const { believedCircle, stateCircle } = await judging()
  const head = await believedCircle(me, circle)
  const all = [...circle.keyVersions]
  const given = earlier ? all : all.filter(([number]) => number === circle.keyVersion)
  await heed(me, [mailbox], ["changed"])
  return withBoxKeys(me, [mailbox], async (boxes) => {
    const keys = await Promise.all(given.map(([number, identity]) => sealedTo(number, identity, mailbox, boxes)))
    const members = [...head.said.members.filter((entry) => entry.mailbox !== mailbox), await reading(mailbox, right, boxes)]
    const statement = await stateCircle(me, head, homeIn(me, head.said), { ...head.said, members })
    const body = { mailbox, right, keyVersion: keyOf(mailbox, boxes).keyVersion, keys, statement }
    await api(`/api/containers/${circle.id}/members`, { json: body })
  })
}

/**
 * Makes the next key of a circle, sealed to every mailbox that is a member now and was signed for.
 * @throws {Problem} one of them is not known, or has another key than was known, or nobody signed that it reads along, or the
 *   circle is in doubt: this is done without anybody being asked.
 */
export async function renewCircle(me: Account, circle: Circle): Promise<void> {
  const { believedCircle, stateCircle } = await judging()
  const head = await believedCircle(me, circle)
  const members = await api<readonly Member[]>(`/api/containers/${circle.id}/members`)
  const entries = members.map(({ mailbox }) => mailbox === null ? undefined : readingOf(head.said, mailbox))
  if (entries.includes(undefined)) throw new Problem(409, { code: "key-doubt", detail: say("circleDoubt") })
  const known = entries.filter((entry) => entry !== undefined)
  const mailboxes = known.map(({ mailbox }) => mailbox)
  await withBoxKeys(me, mailboxes, async (boxes) => {
    const readings = await Promise.all(known.map(({ mailbox, right }) => reading(mailbox, right, boxes)))
    // The very key that was signed needs no memory of this person's own.
    const others = readings.filter(({ recipient }, at) => recipient !== known[at]?.recipient)
    await heed(me, others.map(({ mailbox }) => mailbox), ["new", "renewed", "changed"])
    const made = await newBox(mailboxes.map((mailbox) => keyOf(mailbox, boxes).recipient))
    const keys = mailboxes.map((party, at) => ({
      party,
      sealedIdentity: b64(made.sealed[at] ?? new Uint8Array()),
      keyVersion: keyOf(party, boxes).keyVersion,
    }))
    const number = head.said.epoch + 1
    const next = { ...head.said, epoch: number, recipient: await keyHash(made.recipient), members: readings }
    const statement = await stateCircle(me, head, homeIn(me, head.said), next)
    await api(`/api/containers/${circle.id}/key-versions`, { json: { number, recipient: made.recipient, keys, statement } })
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
