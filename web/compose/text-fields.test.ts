import assert from "node:assert/strict"
import test from "node:test"
import { type Facts, FIELDS, fieldsIn, filledIn } from "./text-fields.ts"

const FACTS: Facts = {
  case: "C/13/756123", recipients: "mr. A. de Vries", mailbox: "Team kanton", writer: "F. Bakker", at: new Date("2028-02-28T23:30:00Z"),
}

test("every field is filled in, in the language of its word and in Dutch time", () => {
  assert.equal(filledIn("Amsterdam, {datum}. Zaak {zaaknummer}.", FACTS), "Amsterdam, 29 februari 2028. Zaak C/13/756123.")
  assert.equal(filledIn("{date}: {Case Number}, { recipients }", FACTS), "29 February 2028: C/13/756123, mr. A. de Vries")
  assert.equal(filledIn("{mijn naam}, {postvak}", FACTS), "F. Bakker, Team kanton")
})

test("what is not known yet stays, and is told", () => {
  const text = filledIn("Zaak {zaaknummer} van {datum} voor {ontvangers}", { ...FACTS, case: null, recipients: null })
  assert.equal(text, "Zaak {zaaknummer} van 29 februari 2028 voor {ontvangers}")
  assert.deepEqual(fieldsIn(`${text} {zaaknummer}`), ["{zaaknummer}", "{ontvangers}"])
})

test("braces that are no field of ours are nobody's business", () => {
  const text = "{} {x} { zaak } {zaaknummer {{a}} {datumx}"
  assert.equal(filledIn(text, FACTS), text)
  assert.deepEqual(fieldsIn(text), [])
})

test("a value is put in as it is, also where it looks like a field or a pattern", () => {
  assert.equal(filledIn("{ontvangers} en {postvak}", { ...FACTS, recipients: "$& {datum}", mailbox: "$1" }), "$& {datum} en $1")
})

test("no word stands for two fields", () => {
  const words = Object.values(FIELDS).flatMap((names) => Object.values(names))
  assert.equal(new Set(words).size, words.length)
})
