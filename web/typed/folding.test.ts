/** vectors/typed/folding-v1.json: the server finds by the same folding (zegel/lib/tests/test_search.py). */
import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import { test } from "node:test"
import { folded } from "./folding.ts"

const VECTORS = JSON.parse(readFileSync(new URL("../../vectors/typed/folding-v1.json", import.meta.url), "utf8")) as { text: string; folded: string }[]

test("text is folded as the server folds it", () => {
  assert.ok(VECTORS.length > 20)
  for (const vector of VECTORS) assert.equal(folded(vector.text), vector.folded, JSON.stringify(vector.text))
})

test("what is folded stays as it is", () => {
  for (const vector of VECTORS) assert.equal(folded(vector.folded), vector.folded)
})

test("a word is found however it was written", () => {
  for (const [written, typed] of [["Zoë", "ZOE"], ["O’Brien", "obrien"], ["coöperatie", "COÖPERATIE"], ["İnci", "inci"], ["huur\u00adachterstand", "huurachterstand"]]) {
    assert.equal(folded(written ?? ""), folded(typed ?? ""))
  }
})
