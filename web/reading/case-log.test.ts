/** A case page whose server says other things than the log recorded. */
import assert from "node:assert/strict"
import { test } from "node:test"
import { canonical } from "../seal/canonical.ts"
import { pieceAlarms, type Shown } from "./case-log.ts"
import { caseLog } from "./case-records.ts"
import { LogError } from "../evidence/log.ts"
import type { DocketEntryOut } from "../wire/api.ts"

const ENTRY = "11111111-2222-4333-8444-555555555555"
const BOX = "21111111-2222-4333-8444-555555555555"
const PARTY = "31111111-2222-4333-8444-555555555555"
const FILED = "2026-12-01T10:00:00+01:00"
const PLACED = "2026-12-02T10:30:00+01:00"
const NOW = Date.parse(PLACED) + 3_600_000

const entry = {
  id: ENTRY, number: 3, kind: "conclusie", party: PARTY, circle: BOX, filedAt: FILED, placedAt: PLACED, signerKey: "key", about: null, scanned: false, late: null, lateBefore: [],
  publications: [{ mailbox: BOX, madeKnownAt: "2026-12-02T10:31:00+01:00", cameBack: false }], documents: [],
} as unknown as DocketEntryOut
const page: Shown = { number: 3, filedAt: FILED, placedAt: PLACED, late: "" }

const placed = (facts: object = {}) => ({
  v: 1, id: BOX, at: "2026-12-02T09:30:00.250000+00:00", event: "casefile.entry.placed", subject: BOX, actor: "user:1",
  facts: { entry: ENTRY, number: 3, kind: "conclusie", party: PARTY, filedAt: "2026-12-01T09:00:00+00:00", signingKey: "key", ...facts },
})
const known = {
  v: 1, id: PARTY, at: PLACED, event: "casefile.entry.made-known", subject: BOX, actor: "system",
  facts: { entry: ENTRY, mailbox: BOX, madeKnownAt: "2026-12-02T09:31:00+00:00", byMail: true },
}

const AT = new Date(NOW).toISOString()

const log = (records: readonly object[], until = NOW) => ({ records: records.map((record) => JSON.parse(canonical(record))), names: new Map(), until })

const alarms = (docket: readonly DocketEntryOut[], records: readonly object[] = [placed(), known], { shown = {}, until = NOW, whole = true, open = whole }: { shown?: Partial<Shown>, until?: number, whole?: boolean, open?: boolean } = {}) =>
  pieceAlarms(log(records, until), docket, new Map([[ENTRY, { ...page, ...shown }]]), { at: AT, whole, open }, NOW)

const codes = (changes: Partial<DocketEntryOut> = {}, shown: Partial<Shown> = {}) =>
  alarms([{ ...entry, ...changes }], [other(1), other(2), placed(), known], { shown, whole: false }).filter(({ code }) => code !== "case-missing").map(({ code }) => code)

const other = (number: number) => placed({ entry: `4111111${number}-2222-4333-8444-555555555555`, number, kind: "productie" })

// lie cases | rewrites number, kind, party, a moment or the signer's key of a piece, in the database or on the page | every reader, once the page of the case stands | *What is shown here is not what our log recorded of this document*, with what it did | nothing: the piece opens by itself; told to the log
// lie cases | deletes the row of a piece, or of when it was made known | the same | *Our log recorded something that is not shown here*, with number, kind and moment; deletes its record with it: *Number … in this list is gone*, to the court, who sees every number | the same
// lie cases | takes away the mark of a piece that came late, adds one, or rewrites its reasoning or the marks before it | the same | the same alarm, with the article or *in time* | nothing; told to the log (`case-late`)
// lie cases | shows a piece that the log never recorded | the same, five minutes after placing | *Our log never recorded this*; while the log is behind: *has no record of this yet* | nothing; told to the log, unless the log is behind
// lie cases | proves its records under another key than the log's, or rewrites a record | the same | *Our log has no proof of this case that holds* | nothing; told to the log
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
  ["case-known", { publications: [{ ...entry.publications[0]!, madeKnownAt: null }] }],
  ["case-known", { publications: [] }],
  ["case-known", { publications: [...entry.publications, { mailbox: PARTY, madeKnownAt: "2026-12-02T10:31:00+01:00", cameBack: false }] }],
] as const) {
  test(`another row of the database is ${code}`, () => assert.deepEqual(codes(changes), [code]))
}

for (const [code, shown] of [["case-number", { number: 2 }], ["case-filed", { filedAt: PLACED }], ["case-placed", { placedAt: FILED }]] as const) {
  test(`another page over true rows is ${code}`, () => assert.deepEqual(codes({}, shown), [code]))
}

test("a piece the log never recorded is told once there was time for it, and while the log is behind it accuses nobody", () => {
  const found = (changes: Partial<DocketEntryOut>, until: number) => alarms([{ ...entry, ...changes }], [], { until, whole: false }).map(({ code }) => code)
  assert.deepEqual(found({}, NOW), ["case-unrecorded"])
  assert.deepEqual(found({}, Date.parse(PLACED) - 1000), ["case-record"])
  assert.deepEqual(found({ placedAt: new Date(NOW - 60_000).toISOString() }, NOW), [])
})

test("a piece that the log recorded and nobody shows is named, unless it came while the page was made", () => {
  assert.deepEqual(alarms([], [placed()], { whole: false }), [
    { told: "piece", id: ENTRY, code: "case-missing", recorded: ["3", "conclusie", "2026-12-01T09:00:00+00:00"] },
  ])
  assert.deepEqual(alarms([], [{ ...placed(), at: AT }], { whole: false }), [])
})

const MARK = { rule: "3.16-b", reason: "too late", params: {}, articles: ["PR 3.16"], severity: "discretion" }
const OTHER_DAY = "2026-12-02T10:00:00+00:00"
const anew = (late: object | null, at = OTHER_DAY) =>
  ({ v: 1, id: BOX, at, event: "casefile.entry.marked-anew", subject: BOX, actor: "user:1", facts: { entry: ENTRY, before: null, rule: null, late } })

for (const [name, records, changes, shown, recorded] of [
  ["taken away", [placed({ late: MARK })], {}, "", ["PR 3.16"]],
  ["added", [placed({ late: null })], { late: MARK }, "3.16-b", ["in-time"]],
  ["with other reasons", [placed({ late: MARK })], { late: { ...MARK, reason: "another" } }, "3.16-b", ["PR 3.16"]],
  ["on the page only", [placed({ late: null })], {}, "3.16-b", ["in-time"]],
  ["not on the page", [placed({ late: MARK })], { late: MARK }, "", ["PR 3.16"]],
  ["as it was before", [placed({ late: MARK }), anew(null)], { late: MARK }, "3.16-b", ["in-time"]],
  ["without the one before it", [placed({ late: MARK }), anew(null)], {}, "", ["in-time"]],
  ["until another day", [placed({ late: MARK }), anew(null)], { lateBefore: [{ mark: MARK, until: AT }] }, "", ["in-time"]],
] as const) {
  test(`a mark of what came late is what was recorded: ${name}`, () => {
    const found = alarms([{ ...entry, ...changes } as DocketEntryOut], [...records, known], { shown: { late: shown }, whole: false })
    assert.deepEqual(found, [{ told: "piece", id: ENTRY, code: "case-late", recorded }])
  })
}

test("a mark that followed a hearing that was moved is true with the one before it, and one of a moment ago accuses nobody", () => {
  const moved = { ...entry, lateBefore: [{ mark: MARK, until: OTHER_DAY }] } as unknown as DocketEntryOut
  assert.deepEqual(alarms([moved], [placed({ late: MARK }), anew(null), known], { whole: false }), [])
  assert.deepEqual(alarms([entry], [placed(), anew(MARK, AT), known], { whole: false }), [])
})

test("a number that is nowhere is gone for who sees every number, and may be somebody else's for others", () => {
  assert.deepEqual(alarms([entry]).map(({ code, recorded }) => [code, ...recorded]), [["case-gap", "1"], ["case-gap", "2"]])
  assert.deepEqual(alarms([entry], [placed(), known], { whole: false }), [])
})

test("pieces that lie before all readers have no gap for any of them, and shielded ones are counted apart", () => {
  const gone = (number: number, whole: boolean) => {
    const found = alarms([{ ...entry, number }], [], { whole, open: true })
    return found.filter(({ code }) => code === "case-gap").flatMap(({ recorded }) => recorded)
  }
  assert.deepEqual(gone(3, false), ["1", "2"])
  assert.deepEqual(gone(20_003, false), [])
  assert.deepEqual(gone(20_003, true), ["20001", "20002"])
})

test("a proof that holds under no key of the log, or that cannot be made, is no log", async () => {
  const proof = JSON.stringify({ type: "zegel/proof/v1", records: [], log: {}, stamp: null })
  for (const proofs of [[proof], null]) {
    await assert.rejects(caseLog({ proofs, personal: {}, loggedUntil: AT }, ["AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="], async () => {}), LogError)
  }
  assert.deepEqual((await caseLog({ proofs: [], personal: {}, loggedUntil: AT }, ["AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="], async () => {})).records, [])
})
