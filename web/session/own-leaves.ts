// What the log of keys tells of one's own keys, read from the log itself: all of it since this browser was last here, so that the server can
// leave nothing out (docs/formats.md, Log of keys). By whom it was stands in the records of evidence, which are proved too.
import { consistent, leafHash, LogError, rootOf, type State, tilePath } from "../evidence/log.ts"
import { checkProof } from "../evidence/proof.ts"
import type { LogRecord } from "../evidence/receipt.ts"
import { api } from "../page/server.ts"
import { recipientOf } from "../seal/age.ts"
import { keyHash } from "../seal/derive.ts"
import type { Account } from "./holder.ts"
import { type Entry, labelOf, provedEntry } from "./key-log.ts"
import { keysTiles, keyState } from "./key-state.ts"
import { logKeys, sameLog } from "./log-memory.ts"
import { wasDoneHere } from "./own-acts.ts"
import type { BoxKeyOut, KeyEventsOut } from "../wire/api.ts"

/** An entry of the log of keys about a mailbox of this person, with its number. */
export interface Leaf extends Entry { readonly index: number; readonly box: string }

/** The same as the server lists it, proved; `by` and `whom` are identifiers in its record, `null` where that names nobody. */
export interface ToldLeaf extends Leaf { readonly by: string | null; readonly whom: string | null }

export interface Told { readonly leaves: readonly ToldLeaf[]; readonly names: ReadonlyMap<string, string> }

interface Memory {
  /** How many entries were read, and when. */
  readonly size: number
  readonly read: number
  /** The mailbox of each label that is or was one's own. */
  readonly labels: Readonly<Record<string, string>>
  /** What the person has not said anything of yet. */
  readonly open: readonly Leaf[]
}

const WIDTH = 256
/** So many tiles are read before what was found is kept. */
const STEP = 16
/** They say which keys a person has: with those that are here they tell nothing new. */
const BEGINNINGS: ReadonlySet<string> = new Set(["boxes.mailbox.opened", "key-custody.account.activated", "identity.account.imported"])

/** No secret. It stays when one logs out. */
const placeOf = ({ own }: Account) => `zegel-own-leaves-${own.recipient.slice(0, 16)}`

function recalled(me: Account): Memory | null {
  const kept = localStorage.getItem(placeOf(me))
  return kept === null ? null : (JSON.parse(kept) as Memory)
}

function remember(me: Account, memory: Memory): void {
  localStorage.setItem(placeOf(me), JSON.stringify(memory))
}

/** What this browser still asks about, and until when it read. */
export function asked(me: Account): Pick<Memory, "open" | "read"> | null {
  return recalled(me)
}

/** The person said of an entry whether it was them. */
export function settle(me: Account, index: number): void {
  const kept = recalled(me)
  if (kept !== null) remember(me, { ...kept, open: kept.open.filter((leaf) => leaf.index !== index) })
}

/**
 * Reads what is new and gives everything the person has not been asked yet, of what was not done in this browser. `named` is what the server
 * names for their mailboxes. On a first visit all there is counts as known. @throws {LogError} the entries are not those that were signed. @throws {Problem}
 */
export async function ownNews(me: Account, named: readonly BoxKeyOut[], now: number): Promise<readonly Leaf[]> {
  const kept = recalled(me)
  const logs = named.flatMap(({ box, log }) => (log === null ? [] : [{ box, log }]))
  const checkpoint = logs[0]?.log.checkpoint
  if (checkpoint === undefined) return kept?.open ?? []
  const state = await keyState(checkpoint)
  const labels = await labelsOf(me, logs.map(({ box, log }) => ({ box, label: log.label })))
  if (kept === null) {
    remember(me, { size: state.size, read: now, labels, open: [] })
    return []
  }
  const all = { ...kept.labels, ...labels }
  const told = listing(me)
  let known: Memory | null = kept
  while (known !== null && (known.size < state.size || Object.keys(all).some((label) => !(label in (known?.labels ?? {}))))) {
    const until = Math.min(state.size, (Math.floor(known.size / WIDTH) + STEP) * WIDTH)
    known = await readOn(me, known, { state, until, labels: all, told, read: until === state.size ? now : known.read })
  }
  // Another tab may have been first: then it asks.
  return recalled(me)?.open ?? kept.open
}

interface Step { readonly state: State; readonly until: number; readonly labels: Memory["labels"]; readonly told: () => Promise<readonly ToldLeaf[]>; readonly read: number }

/** Reads on to entry number `until`, and keeps what is new up to there, so that who leaves meanwhile goes on from there. Null: another tab was first. */
async function readOn(me: Account, kept: Memory, { state, until, labels, told, read }: Step): Promise<Memory | null> {
  const first = Math.min(kept.size, state.size)
  const fresh = await leavesBetween(first, until, state, labels)
  const isNew = (leaf: Leaf) => leaf.index >= kept.size || !(leaf.label in kept.labels)
  const whole = fresh.length > 0 || Object.keys(labels).some((label) => !(label in kept.labels))
  const listed = whole ? await told() : []
  const leaves = [...listed.filter(({ index }) => index < first), ...fresh].filter(isNew)
  const news = await concerning(me, leaves, new Map(listed.map((leaf) => [leaf.index, leaf])))
  const newest = recalled(me) ?? kept
  if (newest.size !== kept.size) return null
  const memory = { size: until, read, labels, open: [...newest.open, ...news.filter(({ event, at }) => !wasDoneHere(event, at))] }
  remember(me, memory)
  return memory
}

/** What the server lists, asked for once where it is wanted. */
function listing(me: Account): () => Promise<readonly ToldLeaf[]> {
  let asked: Promise<readonly ToldLeaf[]> | undefined
  return () => (asked ??= toldOrNothing(me))
}

/** Without an answer, or with a wrong one, the log itself goes before: by whom it was is not known then. */
async function toldOrNothing(me: Account): Promise<readonly ToldLeaf[]> {
  return toldLeaves(me).then(({ leaves }) => leaves, (error: unknown) => {
    if (error instanceof LogError) return []
    throw error
  })
}

/** Without what others did in a team of this person, and what only says that they have the keys that are here. */
async function concerning(me: Account, leaves: readonly Leaf[], listed: ReadonlyMap<number, ToldLeaf>): Promise<Leaf[]> {
  const found: Leaf[] = []
  for (const leaf of leaves) {
    if ((await concerns(me, leaf, listed.get(leaf.index))) && !(await isBeginning(me, leaf))) found.push(leaf)
  }
  return found
}

/** Everything of one's own mailbox; of a team's what is about oneself or in one's name. */
async function concerns(me: Account, { box, label, facts }: Leaf, told: ToldLeaf | undefined): Promise<boolean> {
  if (me.box(box)?.kind === "personal") return true
  if (facts["member"] === (await keyHash(`zegel/key-member/v1\n${label}\n${me.user.id}`))) return true
  return told === undefined || told.by === me.user.id
}

async function isBeginning(me: Account, { box, event, facts }: Leaf): Promise<boolean> {
  if (!BEGINNINGS.has(event)) return false
  if (facts["person"] !== undefined) return facts["person"] === me.own.recipient
  const identity = me.box(box)?.keyVersions.get(Number(facts["number"]))
  return me.box(box)?.kind === "personal" && identity !== undefined && facts["key"] === (await keyHash(await recipientOf(identity)))
}

/** What the server lists of one's own keys, each entry and its record proved. @throws {LogError} it is not so. @throws {Problem} */
export async function toldLeaves(me: Account): Promise<Told> {
  const { checkpoint, labels, entries, records, people } = await api<KeyEventsOut>("/api/key-events")
  const names = new Map(people.map(({ user, name }) => [user, name]))
  if (checkpoint === null || records === null) return { leaves: [], names }
  const state = await keyState(checkpoint)
  const own = await labelsOf(me, labels)
  const evidence = await checkProof(records, await logKeys())
  await sameLog(evidence.state)
  const leaves = entries.map(async ({ entry: text, index, proof }, at): Promise<ToldLeaf> => {
    const entry = await provedEntry(text, index, proof, state)
    const box = own[entry.label], record = evidence.records[at]
    if (box === undefined || record === undefined || !isOf(record, entry, [box, me.user.id])) throw new LogError("another record")
    const [, by = null] = /^user:(.+)$/.exec(record.actor) ?? []
    return { ...entry, index, box, by, whom: typeof record.facts["user"] === "string" ? record.facts["user"] : null }
  })
  return { leaves: await Promise.all(leaves), names }
}

function isOf(record: LogRecord, entry: Entry, subjects: readonly string[]): boolean {
  return record.event === entry.event && Date.parse(record.at) === Date.parse(entry.at) && subjects.includes(record.subject)
}

/** The labels of mailboxes used in one's own name. */
async function labelsOf(me: Account, told: readonly { readonly box: string; readonly label: string }[]): Promise<Record<string, string>> {
  const found = told.map(async ({ box: id, label }): Promise<[string, string][]> => {
    const box = me.box(id)
    return box === undefined || box.delegated || box.address === "" ? [] : [[await labelOf(box.address, label), id]]
  })
  return Object.fromEntries((await Promise.all(found)).flat())
}

/**
 * The entries under these labels from number `first` to `until`, out of all there are: those that the root of the state was made of. Of the others
 * only their hashes are kept, however many there are.
 */
async function leavesBetween(first: number, until: number, state: State, labels: Memory["labels"]): Promise<Leaf[]> {
  const hashes: Uint8Array[] = [], own: { readonly index: number; readonly text: string }[] = []
  for (let at = Math.floor(first / WIDTH); at * WIDTH < until; at++) {
    const width = Math.min(WIDTH, state.size - at * WIDTH), from = Math.max(first, at * WIDTH)
    const bundle = divided(await keysTiles(tilePath(0, at, width).replace("tile/0/", "tile/entries/")))
    if (bundle.length !== width) throw new LogError("entries")
    const fresh = bundle.slice(from - at * WIDTH)
    hashes.push(...(await Promise.all(fresh.map(leafHash))))
    const texts = fresh.map((body, place) => ({ index: from + place, text: new TextDecoder().decode(body) }))
    own.push(...texts.filter(({ text }) => Object.keys(labels).some((label) => text.includes(label))))
  }
  const read = { ...state, size: until, root: await rootOf(until, state.size, keysTiles, hashes) }
  await consistent(read, state, keysTiles)
  return own.flatMap(({ index, text }) => {
    const entry = JSON.parse(text) as Entry
    const box = labels[entry.label]
    return box === undefined ? [] : [{ ...entry, index, box }]
  })
}

/** The entries of a bundle, each behind its length in two bytes. */
function divided(bundle: Uint8Array): Uint8Array[] {
  const found: Uint8Array[] = []
  for (let at = 0; at + 1 < bundle.length; ) {
    const size = (bundle[at] ?? 0) * 256 + (bundle[at + 1] ?? 0)
    found.push(bundle.slice(at + 2, at + 2 + size))
    at += 2 + size
  }
  return found
}
