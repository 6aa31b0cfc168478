import assert from "node:assert/strict"
import test from "node:test"
import type { Day } from "../time/days.ts"
import { inFilingOrder } from "./exhibits.ts"
import { cleanName, followsRule, freeName, hasDate, proposedName, withOtherEnding } from "./names.ts"

const TODAY: Day = { year: 2026, month: 11, day: 22 }

const PROPOSED: readonly (readonly [string, string])[] = [
  ["dagvaarding.pdf", "dagvaarding_261122.pdf"], ["1. Brief aan Jansen.PDF", "01_brief-aan-jansen_261122.pdf"],
  ["Productie 3 van 12 januari 2026.pdf", "productie-3-van_260112.pdf"], ["2026-02-03 verweer.pdf", "verweer_260203.pdf"],
  ["03-02-2026 verweer.pdf", "verweer_260203.pdf"], ["scan.pdf", "scan_261122.pdf"], ["12345.pdf", "stuk-12345_261122.pdf"],
  ["Überweisung é.pdf", "uberweisung-e_261122.pdf"], ["brief_221126.pdf", "brief_261122.pdf"],
]

test("a better name keeps the words, the number and the date", () => {
  for (const [name, wanted] of PROPOSED) assert.equal(proposedName(name, TODAY), wanted, name)
})

test("what is proposed follows the rule", () => {
  for (const [name] of PROPOSED) assert.ok(followsRule(proposedName(name, TODAY), TODAY), name)
})

test("no date, a day that does not exist and no description are against the rule", () => {
  for (const name of ["brief.pdf", "brief_261332.pdf", "261122.pdf", "brief_261122.docx"]) {
    assert.equal(followsRule(name, TODAY), false, name)
  }
})

test("a name any computer can have, and one that is free", () => {
  assert.equal(cleanName("a/b:c\u0000.pdf"), "a-b-c.pdf")
  assert.equal(cleanName(".."), "bestand")
  assert.equal(freeName("a.pdf", new Set(["a.pdf", "a-2.pdf"])), "a-3.pdf")
})

test("files come in the order of a filing: the document, then exhibit 2 before exhibit 10", () => {
  const order = (...names: string[]) => inFilingOrder(names.map((name) => ({ name }))).map(({ name }) => name)
  const exhibits = ["productie 1 huur.pdf", "productie 2 dagvaarding 2019.pdf", "productie 10 foto.jpg"]
  assert.deepEqual(order("productie 10 foto.jpg", "Dagvaarding Zon.pdf", "productie 1 huur.pdf", "productie 2 dagvaarding 2019.pdf"), ["Dagvaarding Zon.pdf", ...exhibits])
  assert.deepEqual(order("10 foto.pdf", "2 brief.pdf", "1 Conclusie.pdf"), ["1 Conclusie.pdf", "2 brief.pdf", "10 foto.pdf"])
  assert.deepEqual(order("02_prod2.pdf", "Overzicht.pdf", "Eis in reconventie.pdf"), ["Eis in reconventie.pdf", "Overzicht.pdf", "02_prod2.pdf"])
})

test("a name has a date, or has none", () => {
  assert.ok(hasDate("brief 3 maart 2025.pdf", TODAY))
  assert.ok(!hasDate("productie 12 huurcontract.pdf", TODAY))
})

test("a file that takes the place of another keeps its words and brings its own ending", () => {
  assert.equal(withOtherEnding("01_dagvaarding_261130.docx", "Document (3).PDF"), "01_dagvaarding_261130.pdf")
  assert.equal(withOtherEnding("mr. Jansen", "scan.pdf"), "mr. Jansen.pdf")
  assert.equal(withOtherEnding("huur.pdf", "zonder"), "huur")
})
