import assert from "node:assert/strict"
import { test } from "node:test"
import { TextIndex } from "./search.ts"

const index = new TextIndex()
index.put(2, ["Geen huur betaald.", ""])
index.put(1, ["De heer D’Hondt (Öztürk) eist ontruiming van de woning.", "Productie  1:\nhuurovereenkomst van 3 maart"])
index.put(3, [""])

test("all words must stand on one page, whatever their accents, case, quotes and spaces", () => {
  const places = (typed: string) => index.find(typed).map(({ document, page }) => `${document}/${page}`)
  assert.deepEqual(places("huur"), ["1/2", "2/1"])
  assert.deepEqual(places("d'hondt ozturk"), ["1/1"])
  assert.deepEqual(places("PRODUCTIE 1"), ["1/2"])
  assert.deepEqual(places("huur ontruiming"), [])
  assert.deepEqual(places("  "), [])
  assert.deepEqual(places("\"D´Hondt, de heer\""), ["1/1"])
  assert.deepEqual(places("ont\u00adruiming"), ["1/1"])
  assert.deepEqual(places("D`Hondt; (Öztürk)"), ["1/1"])
})

test("a hit shows the words around it, and scans without text are counted", () => {
  assert.match(index.find("ontruiming")[0]?.text ?? "", /eist ontruiming van/)
  assert.equal(index.empty, 1)
  assert.equal(index.size, 3)
})
