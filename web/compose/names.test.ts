import assert from "node:assert/strict"
import test from "node:test"
import { cleanName, type Day, dutchDay, followsRule, freeName, proposedName } from "./names.ts"

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

test("today is a Dutch day, also just after midnight there", () => {
  assert.deepEqual(dutchDay(new Date("2026-11-22T23:30:00Z")), { year: 2026, month: 11, day: 23 })
})

test("a name any computer can have, and one that is free", () => {
  assert.equal(cleanName("a/b:c\u0000.pdf"), "a-b-c.pdf")
  assert.equal(cleanName(".."), "bestand")
  assert.equal(freeName("a.pdf", new Set(["a.pdf", "a-2.pdf"])), "a-3.pdf")
})
