/** What a composer still asks of a recipient: a basis for a court, a way the organisation allows. */
import assert from "node:assert/strict"
import { test } from "node:test"
import { basisPart, lacks, newcomer, type Recipient } from "./recipient.ts"

const person = (facts: Partial<Recipient> = {}): Recipient => ({
  ...newcomer("piet@post.example", "P. Jansen"), phone: "06 12345678", ...facts,
})

test("a basis is missing until it is chosen, and only where it is needed", () => {
  assert.deepEqual(lacks(person()), [])
  assert.deepEqual(lacks(person({ basisNeeded: true })).map(({ field }) => field), ["basis"])
  assert.deepEqual(lacks(person({ basisNeeded: true, basis: "asked" })), [])
  assert.deepEqual(lacks(person({ kind: "box", way: "account", basisNeeded: true })).map(({ field }) => field), ["basis"])
})

test("the server is told a basis only where it had to be stated", () => {
  assert.deepEqual(basisPart(person({ basis: "asked" })), {})
  assert.deepEqual(basisPart(person({ basisNeeded: true })), {})
  const stated = person({ basisNeeded: true, basis: "agreed", basisOn: "2026-11-22", basisSource: " by phone " })
  assert.deepEqual(basisPart(stated), { basis: { kind: "agreed", givenOn: "2026-11-22", source: "by phone" } })
})

test("a way the organisation does not allow is a lack", () => {
  assert.deepEqual(lacks(person(), ["code"]).map(({ text }) => text), ["wayNotAllowed"])
  const shared = person({ way: "code", code: "Beuk-Esdoorn-77", organisationCode: "1" })
  assert.deepEqual(lacks(shared, ["organisation"]), [])
  assert.deepEqual(lacks(shared, ["code"]).map(({ field }) => field), ["way"])
})
