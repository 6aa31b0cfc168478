import assert from "node:assert/strict"
import test from "node:test"
import { exhibitOf, inFilingOrder } from "./exhibits.ts"
import { seriesOf } from "./series.ts"

const WRITTEN: readonly (readonly [string, number | null])[] = [
  ["prod.3 huurcontract.pdf", 3], ["Bijlage 4.pdf", 4], ["PRODUCTIE_7.PDF", 7], ["productie 1 e-mail van 3 mei.pdf", 1], ["Prod 12.pdf", 12],
  ["02_prod-2_261122.pdf", 2], ["productie nr. 5 foto.jpg", 5], ["dezonproductie11.pdf", 11], ["Exhibit 003.pdf", 3], ["bijlage-10-lijst.pdf", 10],
  ["producties 1 t/m 5.pdf", 1], ["productie3a.pdf", 3], ["Productie (6).pdf", 6],
  ["dagvaarding.pdf", null], ["product 5 folder.pdf", null], ["productie_261122.pdf", null], ["reproductie.pdf", null], ["12 foto.pdf", null],
]

test("the number of an exhibit is found however it is written, and no date is taken for one", () => {
  for (const [name, number] of WRITTEN) assert.equal(exhibitOf(name)?.number ?? null, number, name)
})

test("exhibits come by number, parts of one by letter, those without a number last and the document first", () => {
  const order = (...names: string[]) => inFilingOrder(names.map((name) => ({ name }))).map(({ name }) => name)
  const wanted = ["Dagvaarding.pdf", "productie 1.pdf", "Prod.2.pdf", "bijlage_3a.pdf", "PRODUCTIE 3b.pdf", "prod.10.pdf", "productie huur.pdf"]
  assert.deepEqual(order(...wanted.toReversed()), wanted)
})

test("numbers that are missing and numbers that are there twice are named, from the lowest on", () => {
  const { missing, doubled, sorted } = seriesOf(["dagvaarding.pdf", "prod. 4.pdf", "Bijlage 5.pdf", "productie 5.pdf", "productie 8.pdf"])
  assert.deepEqual({ missing, doubled, sorted }, { missing: [6, 7], doubled: ["5"], sorted: true })
  assert.deepEqual(seriesOf(["producties 1 t/m 3.pdf", "productie 4.pdf"]), { missing: [], doubled: [], sorted: true })
  assert.deepEqual(seriesOf(["productie 3a.pdf", "productie 3b.pdf"]).doubled, [])
  assert.equal(seriesOf(["productie 2.pdf", "productie 1.pdf"]).sorted, false)
  assert.deepEqual(seriesOf(["brief.pdf"]), { missing: [], doubled: [], sorted: true })
})
