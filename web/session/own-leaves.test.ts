/** What became of one's own keys, read by the browser in a log of keys whose server lies. */
import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import { beforeEach, test } from "node:test"
import { json, page } from "../dom.ts"
import { leafHash, LogError, rootOf } from "../evidence/log.ts"
import { generateHybridIdentity, recipientOf } from "../seal/age.ts"
import { Problem } from "../page/server.ts"
import { b64, concat, utf8 } from "../seal/bytes.ts"
import { canonical } from "../seal/canonical.ts"
import { keyHash } from "../seal/derive.ts"
import { newSigningSeed, signingPublic } from "../seal/signing.ts"
import { checkpointOf, signed, tileOf } from "../signed-log.ts"
import type { BoxKeyOut } from "../wire/api.ts"
import type { Account } from "./holder.ts"
import { didHere } from "./own-acts.ts"
import { asked, ownNews, settle, toldLeaves } from "./own-leaves.ts"
import { watchOwn } from "./own-log.ts"

interface LabelCase { name: string; key: string; proof: string; label: string }
const { cases } = JSON.parse(readFileSync(new URL("../../vectors/seal/vrf-v1.json", import.meta.url), "utf8")) as { cases: LabelCase[] }
const LABEL = cases.find(({ name }) => name === "an address")!
const ORIGIN = "court.example"
const ME = "0199a000-0000-7000-8000-000000000001", BOX = "0199a000-0000-7000-8000-000000000002"
const seed = newSigningSeed()
const base64 = (text: string) => Buffer.from(text, "hex").toString("base64")
const identity = await generateHybridIdentity(), recipient = await recipientOf(identity)
const own = { recipient: await keyHash("age1me"), key: b64(await signingPublic(seed)) }

const AT = new Date().toISOString()
const entry = (event: string, facts: Record<string, unknown> = {}, label = LABEL.label, at = AT): string =>
  canonical({ type: "zegel/key-entry/v1", at, event, label, facts })
const FOREIGN = entry("boxes.member.added", {}, "0".repeat(64))
const MADE = entry("boxes.mailbox.opened", { key: await keyHash(recipient), number: 1 })
const CODE = entry("key-custody.recovery-code.made")

const box = { id: BOX, name: "J", address: "J@x.example", kind: "personal", delegated: false, keyVersion: 1, keyVersions: new Map([[1, identity]]) }
const team = { ...box, kind: "team" }
const person = (boxes: readonly object[] = [box]) =>
  ({ user: { id: ME }, own, boxes, box: (id: string) => boxes.find((each) => (each as { id: string }).id === id) }) as unknown as Account

/** The record that an entry was made from, by somebody. */
const recordOf = (text: string, actor: string): string => {
  const { at, event } = JSON.parse(text) as { at: string; event: string }
  return canonical({ v: 1, id: ME, at, event, subject: BOX, actor, facts: {} })
}

const nothing = () => Promise.reject(new Error("there are no tiles"))

interface Lie { readonly bundle?: readonly string[]; readonly list?: readonly string[]; readonly actor?: string }
let requested: string[] = []

/** The site of a server with this log of keys, which publishes `bundle` as its entries and lists `list`. Gives what it names for the mailbox. */
async function served(entries: readonly string[], { bundle = entries, list = entries.filter((text) => text !== FOREIGN), actor = `user:${ME}` }: Lie = {}): Promise<readonly BoxKeyOut[]> {
  const records = entries.map((text) => recordOf(text, actor)), shown = entries.flatMap((text, at) => (list.includes(text) ? [at] : []))
  const leaves = (texts: readonly string[]) => Promise.all(texts.map((text) => leafHash(utf8(text))))
  const pathOf = async (texts: readonly string[], at: number): Promise<string[]> => {
    const hashes = await leaves(texts)
    const path = async (from: number, to: number): Promise<string[]> => {
      if (to - from === 1) return []
      let left = 1
      while (left * 2 < to - from) left *= 2
      const root = async (a: number, b: number) => b64(await rootOf(b - a, b - a, nothing, hashes.slice(a, b)))
      return at < from + left ? [...(await path(from, from + left)), await root(from + left, to)] : [...(await path(from + left, to)), await root(from, from + left)]
    }
    return path(0, texts.length)
  }
  const checkpoint = await checkpointOf(entries, `${ORIGIN}/keys`, seed), evidence = await checkpointOf(records, ORIGIN, seed)
  const log = { origin: ORIGIN, key: own.key, succession: [], checkpoint: evidence }
  const proved = await Promise.all(shown.map(async (at) => ({ record: records[at]!, index: at, proof: await pathOf(records, at) })))
  const tile = await tileOf(entries), evidenceTile = await tileOf(records)
  const told = {
    checkpoint, labels: [{ box: BOX, label: base64(LABEL.proof) }], people: [{ user: ME, name: "J" }],
    entries: await Promise.all(shown.map(async (at) => ({ entry: entries[at]!, index: at, proof: await pathOf(entries, at) }))),
    records: shown.length === 0 ? null : JSON.stringify({ type: "zegel/proof/v1", records: proved, log, stamp: null }),
  }
  const bytes = concat(...bundle.map((text) => concat(Uint8Array.of(utf8(text).length >> 8, utf8(text).length & 255), utf8(text))))
  const cut = `000.p/${entries.length}`
  const named = [{ box: BOX, recipient, keyVersion: 1, name: "J", owner: ME, signing: own.key, since: "2020-01-01T00:00:00Z",
    log: { label: base64(LABEL.proof), witnessed: null, checkpoint, entries: [] } }] as unknown as readonly BoxKeyOut[]
  const site: Record<string, () => Response> = {
    "/log-key": () => new Response(own.key),
    "/checkpoint": () => new Response(evidence),
    [`/tile/0/${cut}`]: () => new Response(evidenceTile),
    "/keys/label-key": () => new Response(base64(LABEL.key)),
    [`/keys/tile/0/${cut}`]: () => new Response(tile),
    [`/keys/tile/entries/${cut}`]: () => new Response(bytes),
    "/api/key-events": () => json(told),
    "/api/alarms": () => new Response(null, { status: 204 }),
    [`/api/boxes/keys?box=${BOX}`]: () => json(named),
  }
  requested = []
  globalThis.fetch = (async (path: string) => {
    requested.push(path)
    const made = site[path]
    if (made === undefined) throw new TypeError(`nobody answers ${path}`)
    return made()
  }) as typeof fetch
  // The state that the log of evidence had is looked at once in ten minutes; these tests move faster.
  localStorage.removeItem("zegel-log")
  return named
}

const news = async (me: Account, named: readonly BoxKeyOut[]): Promise<string[]> =>
  (await ownNews(me, named, Date.now())).map(({ index, event }) => `${index} ${event}`)

/** Somebody who was here when the log of keys had two entries. */
async function visited(me = person()): Promise<Account> {
  assert.deepEqual(await news(me, await served([FOREIGN, MADE])), [])
  return me
}

/** What stands above the page, by the names of the sentences. */
const said = (part: string) => [...document.querySelectorAll(`[data-key-${part}]`)].map(({ textContent }) => textContent)

beforeEach(() => page("<div data-key-alarms></div><template id=key-alarm><div><p data-key-alarm-title></p><p data-key-alarm-text></p></div></template><template id=key-news><p><span data-key-news-text></span></p></template>"))

// lie log | adds something to the keys of somebody: lets itself in, makes another recovery code, key or passkey | that person, at the next login, whatever the server lists | *Your keys: … changes that were not made in this browser*, with what, when and by whom; *That was not me* is evidence | told to the log; what to take away first
test("what somebody else did with one's keys is asked about until it is answered, and nothing that was there before", async () => {
  const me = await visited()
  const added = entry("boxes.member.added", { member: "1" })
  const named = await served([FOREIGN, MADE, added, FOREIGN, CODE])
  assert.deepEqual(await news(me, named), ["2 boxes.member.added", "4 key-custody.recovery-code.made"])
  settle(me, 2)
  assert.deepEqual(await news(me, named), ["4 key-custody.recovery-code.made"])
  assert.deepEqual(asked(me)?.open.map(({ index }) => index), [4])
})

test("what was done in this browser is not asked about, and each act is one entry only", async () => {
  const me = await visited()
  didHere("key-custody.recovery-code.made")
  assert.deepEqual(await news(me, await served([FOREIGN, MADE, CODE, FOREIGN, CODE])), ["4 key-custody.recovery-code.made"])
})

test("an act of an hour ago does not stand for what happens now", async () => {
  const me = await visited()
  didHere("key-custody.recovery-code.made")
  const later = entry("key-custody.recovery-code.made", {}, LABEL.label, new Date(Date.now() + 3_600_000).toISOString())
  assert.deepEqual(await news(me, await served([FOREIGN, MADE, later])), ["2 key-custody.recovery-code.made"])
})

test("the beginning of the keys that are here is no news, that of others is", async () => {
  const me = person()
  await news(me, await served([FOREIGN, FOREIGN]))
  const theirs = entry("key-custody.account.activated", { person: "0", signing: "0" })
  const mine = entry("key-custody.account.activated", { person: own.recipient, signing: "0" })
  assert.deepEqual(await news(me, await served([FOREIGN, FOREIGN, MADE, mine, theirs])), ["4 key-custody.account.activated"])
})

// lie log | leaves such an entry out of what it lists to the person, or names somebody else who did it | the same: the device reads the log itself | the same; *The log of keys does not tell what we signed about it* | told to the log
test("what the server leaves out of its list is found in the log", async () => {
  const me = await visited()
  assert.deepEqual(await news(me, await served([FOREIGN, MADE, CODE], { list: [MADE] })), ["2 key-custody.recovery-code.made"])
})

// lie log | publishes other entries than it signed, to hide such an entry | the same | *The log of keys does not tell what we signed about it* | told to the log
test("entries that are not those of the signed state are told", async () => {
  const me = await visited()
  for (const bundle of [[FOREIGN, MADE, FOREIGN], [FOREIGN, MADE]]) {
    await assert.rejects(news(me, await served([FOREIGN, MADE, CODE], { bundle })), LogError)
  }
  await watchOwn(me)
  assert.ok(said("alarm-title").includes("alarmOwnEntries"))
  assert.ok(requested.includes("/api/alarms"))
})

test("of a team only what is about oneself or in one's own name is asked", async () => {
  const member = await keyHash(`zegel/key-member/v1\n${LABEL.label}\n${ME}`)
  const epoch = entry("boxes.key-version.begun", { key: "0", number: 2 }), out = entry("boxes.member.removed", { member })
  const others = await visited(person([team]))
  assert.deepEqual(await news(others, await served([FOREIGN, MADE, epoch, out], { actor: "user:somebody" })), ["3 boxes.member.removed"])
  localStorage.clear()
  const self = await visited(person([team]))
  assert.deepEqual(await news(self, await served([FOREIGN, MADE, epoch])), ["2 boxes.key-version.begun"])
})

test("who did something is believed from a proved record of that very event", async () => {
  const me = await visited()
  await served([FOREIGN, MADE, CODE], { list: [MADE, CODE], actor: "user:other" })
  assert.deepEqual((await toldLeaves(me)).leaves.map(({ index, by }) => [index, by]), [[1, "other"], [2, "other"]])
  const site = globalThis.fetch
  globalThis.fetch = (async (path: string, init?: RequestInit) => {
    const answered = await site(path, init)
    if (path !== "/api/key-events") return answered
    const told = (await answered.json()) as { records: string; entries: unknown[] }
    return json({ ...told, records: told.records.replaceAll("user:other", `user:${ME}`) })
  }) as typeof fetch
  await assert.rejects(toldLeaves(me), LogError)
})

test("a quiet line says how much there is, and nothing where nothing happened", async () => {
  const me = await visited()
  await watchOwn(me, Date.now())
  assert.deepEqual(said("news-text"), [])
  await served([FOREIGN, MADE, CODE])
  await watchOwn(me, Date.now() + 11 * 60_000)
  assert.deepEqual([said("news-text"), said("alarm-title").includes("alarmOwnEntries")], [["keyNews"], false])
})

const number = (at: number) => String(at).padStart(3, "0")
const bundleOf = (texts: readonly string[]) => concat(...texts.map((text) => concat(Uint8Array.of(utf8(text).length >> 8, utf8(text).length & 255), utf8(text))))

/** A site with a long log of keys that lists nothing, and what a person is named there. `broken` gives what is answered instead, by the number of a tile. */
async function longSite(many: readonly string[], broken: (tile: number) => readonly string[] | "unreachable" | undefined = () => undefined): Promise<readonly BoxKeyOut[]> {
  const known = new Map<string, Promise<Uint8Array>>()
  const hashOf = (text: string) => known.get(text) ?? known.set(text, leafHash(utf8(text))).get(text)!
  const hashes = await Promise.all(many.map(hashOf))
  const tiles = new Map<string, Uint8Array>(), whole: Uint8Array[] = []
  for (let at = 0; at * 256 < many.length; at++) {
    const part = hashes.slice(at * 256, at * 256 + 256)
    tiles.set(`tile/0/${number(at)}${part.length < 256 ? `.p/${part.length}` : ""}`, concat(...part))
    if (part.length === 256) whole.push(await rootOf(256, 256, nothing, part))
  }
  tiles.set(`tile/1/000.p/${whole.length}`, concat(...whole))
  const root = await rootOf(many.length, many.length, async (path) => tiles.get(path)!)
  const named = await served([FOREIGN, MADE, CODE], {})
  const small = globalThis.fetch
  const note = await signed(`${ORIGIN}/keys\n${many.length}\n${b64(root)}\n`, `${ORIGIN}/keys`, seed)
  globalThis.fetch = (async (path: string, init?: RequestInit) => {
    const cut = /^\/keys\/tile\/entries\/(\d+)/.exec(path), tile = tiles.get(path.replace("/keys/", ""))
    if (cut === null && tile === undefined) {
      const answered = await small(path, init)
      return path === "/api/key-events" ? json({ ...(await answered.json()) as object, checkpoint: note, entries: [], records: null }) : answered
    }
    requested.push(path)
    if (cut === null) return new Response(tile as Uint8Array<ArrayBuffer>)
    const at = Number(cut[1]), other = broken(at)
    if (other === "unreachable") throw new TypeError("no connection")
    return new Response(bundleOf(other ?? many.slice(at * 256, at * 256 + 256)))
  }) as typeof fetch
  return named.map((each) => ({ ...each, log: { ...each.log!, checkpoint: note } }))
}

const bundlesAsked = () => requested.filter((path) => path.includes("entries")).map((path) => path.slice("/keys/tile/entries/".length))

// lie log | adds such an entry, and buries it under more than a thousand others before the person is back | the same, at the next login, whatever the server lists | the same | the same
test("a log that grew by more than a thousand entries is read whole, so that nothing is buried", async () => {
  const me = await visited()
  const grown = await longSite([FOREIGN, MADE, CODE, ...Array.from({ length: 1300 }, () => FOREIGN)])
  assert.deepEqual(await news(me, grown), ["2 key-custody.recovery-code.made"])
  assert.deepEqual(bundlesAsked(), ["000", "001", "002", "003", "004", "005.p/23"])
})

const LONG = [FOREIGN, MADE, CODE, ...Array.from({ length: 5000 }, () => FOREIGN), CODE, ...Array.from({ length: 300 }, () => FOREIGN)]

test("who leaves while a long log is read goes on from where they were, and is asked of both parts", async () => {
  const me = await visited()
  const cut = await longSite(LONG, (tile) => (tile === 18 ? "unreachable" : undefined))
  await assert.rejects(news(me, cut), Problem)
  assert.deepEqual(asked(me)?.open.map(({ index }) => index), [2])
  const again = await longSite(LONG)
  assert.deepEqual(await news(me, again), ["2 key-custody.recovery-code.made", "5003 key-custody.recovery-code.made"])
  assert.deepEqual(bundlesAsked(), ["016", "017", "018", "019", "020.p/184"])
})

// lie log | publishes other entries than it signed in an early part of a long log, and breaks off the reading behind it | that person, before anything of that part counts as read | *The log of keys does not tell what we signed about it* | told to the log
test("of a long log no part is kept as read that is not what was signed", async () => {
  const me = await visited()
  const hidden = await longSite(LONG, (tile) => (tile === 0 ? [FOREIGN, MADE, ...Array.from({ length: 254 }, () => FOREIGN)] : tile === 16 ? "unreachable" : undefined))
  await assert.rejects(news(me, hidden), LogError)
  assert.deepEqual(await news(me, await longSite(LONG)), ["2 key-custody.recovery-code.made", "5003 key-custody.recovery-code.made"])
})
