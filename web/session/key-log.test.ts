/** Keys that the server names for somebody, held to what the log of keys says of their address. */
import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import { beforeEach, test } from "node:test"
import { answer, json, page } from "../dom.ts"
import { leafHash } from "../evidence/log.ts"
import { generateHybridIdentity, recipientOf } from "../seal/age.ts"
import { b64, utf8 } from "../seal/bytes.ts"
import { canonical } from "../seal/canonical.ts"
import { keyHash } from "../seal/derive.ts"
import { newSigningSeed, signingPublic } from "../seal/signing.ts"
import { checkpointOf, tileOf } from "../signed-log.ts"
import type { BoxKeyOut } from "../wire/api.ts"
import type { Account } from "./holder.ts"
import { heldToKeyLog, isFresh, settled } from "./key-log.ts"
import { watchOwn } from "./own-log.ts"

interface LabelCase { name: string; key: string; proof: string; label: string }
const { cases } = JSON.parse(readFileSync(new URL("../../vectors/seal/vrf-v1.json", import.meta.url), "utf8")) as { cases: LabelCase[] }
const LABEL = cases.find(({ name }) => name === "an address")!
const ADDRESS = "J@x.example"
const ORIGIN = "court.example"
const seed = newSigningSeed()
const base64 = (text: string) => Buffer.from(text, "hex").toString("base64")

interface Facts { key?: string; number?: number; person?: string; signing?: string }
const entry = (facts: Facts, label = LABEL.label): string =>
  canonical({ type: "zegel/key-entry/v1", at: "2026-11-30T11:00:00+00:00", event: "boxes.key-version.begun", label, facts })

/** What the server says of the mailbox, where its log of keys has these two entries and the log of evidence one record. */
async function served(entries: readonly [string, string], named: Partial<BoxKeyOut> = {}, by = seed): Promise<BoxKeyOut> {
  const evidence = await checkpointOf(["record"], ORIGIN, seed)
  const key = b64(await signingPublic(seed))
  answer({
    "/log-key": () => new Response(key),
    "/checkpoint": () => new Response(evidence),
    "/keys/label-key": () => new Response(base64(LABEL.key)),
    "/keys/tile/0/000.p/2": () => new Response(tile),
  })
  const tile = await tileOf(entries)
  const leaves = await Promise.all(entries.map((text) => leafHash(utf8(text))))
  const proofs = [leaves[1]!, leaves[0]!].map((leaf) => [b64(leaf)])
  const log = { label: base64(LABEL.proof), witnessed: null, checkpoint: await checkpointOf(entries, `${ORIGIN}/keys`, by), entries: entries.map((text, index) => ({ entry: text, index, proof: proofs[index]! })) }
  return { box: "1", recipient: "age1pq1true", keyVersion: 2, name: "J", owner: "2", signing: "true", since: "2020-01-01T00:00:00Z", log, ...named }
}

async function entries(): Promise<[string, string]> {
  return [entry({ person: await keyHash("age1"), signing: await keyHash("true") }), entry({ key: await keyHash("age1pq1true"), number: 2 })]
}

const verdict = async (named: BoxKeyOut): Promise<string> => heldToKeyLog(named, ADDRESS)

beforeEach(() => page(""))

test("the keys that are in the log are what they should be, and so is a key without an address to look by", async () => {
  const named = await served(await entries())
  assert.equal(await verdict(named), "logged")
  assert.equal(await heldToKeyLog(named, null), "logged")
})

// lie log | names a key of its own for a correspondent, known or new | whoever writes to them, before anything is sealed | *The log of keys has another key for …* | the message: nothing is sealed; told to the log
test("a key of the server's own is another than in the log", async () => {
  for (const lie of [{ recipient: "age1pq1other" }, { signing: "other" }, { keyVersion: 1 }]) {
    assert.equal(await verdict(await served(await entries(), lie)), "other", Object.keys(lie).join())
  }
})

// lie log | makes up a mailbox under somebody's address, and logs it under another label | the same | the same | the same
test("entries under another label are not of this address", async () => {
  const [person, key] = [entry({ signing: await keyHash("true") }, "0".repeat(64)), entry({ key: await keyHash("age1pq1true"), number: 2 }, "0".repeat(64))]
  assert.equal(await verdict(await served([person, key])), "other")
  page("")
  const named = await served(await entries())
  const wrong = { ...named, log: { ...named.log!, label: base64(cases[0]!.proof) } }
  assert.equal(await verdict(wrong), "other")
})

// lie log | proves a key under a fork of the log of keys, an older state of it, or another signature | whoever saw the other | *The key of … is not in the public log of keys*, and to compare the number by telephone | nothing: a log that was put back from a backup must not stop a filing; told to the log
test("a log of keys that is not the one this browser saw proves nothing", async () => {
  const true_ = await entries()
  assert.equal(await verdict(await served(true_)), "logged")
  const fork = await served([true_[0], entry({ key: await keyHash("age1pq1other"), number: 2 })], { recipient: "age1pq1other" })
  assert.equal(await verdict(fork), "missing")
  assert.equal(await verdict(await served(true_, {}, newSigningSeed())), "missing")
})

test("a proof that does not lead to the root is none", async () => {
  const named = await served(await entries())
  const [first, second] = named.log!.entries
  const swapped = { ...named, log: { ...named.log!, entries: [first!, { ...second!, entry: entry({ key: "0", number: 2 }) }] } }
  assert.equal(await verdict(swapped), "other")
})

// lie log | leaves a key out of the log of keys | whoever writes to them | *The key of … is not in the public log of keys*, and to compare the number by telephone | nothing: a log that stands still must not stop a filing; told to the log
test("a key that is not in the log is missed", async () => {
  assert.equal(await verdict(await served(await entries(), { log: null })), "missing")
})

test("of a key that is said to be new the log is asked again for a while, and believed in the end", async () => {
  const since = new Date().toISOString()
  const true_ = await served(await entries(), { since })
  assert.deepEqual([isFresh(true_), isFresh({ ...true_, since: "2020-01-01T00:00:00Z" })], [true, false])
  let asked = 0
  assert.equal(await settled(ADDRESS, async () => (++asked < 3 ? { ...true_, log: null } : true_), 0), "logged")
  assert.equal(asked, 3)
  assert.equal(await settled(ADDRESS, async () => ({ ...true_, recipient: "age1pq1other" }), 0), "other")
})

// lie log | logs a key of its own for somebody's mailbox, so that the log agrees with what it names to others | the owner and every member, within ten minutes of use | *The log of keys has another key for … than yours* | told to the log; who sealed in between sealed to that key
test("an owner is told when the log has another key for their mailbox than the one that opens it", async () => {
  const identity = await generateHybridIdentity(), recipient = await recipientOf(identity)
  const key = b64(await signingPublic(seed))
  const box = { id: "1", name: "J", address: ADDRESS, kind: "personal", delegated: false, keyVersion: 2, keyVersions: new Map([[2, identity]]) }
  const me = { user: { id: "2" }, own: { recipient: "a".repeat(64), key }, boxes: [box], box: () => box } as unknown as Account
  const person = entry({ person: await keyHash("age1"), signing: await keyHash(key) })
  const mine = entry({ key: await keyHash(recipient), number: 2 }), theirs = entry({ key: await keyHash("age1pq1liar"), number: 2 })
  const looked = async (entries: readonly [string, string], told: Partial<BoxKeyOut>, at: number): Promise<number> => {
    document.body.innerHTML = "<div data-key-alarms></div><template id=key-alarm><div><p data-key-alarm-title></p><p data-key-alarm-text></p></div></template>"
    localStorage.removeItem("zegel-log-keys")
    const named = await served(entries, { recipient, ...told })
    const site = globalThis.fetch, told204 = async () => new Response(null, { status: 204 })
    globalThis.fetch = (async (path: string, init?: RequestInit) =>
      path === "/api/boxes/keys?box=1" ? json([named]) : path === "/api/alarms" ? told204() : site(path, init)) as typeof fetch
    await watchOwn(me, at)
    return document.querySelectorAll("[data-key-alarm-title]").length
  }
  const now = Date.now(), minute = 60_000
  // A key of this minute has no entry yet.
  assert.equal(await looked([person, theirs], { since: new Date().toISOString() }, now), 0)
  assert.equal(await looked([person, theirs], {}, now + 5 * minute), 0)
  // Not with the key that the server names to its owner: with the one that opens.
  for (const named of [{}, { recipient: "age1pq1liar" }]) assert.equal(await looked([person, theirs], named, now + 11 * minute), 1)
  assert.equal(await looked([person, mine], {}, now + 12 * minute), 0)
  assert.equal(await looked([entry({ person: "0", signing: "0" }), mine], {}, now + 23 * minute), 1)
})
