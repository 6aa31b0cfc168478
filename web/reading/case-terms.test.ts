/** A case page whose database tells other terms than the log recorded. */
import assert from "node:assert/strict"
import { test } from "node:test"
import { termAlarms, type ToldTerm } from "./case-terms.ts"

const TERM = "term"
const AT = "2027-03-03T12:00:00+01:00", NOW = Date.parse(AT) + 2000
const OPENED = "2027-03-01T09:00:00.250000+00:00", DUE = "2027-03-10T22:59:59+00:00", LATER = "2027-03-17T22:59:59+00:00"
const RECKONING = { rule: "5.3", given: { hearing: "2027-03-15" }, steps: [], articles: ["PR 5.3"] }

const record = (turn: number, event: string, facts: object, at = OPENED) =>
  ({ v: 1, id: `record ${turn}`, at, event: `proceedings.term.${event}`, subject: "case", actor: "user:1", facts: { term: TERM, turn, who: "claimant", ...facts } })
const opened = record(1, "opened", { cause: "served", what: "file the summons", place: "5.3", due: "5.3", dueAt: DUE, reckoning: RECKONING, act: "act", filing: null })
const ANEW = { ...RECKONING, given: { hearing: "2027-03-22" } }
const moved = record(2, "moved", { dueAt: LATER, movedFrom: DUE, reckoning: ANEW }, "2027-03-02T09:00:00+00:00")
const closed = record(3, "closed", { act: "act" }, "2027-03-02T10:00:00+00:00")
const again = record(4, "opened", { ...opened.facts, turn: 4, dueAt: null, reckoning: null }, "2027-03-02T11:00:00+00:00")

const first: ToldTerm = {
  id: TERM, what: "file the summons", who: "claimant", place: "5.3", due: "5.3", until: "2027-03-10T23:59:59+01:00", was: "", at: "2027-03-01T10:00:00+01:00",
  reckoned: JSON.stringify(RECKONING),
}
const second: ToldTerm = { ...first, until: "2027-03-17T23:59:59+01:00", was: first.until, reckoned: JSON.stringify(ANEW) }
const third: ToldTerm = { ...first, until: "", at: "2027-03-02T12:00:00+01:00", reckoned: "null" }

function alarms(records: readonly ReturnType<typeof record>[], terms: readonly ToldTerm[], until = NOW, at = AT) {
  return termAlarms({ records, names: new Map(), until }, { at, terms }, NOW).map(({ code, recorded }) => [code, ...recorded])
}

// lie cases | moves the last moment of a term, or rewrites whose it is, by which article, or how it was reckoned | who is to do it and the court, once the page of the case stands | *What is shown here is not what our log recorded*, with the article and the moment that were | nothing; told to the log (`case-term`)
// lie cases | hides a term, closes it or opens it again | the same | *Our log recorded something that is not shown here*, with article and moment; of one that is closed: *not to be done any more* | the same
// lie cases | adds a term that no act brought | the same, five minutes after the moment it claims | *Our log never recorded this* | the same
test("a term is what its records come to, in whatever order the log has them", () => {
  for (const [records, told] of [[[opened], first], [[opened, moved], second], [[moved, opened], second], [[again, closed, moved, opened], third]] as const) {
    assert.deepEqual(alarms(records, [told]), [])
  }
  assert.deepEqual(alarms([closed, opened, moved], []), [])
})

for (const [name, changes] of Object.entries({
  "its last moment": { until: LATER }, "no last moment": { until: "" }, "a former moment": { was: DUE }, "who is to do it": { who: "defendant" },
  "what is to be done": { what: "pay" }, "its article": { place: "5.4" }, "how soon": { due: "directly" }, "when it began": { at: "2027-02-01T10:00:00+01:00" },
  "how it was reckoned": { reckoned: JSON.stringify({ ...RECKONING, given: { hearing: "2027-03-16" } }) }, "no reckoning": { reckoned: "null" },
})) {
  test(`another row of the database is told: ${name}`, () => {
    assert.deepEqual(alarms([opened], [{ ...first, ...changes }]), [["case-term", "claimant", "art. 5.3", DUE]])
  })
}

test("a moment that was moved back is told, and so is the way it was moved", () => {
  assert.deepEqual(alarms([opened, moved], [first]), [["case-term", "claimant", "art. 5.3", LATER]])
  assert.deepEqual(alarms([opened, moved], [{ ...second, was: "" }]), [["case-term", "claimant", "art. 5.3", LATER]])
})

test("a term that nobody shows, that is over, or that never was is told", () => {
  assert.deepEqual(alarms([opened, moved], []), [["case-missing", "claimant", "art. 5.3", LATER]])
  assert.deepEqual(alarms([opened, moved, closed], [second]), [["case-term", "closed"]])
  assert.deepEqual(alarms([], [first]), [["case-unrecorded"]])
})

test("what was opened or moved a moment ago waits for its place in the log, and accuses nobody", () => {
  const late = "2027-03-03T11:59:40+01:00"
  assert.deepEqual(alarms([], [{ ...first, at: late }], Date.parse(late)), [])
  assert.deepEqual(alarms([opened, { ...moved, at: late }], [first]), [])
  assert.deepEqual(alarms([{ ...opened, at: late }], []), [])
  assert.deepEqual(alarms([], [first], Date.parse(OPENED)), [["case-record"]])
})
