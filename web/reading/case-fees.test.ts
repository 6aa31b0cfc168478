/** A case page whose database tells other court fees than the log recorded. */
import assert from "node:assert/strict"
import { test } from "node:test"
import { feeAlarms, type ToldFee } from "./case-fees.ts"

const [ONE, OTHER] = ["one", "other"]
const AT = "2027-03-03T12:00:00+01:00", NOW = Date.parse(AT) + 2000
const BOOKED = "2027-03-01T09:00:00+00:00"

const entry = (party: string, kind: string, cents: number, day: string, due: string | null = null, at = BOOKED) =>
  ({ v: 1, id: crypto.randomUUID(), at, event: "fees.entry.booked", subject: "case", actor: "user:1", facts: { party, kind, cents, day, due } })
const line = (cents: number, due = "", more: Partial<ToldFee> = {}): ToldFee => ({ id: ONE, bears: ONE, cents, due, at: BOOKED, ...more })

function alarms(records: ReturnType<typeof entry>[], fees: ToldFee[], until = NOW) {
  const log = { records, names: new Map(), until }
  return feeAlarms(log, { at: AT, fees }, NOW).map(({ id, code, recorded }) => [id, code, ...recorded])
}

const levy = entry(ONE, "levy", 73_500, "2027-03-01", "2027-03-29")
const larger = entry(ONE, "levy", 20_000, "2027-03-10", "2027-04-07")
const paid = (day: string, cents = -73_500) => entry(ONE, "payment", cents, day)

for (const [name, records, cents, due] of [
  ["what was levied", [levy], 73_500, "2027-03-29"],
  ["what is still open of it", [levy, paid("2027-03-20", -50_000)], 23_500, "2027-03-29"],
  ["the later part where the first was met", [levy, larger, paid("2027-03-20")], 20_000, "2027-04-07"],
  ["the first day where it was met too late", [levy, larger, paid("2027-03-31")], 20_000, "2027-03-29"],
  ["what was lowered counts from the beginning", [levy, entry(ONE, "correction", -73_500, "2027-04-20"), larger], 20_000, "2027-04-07"],
  ["paid too much", [levy, paid("2027-03-20", -80_000)], -6500, ""],
  ["all of it", [levy, paid("2027-03-20")], 0, ""],
  ["nothing at all", [], 0, ""],
] as const) {
  test(`the ledger that the log recorded is added up as the law reads it: ${name}`, () => {
    assert.deepEqual(alarms([...records], [line(cents, due)]), [])
    const other = cents === 0 ? [ONE, "case-fee", "0"] : [ONE, "case-fee", String(cents), due].filter((each) => each !== "")
    assert.deepEqual(alarms([...records], [line(cents + 1, due)]), [other])
    if (cents > 0) assert.deepEqual(alarms([...records], [line(cents, "2027-12-31")]), [other])
  })
}

test("a fee that no line tells of is told", () => assert.deepEqual(alarms([levy], []), [[ONE, "case-fee", "73500", "2027-03-29"]]))

test("who pays together with another owes nothing alone", () => {
  const joint = entry(OTHER, "levy", 73_500, "2027-03-01", "2027-03-29")
  const both = [line(73_500, "2027-03-29", { bears: OTHER }), line(73_500, "2027-03-29", { id: OTHER, bears: OTHER })]
  assert.deepEqual(alarms([joint], both), [])
  assert.deepEqual(alarms([joint, levy, larger], both), [[ONE, "case-fee", "93500", "2027-03-29"]])
  // Paid alone, before they paid together.
  const back = entry(ONE, "correction", -73_500, "2027-03-25")
  assert.deepEqual(alarms([joint, levy, paid("2027-03-20"), back], both), [])
})

test("what was booked a moment ago waits for its place in the log, and accuses nobody", () => {
  const late = "2027-03-03T11:59:40+01:00"
  assert.deepEqual(alarms([levy], [line(93_500, "2027-03-29", { at: late })], Date.parse(late)), [])
  assert.deepEqual(alarms([levy, entry(ONE, "levy", 20_000, "2027-03-03", "2027-03-31", late)], [line(73_500, "2027-03-29")]), [])
})
