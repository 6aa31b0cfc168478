import assert from "node:assert/strict"
import test from "node:test"
import { judge } from "./judge.ts"

test("a password that leaked is told from one that is only easy", () => {
  assert.equal(judge("password", []).leaked, true)
  assert.equal(judge("password", []).score, 0)
  assert.equal(judge("kort geding amsterdam zitting", []).leaked, false)
})

test("words of one's own make a password easy to guess", () => {
  const own = ["m.vandenheuvel@post.example", "Margriet van den Heuvel"]
  assert.ok(judge("margrietheuvel", own).score < judge("margrietheuvel", []).score)
})

test("Dutch words count as words", () => {
  assert.ok(judge("goedemorgen", []).score < 2)
  assert.equal(judge("korenbloem-9-zeilboot-accordeon", []).score, 4)
})
