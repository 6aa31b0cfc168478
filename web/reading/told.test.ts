import assert from "node:assert/strict"
import { test } from "node:test"
import { b64, fromB64, hex, utf8 } from "../seal/bytes.ts"
import { canonical } from "../seal/canonical.ts"
import { type Manifest, MANIFEST_TYPE } from "../seal/manifest.ts"
import { inTheLog, toldOf } from "./told.ts"
import type { OpenedOut } from "../wire/api.ts"
import { sha256 } from "../evidence/log.ts"

const [MESSAGE, CONVERSATION, LAWYER, BOX, TEAM, GUEST, STRANGER] = "1234567".split("").map((sign) => `${sign}1111111-2222-4333-8444-555555555555`) as [string, string, string, string, string, string, string]
const ENVELOPE = b64(utf8("envelope"))
const READER = { kind: "box" as const, name: "Team kort geding", organisation: "Rechtbank Amsterdam", members: 3, delegateCount: 0, delegates: [], agents: 0, keepers: [] }

const WRITTEN: Manifest = {
  type: MANIFEST_TYPE, message: MESSAGE, conversation: CONVERSATION, created: "2026-11-22T22:51:00Z",
  sender: { kind: "box", id: BOX, name: "De Vries Advocaten", user: LAWYER, userName: "mr. A. de Vries" },
  recipients: [
    { kind: "box", id: TEAM, name: "Team kort geding", address: "kg@rechtbank.example" },
    { kind: "guest", id: GUEST, name: "P. Jansen", address: "p@jansen.example" },
  ],
  subject: "C/13/756123", text: "Geachte griffier,", secret: false, files: [],
}
const NAMES = {
  salt: "c2FsdA==", sender: "mr. A. de Vries", onBehalfOf: "De Vries Advocaten", organisation: "De Vries Advocaten",
  recipients: ["Team kort geding, Rechtbank Amsterdam"],
}

/** A message as the server hands it out, all of it in order; `facts` and `names` change what the log recorded. */
async function sealedOf(changes: Partial<OpenedOut> = {}, facts: object = {}, names: object = {}, event = "mail.message.received"): Promise<OpenedOut> {
  const personal = canonical({ ...NAMES, ...names })
  const record = {
    v: 1, id: STRANGER, at: "2026-11-22T22:51:00.123456+00:00", event, subject: MESSAGE, actor: `user:${LAWYER}`,
    facts: {
      conversation: CONVERSATION, subject: "C/13/756123", secret: false, senderBox: BOX, recipients: [`box:${TEAM}`, `guest:${GUEST}`],
      envelope: hex(await sha256(fromB64(ENVELOPE))), files: [], personal: hex(await sha256(utf8(personal))), signingKey: "key", ...facts,
    },
  }
  return {
    message: MESSAGE, conversation: CONVERSATION, subject: "C/13/756123", receivedAt: "2026-11-22T23:51:00.123+01:00", role: "recipient", delivery: STRANGER,
    box: TEAM, guest: null, envelope: ENVELOPE, sealedKey: "", sender: { ...WRITTEN.sender }, senderKey: "key", files: [], record: canonical(record), personal, log: null,
    readers: [{ ...READER, id: TEAM }, { ...READER, id: BOX }, { ...READER, kind: "guest", id: GUEST }], adoptions: [], ...changes,
  }
}

async function codes(written: Partial<Manifest>, sealed: OpenedOut): Promise<string[]> {
  return (await toldOf({ ...WRITTEN, ...written }, sealed)).differences.map(({ code }) => code).toSorted()
}

test("a message on which letter, log and server agree is told with the names of the log", async () => {
  const told = await toldOf(WRITTEN, await sealedOf())
  assert.deepEqual(told.differences, [])
  assert.deepEqual([told.sender, told.person, told.organisation, told.subject], ["De Vries Advocaten", "mr. A. de Vries", "", "C/13/756123"])
})

const court = { ...WRITTEN.sender, name: "Rechtbank Den Haag" }
const extra = { kind: "box" as const, id: STRANGER, name: "De wederpartij", address: "x@y.example" }
for (const [what, written, expected] of [
  ["the name of a court", { sender: court }, ["sender-name"]],
  ["somebody who got nothing", { recipients: [...WRITTEN.recipients, extra] }, ["recipients"]],
  ["one recipient less", { recipients: WRITTEN.recipients.slice(0, 1) }, ["recipients"]],
  ["a mailbox under another name", { recipients: [{ ...WRITTEN.recipients[0]!, name: "Rechtbank Den Haag" }, WRITTEN.recipients[1]!] }, ["recipients"]],
  ["another case", { subject: "C/13/999999" }, ["subject"]],
  ["the case as a typist writes it", { subject: "c 13 756123" }, []],
  ["another secrecy", { secret: true }, ["secret"]],
] satisfies [string, Partial<Manifest>, string[]][]) {
  test(`signed: ${what}`, async () => assert.deepEqual(await codes(written, await sealedOf()), expected))
}

for (const [what, changes, expected] of [
  ["another subject", { subject: "C/13/999999" }, ["subject"]],
  ["another mailbox as sender", { sender: court }, ["sender-name"]],
  ["another person as sender", { sender: { ...WRITTEN.sender, userName: "mr. R. Rechter" } }, ["sender-name"]],
  ["another moment", { receivedAt: "2026-11-21T23:51:00+01:00" }, ["received"]],
  ["another envelope", { envelope: b64(utf8("other")) }, ["envelope"]],
  ["a file more", { files: [{ number: 1, object: STRANGER, size: 1 }] }, ["files"]],
  ["a stranger with a key", { readers: [{ ...READER, id: STRANGER }] }, ["grants"]],
  ["no record", { record: null }, ["record"]],
  ["a record that is none", { record: "{}" }, ["record"]],
  ["a record that is not canonical", { record: '{ "v": 1 }' }, ["record"]],
  ["names that are not those of the record", { personal: canonical({ ...NAMES, sender: "Rechtbank" }) }, ["record"]],
] satisfies [string, Partial<OpenedOut>, string[]][]) {
  test(`the server says: ${what}`, async () => assert.deepEqual(await codes({}, await sealedOf(changes)), expected))
}

test("the log recorded another key, another person, another mailbox", async () => {
  for (const facts of [{ signingKey: "other" }, { senderBox: STRANGER }]) assert.ok((await codes({}, await sealedOf({}, facts))).includes("sender-key"))
  assert.deepEqual(await codes({}, await sealedOf({}, {}, {}, "mail.message.opened")), ["record"])
})

test("names that were forgotten are the sender's own word, and no alarm", async () => {
  const told = await toldOf({ ...WRITTEN, sender: court }, await sealedOf({ personal: null }))
  assert.deepEqual([told.differences, told.sender], [[], "Rechtbank Den Haag"])
})

test("a guest who took the conversation along may hold a key, by a record that says so", async () => {
  const adoption = (facts: object) => canonical({ v: 1, id: STRANGER, at: "x", event: "mail.guest.adopted", subject: GUEST, actor: "", facts })
  const readers = [{ ...READER, id: STRANGER }]
  assert.deepEqual(await codes({}, await sealedOf({ readers, adoptions: [adoption({ box: STRANGER, messages: [MESSAGE] })] })), [])
  assert.deepEqual(await codes({}, await sealedOf({ readers, adoptions: [adoption({ box: STRANGER, messages: [] })] })), ["grants"])
  assert.deepEqual(await codes({}, await sealedOf({ readers, adoptions: [adoption({ box: LAWYER, messages: [MESSAGE] })] })), ["grants"])
})

const knowing = (keys: readonly string[]) => ({ keys: async () => keys, same: async () => {} })

test("a record without a place in the log yet, and keys that cannot be had, are neither right nor wrong", async () => {
  assert.equal(await inTheLog(await sealedOf(), knowing(["key"])), "waiting")
  const log = { origin: "o", key: "k", succession: [], index: 0, proof: [], checkpoint: "" }
  assert.equal(await inTheLog(await sealedOf({ log }), { ...knowing([]), keys: () => Promise.reject(new TypeError("offline")) }), "waiting")
  assert.equal(await inTheLog(await sealedOf({ log }), knowing(["k"])), "not")
})
