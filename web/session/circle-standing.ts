// Whether a circle of a case is what its makers signed: judged on this device before anything is sealed to it (docs/formats.md,
// Circle statements). Who may sign is told by the statements of the mailboxes that make its keys.
import { api, Problem } from "../page/server.ts"
import { say } from "../page/words.ts"
import { recipientOf } from "../seal/age.ts"
import { type CircleDoubt, type CircleRead, type CircleSaid, judgeCircle, readCircle, signCircle } from "../seal/circle.ts"
import { keyHash } from "../seal/derive.ts"
import { CannotCheck, SealError } from "../seal/errors.ts"
import { followed, readMembership, type Signed } from "../seal/membership.ts"
import { momentOf } from "../seal/attempts.ts"
import type { Head } from "../seal/pins.ts"
import type { Account, Circle, SealKey } from "./holder.ts"
import type { StatementOut } from "../wire/api.ts"

export interface CircleStanding {
  readonly doubt: CircleDoubt | null
  /** The last statement, believed or not. */
  readonly head: CircleRead | null
}

const SHUT = (doubt: CircleDoubt): CircleStanding => ({ doubt, head: null })

/** What this device makes of what was signed about a circle. What it believes for the first time it knows from then on. */
export async function circleStanding(me: Account, circle: Circle): Promise<CircleStanding> {
  const known = me.pins.seen.get(circle.id)
  const chain = await chainOf(circle, known)
  if (chain === null) return SHUT("history")
  const fresh = known === undefined ? chain : chain.slice(1)
  const heads = new Map<string, Head>()
  const signers = new Map<string, ReadonlySet<string>>()
  for (const mailbox of new Set(fresh.map(({ said }) => said.by.mailbox))) {
    const asked = fresh.filter(({ said }) => said.by.mailbox === mailbox).map(({ said: { by } }) => `${by.user} ${by.key}`)
    signers.set(mailbox, await signersOf(me, circle.id, mailbox, asked, heads))
  }
  const through = new Map<string, ReadonlyMap<number, string>>()
  for (const mailbox of circle.through) through.set(mailbox, await hashes(me.box(mailbox)?.keyVersions ?? new Map()))
  const found = { circle: circle.id, chain, keyVersion: circle.keyVersion, derived: await hashes(circle.keyVersions), through }
  const head = chain.at(-1) ?? null
  const doubt = judgeCircle(known, found, signers)
  if (doubt === null && head !== null && fresh.length > 0) await remember(me, circle.id, head, heads)
  return { doubt, head }
}

/** The statements to judge by, from the one that was known on; null when one is none. */
async function chainOf({ id, statement }: Circle, known: Head | undefined): Promise<CircleRead[] | null> {
  if (statement === null) return []
  return unlessSealed(async () => {
    const last = await readCircle(statement)
    if (known?.hash === last.hash || (known === undefined && last.said.number === 1)) return [last]
    const kept = await api<readonly StatementOut[]>(`/api/containers/${id}/statements?start=${known?.number ?? 1}`)
    const chain = await Promise.all(kept.map(readCircle))
    return chain.at(-1)?.hash === last.hash ? chain : null
  })
}

/**
 * `user key` of everybody who may sign for a mailbox: whom its own statements name, in the unbroken chain this person goes by. Of
 * somebody else's mailbox the last statement is put in `heads`, to be known from then on.
 */
async function signersOf(me: Account, circle: string, mailbox: string, asked: readonly string[], heads: Map<string, Head>): Promise<ReadonlySet<string>> {
  const own = me.box(mailbox) !== undefined
  const standing = own ? await me.standing(mailbox) : null
  if (standing !== null && standing.doubt !== null && standing.doubt !== "person") return new Set()
  const today = new Set(standing?.head?.said.members.map(({ user, key }) => `${user} ${key}`))
  if (asked.every((signer) => today.has(signer))) return today
  const known = standing?.head?.hash ?? me.pins.seen.get(mailbox)?.hash
  const chain = await unlessSealed(async () => {
    const path = own ? `/api/boxes/${mailbox}/statements` : `/api/containers/${circle}/signers/${mailbox}`
    return followed(await Promise.all((await api<readonly StatementOut[]>(path)).map(readMembership)))
  })
  const last = chain?.at(-1)
  if (chain === null || last === undefined || last.said.box !== mailbox) return new Set()
  if (known !== undefined && !chain.some(({ hash }) => hash === known)) return new Set()
  if (!own) heads.set(mailbox, { number: last.said.number, hash: last.hash })
  return new Set(chain.flatMap(({ said }) => said.members.map(({ user, key }) => `${user} ${key}`)))
}

async function unlessSealed<T>(work: () => Promise<T>): Promise<T | null> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof SealError && !(error instanceof CannotCheck)) return null
    throw error
  }
}

async function hashes(keys: ReadonlyMap<number, string>): Promise<ReadonlyMap<number, string>> {
  return new Map(await Promise.all([...keys].map(async ([number, identity]) => [number, await keyHash(await recipientOf(identity))] as const)))
}

/** The first statement that one's own mailbox signed for need not be kept: nothing comes before it. */
async function remember(me: Account, circle: string, { said, hash }: CircleRead, heads: Map<string, Head>): Promise<void> {
  if (said.number > 1 || me.box(said.by.mailbox) === undefined) heads.set(circle, { number: said.number, hash })
  const changed = [...heads].some(([id, head]) => me.pins.seen.get(id)?.hash !== head.hash)
  if (changed) await me.keepPins((pins) => ({ ...pins, seen: new Map([...pins.seen, ...heads]) }))
}

/** What is known of a circle that something is to be sealed to. @throws {Problem} it is in doubt. */
export async function believedCircle(me: Account, circle: Circle): Promise<CircleRead> {
  const { doubt, head } = await circleStanding(me, circle)
  if (doubt !== null || head === null || me.pinsDoubt) throw new Problem(409, { code: "key-doubt", detail: say("circleDoubt") })
  return head
}

/** The key of a circle to seal to: derived from the identity that was signed for. @throws {Problem} it is in doubt. */
export async function circleKey(me: Account, circle: Circle): Promise<SealKey> {
  const { said } = await believedCircle(me, circle)
  const identity = circle.keyVersions.get(said.epoch)
  if (identity === undefined) throw new Problem(409, { code: "key-doubt", detail: say("circleDoubt") })
  return { recipient: await recipientOf(identity), keyVersion: said.epoch }
}

/** What this person signs of a circle, for one of their mailboxes in it: the first statement, or what comes after `head`. */
export async function stateCircle(
  me: Account, head: CircleRead | null, mailbox: string, told: Pick<CircleSaid, "circle" | "kind" | "epoch" | "recipient" | "members">,
): Promise<Signed> {
  const place = { number: (head?.said.number ?? 0) + 1, previous: head?.hash ?? null, at: momentOf(new Date()) }
  return signCircle({ ...told, ...place, by: { user: me.user.id, key: me.own.key, mailbox } }, me.signing)
}
