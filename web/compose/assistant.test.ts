import assert from "node:assert/strict"
import { test } from "node:test"
import { type Answers, checks, NO_ANSWERS, passed, type Place, type Seen, statements, unsettled } from "./assistant-rules.ts"

const box = {
  kind: "box", id: "b", name: "Team", address: "kg@rechtbank.example", recipient: "age1pq1", verification: "account",
  organisation: "", senderCopy: "",
} as const
const place: Place = {
  court: "amsterdam", courtName: "Rechtbank Amsterdam", location: "Amsterdam", matter: "handel", matterName: "Handel",
  kind: "summons", kindName: "Dagvaarding", piece: true, number: "C/13/756123", subject: "C/13/756123", otherCourt: "",
  line: "rechtbank Amsterdam, team kort geding zaken", postal: "Postbus 1\nAmsterdam", counter: "Kade 1", box,
}
const pdf = { name: "01_dagvaarding_261122.pdf", size: 1000, pages: 5, pdf: true, named: true, guessed: false }
const seen: Seen = { files: [pdf], text: "Hierbij.", secret: false, addressed: true, others: 0 }
const answers: Answers = { ...NO_ANSWERS, copies: "elsewhere" }

const open = (seenNow: Partial<Seen>, given: Partial<Answers> = {}, at: Partial<Place> = {}) => {
  const where = { ...place, ...at }
  const all = { ...answers, ...given }
  return unsettled(checks(where, { ...seen, ...seenNow }, all), all).map(({ rule }) => rule)
}

test("a summons in order leaves nothing to settle", () => {
  assert.deepEqual(open({}), [])
})

test("every other way to be wrong is found under its own rule", () => {
  assert.deepEqual(open({ addressed: false }), ["VI-6.1-address"])
  assert.deepEqual(open({ files: [] }), ["VI-6.2-file"])
  assert.deepEqual(open({ files: [{ ...pdf, named: false }] }), ["VI-6.5-a"])
  assert.deepEqual(open({ files: [pdf, { ...pdf, pdf: false, name: "geluid.mp3" }] }), ["VI-6.5-b"])
  assert.deepEqual(open({ files: [{ ...pdf, size: 25 * 2 ** 20 + 1 }] }), ["VI-6.6"])
  assert.deepEqual(open({ text: "Ook in C/13/700001." }), ["VI-6.2-a"])
  assert.deepEqual(open({ files: [{ ...pdf, name: "01_C-10-701442_261122.pdf" }] }), ["VI-6.2-a"])
  assert.deepEqual(open({}, {}, { otherCourt: "Rechtbank Rotterdam" }), ["VI-6.1"])
  assert.deepEqual(open({}, { copies: "" }), ["3.10-b"])
  assert.deepEqual(open({}, { copies: "none" }), ["3.10-b"])
  assert.deepEqual(open({}, { copies: "here" }), ["3.10-b"])
  assert.deepEqual(open({ others: 1 }, { copies: "here" }), [])
  assert.deepEqual(open({}, { language: "other" }), ["3.15-a"])
  assert.deepEqual(open({}, { language: "other", translated: true }), [])
})

test("pages: 10 asks nothing, 11 a summary and headings, 25 no reason, 26 a reason", () => {
  const pages = (n: number) => ({ files: [{ ...pdf, pages: n }] })
  const both = { summary: true, headings: true }
  assert.deepEqual(open(pages(10)), [])
  assert.deepEqual(open(pages(11)), ["3.12-b"])
  assert.deepEqual(open(pages(11), { summary: true }), ["3.12-b"])
  assert.deepEqual(open(pages(25), both), [])
  assert.deepEqual(open(pages(26), both), ["3.12-e"])
  assert.deepEqual(open(pages(26), { ...both, length: true }), [])
  assert.deepEqual(open({ files: [pdf, { ...pdf, pages: 300 }] }), [], "exhibits do not count")
  assert.deepEqual(open(pages(300), {}, { kind: "exhibits" }), [])
})

test("a reason for one rule on length settles that rule alone, and both are asked at once", () => {
  const files = [{ ...pdf, pages: 30 }]
  const why = (rule: string) => ({ reasons: { [rule]: "Ingewikkelde zaak." } })
  assert.deepEqual(open({ files }), ["3.12-b", "3.12-e"])
  assert.deepEqual(open({ files }, why("3.12-b")), ["3.12-e"])
  assert.deepEqual(open({ files }, why("3.12-e")), ["3.12-b"])
  assert.deepEqual(open({ files }, { ...why("3.12-b"), length: true }), [])
})

test("an application brings the draft summons along: any other file is none", () => {
  const asked = (...names: string[]) => open({ files: names.map((name) => ({ ...pdf, name })) }, {}, { kind: "application", piece: false })
  assert.deepEqual(asked("01_aanvraagformulier_261122.pdf"), ["2.1-c"])
  assert.deepEqual(asked("01_aanvraag_261122.pdf", "02_productie-1-dagvaarding-bodemzaak_261122.pdf"), ["2.1-c"])
  for (const name of ["02_concept-dagvaarding_261122.pdf", "Dagvaarding (concept) 261122.pdf", "CONCEPTDAGVAARDING_261122.pdf"]) {
    assert.deepEqual(asked("01_aanvraag_261122.pdf", name), [], name)
  }
  assert.deepEqual(asked("01_dagvaarding_261122.pdf", "02_dagvaarding_261122.pdf"), [], "two copies are only too many")
  assert.deepEqual(open({}, {}, { kind: "answer" }), [], "asked of an application only")
})

test("an application owes no copy; a message needs no file unless it is long", () => {
  assert.deepEqual(open({}, { copies: "" }, { kind: "application", piece: false }), [])
  assert.deepEqual(open({ files: [] }, {}, { kind: "message", piece: false }), [])
  assert.deepEqual(open({ files: [], text: "woord ".repeat(61) }, {}, { kind: "message", piece: false }), ["VI-6.2-b"])
})

test("a reason passes a warning, is told by rule alone, and is written in the message; blanks are no reason", () => {
  const why = (text: string): Answers => ({ ...answers, copies: "none", reasons: { "3.10-b": text, "VI-6.6": "toch" } })
  assert.deepEqual(open({}, why("   ")), ["3.10-b"])
  assert.deepEqual(open({}, why("Adres onbekend")), [])
  assert.deepEqual(passed(checks(place, seen, why("Adres onbekend")), why("Adres onbekend")), ["3.10-b"])
  const lines = statements(place, seen, why("Adres onbekend"))
  assert.deepEqual(lines.at(-1), { text: "statedReason", values: { rule: "3.10", reason: "Adres onbekend" } })
})

test("no reason passes what must be done", () => {
  const reasons = { "VI-6.6": "toch", "VI-6.1-address": "toch", "VI-6.2-file": "toch" }
  assert.deepEqual(open({ files: [{ ...pdf, size: 25 * 2 ** 20 + 1 }], addressed: false }, { reasons }), ["VI-6.1-address", "VI-6.6"])
})

test("a date that was made up is said, and is no reason to wait", () => {
  const found = checks(place, { ...seen, files: [{ ...pdf, guessed: true }] }, answers)
  assert.deepEqual(found.filter(({ rule }) => rule === "VI-6.5-a").map(({ state, text }) => [state, text]), [["note", "assistGuessed"]])
  assert.deepEqual(open({ files: [{ ...pdf, guessed: true }] }), [])
})

test("nothing is stated that nobody said: secrecy only where it was ticked", () => {
  assert.deepEqual(statements(place, seen, answers).map(({ text }) => text), ["statedLine", "statedElsewhere", "statedPaper"])
})

test("the message shows to whom it is addressed, secrecy, copies and the paper", () => {
  const texts = statements(place, { ...seen, secret: true }, { ...answers, copiesHow: "per post aan mr. Y" }).map(({ text }) => text)
  assert.deepEqual(texts, ["statedLine", "statedSecret", "statedHow", "statedPaper"])
})
