/** A case page whose database says other things of the case, its parties and its course than the log recorded. */
import assert from "node:assert/strict"
import { test } from "node:test"
import { canonical } from "../seal/canonical.ts"
import { courseAlarms, type ToldCase, type ToldParty, type ToldStep } from "./case-course.ts"

const key = (digit: number) => `${digit}1111111-2222-4333-8444-555555555555`
const CASE = key(1), CLAIMANT = key(2), DEFENDANT = key(3), SET = key(4), MOVED = key(5), NOTE = key(6), GHOST = key(9)
const BEGIN = "2026-12-01T09:00:00.250000+00:00"
const DAY = "2026-12-16T10:00:00+01:00", NEW_DAY = "2026-12-18T13:30:00+01:00"
const AT = "2026-12-03T12:00:00+01:00"
const NOW = Date.parse(AT) + 2000

const record = (id: string, at: string, event: string, facts: object) => ({ v: 1, id, at, event, subject: CASE, actor: "user:1", facts })

const registered = record(key(1), BEGIN, "casefile.case.registered", {
  court: "amsterdam", location: "Amsterdam", matter: "handel", number: "C/13/700001", summaryNumber: "KG ZA 26-1", filing: null, veryUrgent: false,
})
const admitted = (id: string, number: number, role: string, at = BEGIN) =>
  record(`${id.slice(0, -1)}a`, at, "casefile.party.admitted", { party: id, number, role, channel: "digital", mailbox: null, decision: "" })
const began = (party: string, at = BEGIN) =>
  record(`${party.slice(0, -1)}b`, at, "casefile.representation.began", { party, kind: "lawyer", professionNumber: "A1", mailbox: null })
const act = (id: string, number: number, what: string, before: string, after: string, hearing: string, at: string) =>
  record(`${id.slice(0, -1)}c`, at, "proceedings.act.done", {
    act: id, number, what, role: "planner", stateBefore: before, stateAfter: after, stated: { hearing }, overridden: [], sealed: null,
    waitsFor: { kind: "hearing", moment: hearing },
  })
const noted = record(key(8), "2026-12-02T15:00:00+00:00", "proceedings.hearing.recorded", {
  record: NOTE, number: 1, what: "appearance", party: CLAIMANT, role: "registrar", noted: "2026-12-02T14:55:00+00:00", stated: { appeared: "yes" }, overridden: [], sealed: null,
})
const LOG = [
  registered, admitted(CLAIMANT, 1, "claimant"), began(CLAIMANT), admitted(DEFENDANT, 2, "defendant"),
  act(SET, 1, "set day", "applied", "day set", DAY, "2026-12-01T10:00:00+00:00"),
  act(MOVED, 2, "move", "day set", "moved", NEW_DAY, "2026-12-02T10:00:00+00:00"), noted,
]
const NAMES = new Map([
  [`${CLAIMANT.slice(0, -1)}a`, { partyName: "Pietersen B.V.", shortName: "Pietersen" }],
  [`${DEFENDANT.slice(0, -1)}a`, { partyName: "J. 't Hart", shortName: "'t Hart" }],
  [`${CLAIMANT.slice(0, -1)}b`, { representative: "mr. A. de Vries", office: "De Vries & Van Dam" }],
])

const party: ToldParty = {
  id: CLAIMANT, number: 1, role: "claimant", name: "Pietersen B.V.", shortName: "Pietersen", channel: "digital",
  agent: { kind: "lawyer", name: "mr. A. de Vries", office: "De Vries & Van Dam" },
}
const opponent: ToldParty = { ...party, id: DEFENDANT, number: 2, role: "defendant", name: "J. 't Hart", shortName: "'t Hart", agent: { kind: "", name: "", office: "" } }
const step = (id: string, number: number, what: string, hearing: string, at: string): ToldStep =>
  ({ kind: "act", id, number, what, role: "planner", about: "", at, when: at, facts: JSON.stringify({ hearing }), overridden: false })
const first = step(SET, 1, "set day", DAY, "2026-12-01T11:00:00+01:00")
const second = step(MOVED, 2, "move", NEW_DAY, "2026-12-02T11:00:00+01:00")
const note: ToldStep = {
  kind: "note", id: NOTE, number: 1, what: "appearance", role: "registrar", about: CLAIMANT, at: "2026-12-02T16:00:00+01:00", when: "2026-12-02T15:55:00+01:00",
  facts: '{"appeared": "yes"}', overridden: false,
}
const PAGE: ToldCase = {
  at: AT, whole: true, open: true, facts: { number: "C/13/700001", summaryNumber: "KG ZA 26-1", court: "amsterdam", location: "Amsterdam", matter: "handel" },
  urgent: false, closedDoors: false, registered: "2026-12-01T10:00:00+01:00", state: "moved", waitsFor: "hearing", waitsUntil: NEW_DAY,
  line: "Pietersen / 't Hart", parties: [party, opponent], steps: [first, second, note],
  fees: [], terms: [], words: new Map(),
}

function alarms(page: Partial<ToldCase> = {}, records: readonly object[] = LOG, names: ReadonlyMap<string, Readonly<Record<string, unknown>>> = NAMES, until = NOW) {
  const log = { records: records.map((each) => JSON.parse(canonical(each))), names, until }
  return courseAlarms(log, { ...PAGE, ...page }, NOW).map(({ told, code, recorded }) => [told, code, ...recorded])
}

// lie cases | rewrites a party's name, role, channel or representative | every reader, once the page of the case stands | *What is shown here is not what our log recorded*, with what it did | nothing; told to the log
// lie cases | deletes the row of a party, an act or a note of the hearing | the same | *Our log recorded something that is not shown here*, with what; deletes its record too: *Number … in this list is gone* | the same
// lie cases | rewrites what an act was, by whom or when it was done, or what was noted | the same | the same alarm, with what was recorded | the same
// lie cases | moves the day of the hearing or of the judgment | the same | the same alarm, with the day that was recorded | the same
// lie cases | adds an act or a party that never was | the same, five minutes after the moment it claims | *Our log never recorded this* | the same
// lie cases | rewrites numbers, court, urgency, doors, title or standing of a case | the same | the same alarm, with what was recorded | the same
// lie cases | changes, adds or deletes an entry of a fee's ledger, or puts a party's fee in another's name | every reader who may see that fee, once the page of the case stands | *What is shown here is not what our log recorded*, with the amount and the day that follow from it | nothing; told to the log
// lie cases | replaces the sealed words of an act or a note | every reader who opens them, once the page of the case stands | the same alarm (`case-words`) | nothing: other words open only where the liar has the key of the circle; told to the log
// lie cases | takes away the names that are kept beside the records | the same | *Our log no longer has the names* | the same
test("a page that tells what the log recorded makes no alarm", () => assert.deepEqual(alarms(), []))

const withParty = (changes: Partial<ToldParty>) => ({ parties: [{ ...party, ...changes }, opponent] })
const withAct = (changes: Partial<ToldStep>) => ({ steps: [first, { ...second, ...changes }, note] })
const withNote = (changes: Partial<ToldStep>) => ({ steps: [first, second, { ...note, ...changes }] })

for (const [name, page, expected] of [
  ["a party's name", withParty({ name: "Jansen B.V." }), [["party", "case-party-name", "Pietersen B.V.", "Pietersen"]]],
  ["a party's short name", withParty({ shortName: "Jansen" }), [["party", "case-party-name", "Pietersen B.V.", "Pietersen"]]],
  ["a party's role", withParty({ role: "defendant" }), [["party", "case-party-role", "1", "claimant"]]],
  ["a party's channel", withParty({ channel: "paper" }), [["party", "case-channel", "digital"]]],
  ["a party's lawyer", withParty({ agent: { ...party.agent, name: "mr. X" } }), [["party", "case-agent", "mr. A. de Vries", "De Vries & Van Dam"]]],
  ["a lawyer taken away", withParty({ agent: opponent.agent }), [["party", "case-agent", "mr. A. de Vries", "De Vries & Van Dam"]]],
  ["a lawyer nobody has", { parties: [party, { ...opponent, agent: party.agent }] }, [["party", "case-agent"]]],
  ["a party that is gone", { parties: [party] }, [["party", "case-missing", "defendant", "J. 't Hart"]]],
  ["a party that never was", { parties: [party, opponent, { ...opponent, id: GHOST, number: 3 }] }, [["party", "case-unrecorded"]]],
  ["an act's kind", withAct({ what: "adjourn" }), [["act", "case-act", "move", "planner"]]],
  ["an act's role", withAct({ role: "judge" }), [["act", "case-act", "move", "planner"]]],
  ["an act decided otherwise", withAct({ overridden: true }), [["act", "case-act", "move", "planner"]]],
  ["an act's moment", withAct({ at: "2026-12-01T12:00:00+01:00", when: "2026-12-01T12:00:00+01:00" }), [["act", "case-moment", "2026-12-02T10:00:00+00:00"]]],
  ["the day an act set", withAct({ facts: JSON.stringify({ hearing: DAY }) }), [["act", "case-date", NEW_DAY]]],
  ["an act that is gone", { steps: [second, note] }, [["act", "case-missing", "set day", "2026-12-01T10:00:00+00:00"]]],
  ["an act that never was", { steps: [first, second, { ...second, id: GHOST, number: 3 }, note] }, [["act", "case-unrecorded"]]],
  ["a note's kind", withNote({ what: "doors" }), [["note", "case-note", "registrar"]]],
  ["what a note says", withNote({ facts: '{"appeared": "no"}' }), [["note", "case-date"]]],
  ["whom a note is about", withNote({ about: DEFENDANT }), [["note", "case-note", "registrar"]]],
  ["when a note was made", withNote({ when: "2026-12-02T15:00:00+01:00" }), [["note", "case-moment", "2026-12-02T14:55:00+00:00"]]],
  ["a note that is gone", { steps: [first, second] }, [["note", "case-missing", "note", "2026-12-02T15:00:00+00:00"]]],
  ["the day the case waits for", { waitsUntil: DAY }, [["case", "case-date", NEW_DAY]]],
  ["that the case waits for a judgment", { waitsFor: "judgment" }, [["case", "case-date", NEW_DAY]]],
  ["no day at all", { waitsFor: "", waitsUntil: "" }, [["case", "case-date", NEW_DAY]]],
  ["where the case stands", { state: "called" }, [["case", "case-state", "moved"]]],
  ["the doors", { closedDoors: true }, [["case", "case-doors"]]],
  ["the title", { line: "Jansen / 't Hart" }, [["case", "case-line", "Pietersen / 't Hart"]]],
  ["a number", { facts: { ...PAGE.facts, number: "C/13/700002" } }, [["case", "case-facts", "C/13/700001"]]],
  ["urgency", { urgent: true }, [["case", "case-facts"]]],
  ["when it was registered", { registered: "2026-11-01T10:00:00+01:00" }, [["case", "case-moment", BEGIN]]],
] as const) {
  test(`another row of the database is told: ${name}`, () => assert.deepEqual(alarms(page), expected))
}

test("a row that is gone together with its record leaves its number", () => {
  const left = LOG.filter(({ facts }) => !("act" in facts && facts.act === SET))
  assert.deepEqual(alarms({ steps: [second, note] }, left), [["act", "case-gap", "1"]])
})

test("names that are gone are told, and nothing is said of them otherwise", () => {
  assert.deepEqual(alarms(withParty({ name: "Jansen" }), LOG, new Map([...NAMES].slice(1))), [["party", "case-names"]])
})

test("what happened while the page was made is neither missing nor other", () => {
  const late = new Date(Date.parse(AT) - 500).toISOString()
  const more = [
    ...LOG, act(GHOST, 3, "adjourn", "moved", "adjourned", DAY, late), admitted(GHOST, 3, "joined", late),
    record(key(7), late, "casefile.representation.ended", { party: CLAIMANT, mailbox: null }),
  ]
  assert.deepEqual(alarms({}, more), [])
})

test("who takes somebody's place does so at the same moment, in whatever order the log has the two", () => {
  const at = "2026-12-02T09:00:00+00:00"
  const ended = record(key(7), at, "casefile.representation.ended", { party: CLAIMANT, mailbox: null })
  const fresh = { ...began(CLAIMANT, at), id: GHOST }
  const names = new Map([...NAMES, [GHOST, { representative: "mr. N. Nieuw", office: "" }]])
  const page = withParty({ agent: { kind: "lawyer", name: "mr. N. Nieuw", office: "" } })
  for (const both of [[ended, fresh], [fresh, ended]]) assert.deepEqual(alarms(page, [...LOG, ...both], names), [])
  assert.deepEqual(alarms({}, [...LOG, ended, fresh], names), [["party", "case-agent", "mr. N. Nieuw"]])
  assert.deepEqual(alarms(withParty({ agent: opponent.agent }), [...LOG, ended]), [])
})

test("a channel changes on the day that was confirmed, and not before", () => {
  const change = (effective: string) => record(key(7), "2026-12-02T09:00:00+00:00", "casefile.channel.changed", { party: CLAIMANT, kind: "switch", to: "paper", effective })
  assert.deepEqual(alarms({}, [...LOG, change("2026-12-20T00:00:00+01:00")]), [])
  assert.deepEqual(alarms(withParty({ channel: "paper" }), [...LOG, change("2026-12-03T00:00:00+01:00")]), [])
  assert.deepEqual(alarms({}, [...LOG, change("2026-12-03T00:00:00+01:00")]), [["party", "case-channel", "paper"]])
})

test("a case the log never recorded is told, and accuses nobody while the log is behind", () => {
  assert.deepEqual([...new Set(alarms({}, [], new Map()).map(([, code]) => code))], ["case-unrecorded"])
  assert.deepEqual([...new Set(alarms({}, [], new Map(), Date.parse(BEGIN)).map(([, code]) => code))], ["case-record"])
})
