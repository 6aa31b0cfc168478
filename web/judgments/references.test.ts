import assert from "node:assert/strict"
import { test } from "node:test"
import { mentions, sidesOf, type Side } from "./references.ts"

const named = (...pages: string[]) => mentions(pages).map(({ exhibit, page }) => `${page}:${exhibit}`)
const sides: Side[] = [
  { id: "a", role: "claimant", name: "De Zon" },
  { id: "b", role: "defendant", name: "Maan" },
  { id: "c", role: "defendant", name: "Ster" },
]
const whose = (text: string, writer: string | null) => sidesOf(mentions([text])[0] ?? { exhibit: 0, page: 0, after: "" }, writer, sides).map(({ name }) => name)

test("every exhibit is found that a document names, also in lists and ranges", () => {
  assert.deepEqual(named("Zie productie 4.", "De huur (Productie 12) liep op."), ["1:4", "2:12"])
  assert.deepEqual(named("producties 1, 3 en 5"), ["1:1", "1:3", "1:5"])
  assert.deepEqual(named("(prod. 2 t/m 5)"), ["1:2", "1:3", "1:4", "1:5"])
  assert.deepEqual(named("PRODUCTIES 7 – 9 & 11"), ["1:7", "1:8", "1:9", "1:11"])
  assert.deepEqual(named("producties 2 tot en\nmet 4"), ["1:2", "1:3", "1:4"])
  assert.deepEqual(named("productie 4 en nog eens productie 4, en productie nr. 6"), ["1:4", "1:6"])
  assert.deepEqual(named("Exhibit 3 and exhibits 5 to 6"), ["1:3", "1:5", "1:6"])
})

test("what is no number of an exhibit is left alone", () => {
  for (const text of ["de productie van 400.000 stuks", "productie 2026", "coproductie 4", "artikel 4", "productie 12.500 liter", "productie 3e lijn", "productieleider 2"]) assert.deepEqual(named(text), [], text)
  assert.deepEqual(named("producties 5 t/m 900"), ["1:5", "1:900"])
})

test("an exhibit is the writer's, unless somebody else is named behind it", () => {
  assert.deepEqual(whose("zie productie 4.", "a"), ["De Zon"])
  assert.deepEqual(whose("zie productie 4 van Maan, waarin", "a"), ["Maan"])
  assert.deepEqual(whose("zie productie 4 van eiseres", "b"), ["De Zon"])
  assert.deepEqual(whose("productie 4 zijdens gedaagde", "a"), ["Maan", "Ster"])
  assert.deepEqual(whose("(productie 2) van de wederpartij", "b"), ["De Zon"])
  assert.deepEqual(whose("productie 4 van de huurovereenkomst", "b"), ["Maan"])
  assert.deepEqual(whose("productie 4", null), [])
})
