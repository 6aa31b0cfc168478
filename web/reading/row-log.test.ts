/** A row of a list whose server shows other things than it recorded. */
import assert from "node:assert/strict"
import { test } from "node:test"
import { leafHash, LogError, sha256 } from "../evidence/log.ts"
import { b64, hex, utf8 } from "../seal/bytes.ts"
import { canonical } from "../seal/canonical.ts"
import { newSigningSeed, signingPublic } from "../seal/signing.ts"
import { checkpointOf } from "../signed-log.ts"
import type { SummariesOut } from "../wire/api.ts"
import { rowsThatDiffer, type ShownRow } from "./row-log.ts"

const ORIGIN = "court.example", MESSAGE = "0199a000-0000-7000-8000-000000000001"
const seed = newSigningSeed(), key = b64(await signingPublic(seed))
const NAMES = canonical({ salt: "s", sender: "mr. L. Yilmaz", onBehalfOf: "Kade 12", organisation: "", recipients: ["mr. A. de Vries"] })
const RECORD = canonical({
  v: 1, id: MESSAGE, at: "2027-03-01T09:00:00.250000+00:00", event: "mail.message.received", subject: MESSAGE, actor: "user:1",
  facts: { subject: "C/13/765432", files: [{ object: "1" }, { object: "2" }], personal: hex(await sha256(utf8(NAMES))) },
})
const OTHER = canonical({ v: 1 })
const SHOWN: ShownRow = { subject: "C/13/765432", files: 2, by: "Kade 12", at: "2027-03-01T10:00:00+01:00" }
const SAME = { keys: async () => [key], same: async () => {} }

const row = { message: MESSAGE, sealedKey: "", keyVersion: 1, summary: "", envelope: "", record: RECORD, personal: NAMES, index: 0, proof: [b64(await leafHash(utf8(OTHER)))] }
const ANSWER: SummariesOut = { origin: ORIGIN, key, succession: [], checkpoint: await checkpointOf([RECORD, OTHER], ORIGIN, seed), rows: [row] }

async function differs({ shown = {}, changes = {}, answer = {}, files = [] as string[], known = SAME }): Promise<boolean> {
  const rows = [{ ...row, ...changes }]
  const told = await rowsThatDiffer({ ...ANSWER, rows, ...answer }, new Map([[MESSAGE, { ...SHOWN, ...shown }]]), new Map([[MESSAGE, { words: "", files }]]), known)
  return told.has(MESSAGE)
}

// lie mail | shows another sender, case, moment or number of files in a line of a list, on the page or in the database | whoever's browser opens the line, without opening the message | *this line is not what our log recorded* at the line | nothing; reported
// lie mail | rewrites the record of a message together with the line | the same: the record has a proof of its own | the same | the same
// lie mail | gives a line the summary of another letter, or one that names more files than were received | the same | the same; the summary is not shown | the same
test("a line that shows what was recorded, and the start of it, is believed", async () => {
  for (const files of [[], ["a.pdf"], ["a.pdf", "b.pdf"]]) assert.equal(await differs({ files }), false)
  // Of what one sent oneself the line says to whom, which the server holds against the log.
  assert.equal(await differs({ shown: { by: "" } }), false)
})

for (const [name, shown] of Object.entries({
  "another sender": { by: "Rechtbank Amsterdam" }, "another case": { subject: "C/13/999999" }, "more files": { files: 3 }, "no files": { files: 0 },
  "another moment": { at: "2027-03-01T09:00:00+01:00" },
})) {
  test(`a line is told that shows ${name}`, async () => assert.equal(await differs({ shown }), true))
}

test("a record that was rewritten, with its names or without, has no proof", async () => {
  const record = RECORD.replace("C/13/765432", "C/13/999999")
  assert.equal(await differs({ changes: { record }, shown: { subject: "C/13/999999" } }), true)
  assert.equal(await differs({ changes: { personal: NAMES.replace("Kade 12", "Rechtbank") }, shown: { by: "Rechtbank" } }), true)
  assert.equal(await differs({ changes: { record: "{}" } }), true)
  assert.equal(await differs({ changes: { index: 1 } }), true)
  assert.equal(await differs({ answer: { checkpoint: "" } }), true)
  assert.equal(await differs({ answer: { key: b64(await signingPublic(newSigningSeed())) } }), true)
  assert.equal(await differs({ known: { ...SAME, same: () => Promise.reject(new LogError("another log")) } }), true)
})

test("a summary that names more files than were received is not of this message", async () => {
  assert.equal(await differs({ files: ["a.pdf", "b.pdf", "c.pdf"] }), true)
})

test("what has no place yet, names that were forgotten, and a browser without keys accuse nobody", async () => {
  assert.equal(await differs({ changes: { index: null, proof: [] }, answer: { checkpoint: "" } }), false)
  assert.equal(await differs({ changes: { personal: null } }), false)
  assert.equal(await differs({ answer: { checkpoint: "" }, known: { ...SAME, keys: async () => [] } }), false)
})
