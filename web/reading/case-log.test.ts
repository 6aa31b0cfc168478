/** A case page whose server says other things than the log recorded. */
import assert from "node:assert/strict"
import { test } from "node:test"
import { canonical } from "../seal/canonical.ts"
import { pieceAlarms, recordAlarms, type Shown } from "./case-log.ts"
import type { DocketEntryOut } from "../wire/api.ts"

const ENTRY = "11111111-2222-4333-8444-555555555555"
const BOX = "21111111-2222-4333-8444-555555555555"
const PARTY = "31111111-2222-4333-8444-555555555555"
const FILED = "2026-12-01T10:00:00+01:00"
const PLACED = "2026-12-02T10:30:00+01:00"
const NOW = Date.parse(PLACED) + 3_600_000

const entry = {
  id: ENTRY, number: 3, kind: "conclusie", party: PARTY, circle: BOX, filedAt: FILED, placedAt: PLACED, signerKey: "key", about: null, scanned: false,
  publications: [{ mailbox: BOX, madeKnownAt: "2026-12-02T10:31:00+01:00", cameBack: false }], documents: [],
} as unknown as DocketEntryOut
const page: Shown = { number: 3, filedAt: FILED, placedAt: PLACED }

const placed = (facts: object = {}) => ({
  v: 1, id: BOX, at: "2026-12-02T09:30:00.250000+00:00", event: "casefile.entry.placed", subject: BOX, actor: "user:1",
  facts: { entry: ENTRY, number: 3, kind: "conclusie", party: PARTY, filedAt: "2026-12-01T09:00:00+00:00", signingKey: "key", ...facts },
})
const known = {
  v: 1, id: PARTY, at: PLACED, event: "casefile.entry.made-known", subject: BOX, actor: "system",
  facts: { entry: ENTRY, mailbox: BOX, madeKnownAt: "2026-12-02T09:31:00+00:00", byMail: true },
}

const codes = (changes: Partial<DocketEntryOut> = {}, shown: Partial<Shown> = {}, records: readonly object[] = [placed(), known]) =>
  recordAlarms(records.map((record) => JSON.parse(canonical(record))), [{ ...entry, ...changes }], new Map([[ENTRY, { ...page, ...shown }]]), NOW)
    .map(({ code }) => code)

// lie cases | rewrites number, kind, party, a moment or the signer's key of a piece, in the database or on the page | every reader, once the page of the case stands | *What is shown here is not what our log recorded of this document*, with what it did | nothing: the piece opens by itself; told to the log
// lie cases | shows a piece that the log never recorded | the same, five minutes after placing | *Our log has no record of this document yet* | nothing: that is not wrong, and not right
// lie cases | proves its records under another key than the log's | the same | *What is shown here is not what our log recorded* (`case-proof`) | nothing; told to the log
test("a page that tells what the log recorded makes no alarm", () => assert.deepEqual(codes(), []))

for (const [code, changes] of [
  ["case-number", { number: 4 }],
  ["case-kind", { kind: "productie" }],
  ["case-party", { party: BOX }],
  ["case-party", { party: null }],
  ["case-filed", { filedAt: "2026-11-30T10:00:00+01:00" }],
  ["case-placed", { placedAt: "2026-12-01T10:30:00+01:00" }],
  ["case-signer", { signerKey: "somebody else's" }],
  ["case-signer", { signerKey: "" }],
  ["case-known", { publications: [{ ...entry.publications[0]!, madeKnownAt: "2026-12-01T10:31:00+01:00" }] }],
] as const) {
  test(`another row of the database is ${code}`, () => assert.deepEqual(codes(changes), [code]))
}

for (const [code, shown] of [["case-number", { number: 2 }], ["case-filed", { filedAt: PLACED }], ["case-placed", { placedAt: FILED }]] as const) {
  test(`another page over true rows is ${code}`, () => assert.deepEqual(codes({}, shown), [code]))
}

test("a piece the log never recorded is told once there was time for it", () => {
  assert.deepEqual(codes({}, {}, []), ["case-record"])
  assert.deepEqual(codes({ placedAt: new Date(NOW - 60_000).toISOString() }, {}, []), [])
})

test("a proof that holds under no key of the log is told, and one that cannot be looked at is not", async () => {
  const proof = JSON.stringify({ type: "zegel/proof/v1", records: [], log: {}, stamp: null })
  const found = await pieceAlarms(proof, [entry], new Map(), ["AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="], NOW)
  assert.deepEqual(found.map(({ code }) => code), ["case-proof"])
  assert.deepEqual(await pieceAlarms(proof, [entry], new Map(), [], NOW), [])
})
