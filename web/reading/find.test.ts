import assert from "node:assert/strict"
import { test } from "node:test"
import { firstFrom, folded, spansOf } from "./find.ts"

const found = (typed: string, page: string) => spansOf(typed, page).map(({ start, end }) => page.slice(start, end))

test("what is found is shown as it stands, however it was typed", () => {
  assert.deepEqual(found("d'hondt ozturk", "De heer D’Hondt\n Öztürk eist"), ["D’Hondt\n Öztürk"])
  assert.deepEqual(found("ontruiming", "ont\u00adruiming, ONTRUIMING"), ["ont\u00adruiming", "ONTRUIMING"])
  assert.deepEqual(found("kort geding - 12", "Kort\u00a0geding – 12"), ["Kort\u00a0geding – 12"])
  assert.deepEqual(found("officieel", "oﬃcieel"), ["oﬃcieel"])
  assert.deepEqual(found("𝐀b", "x 𝐀b 𝐀b"), ["𝐀b", "𝐀b"])
  assert.deepEqual(found("aa", "aaaa aa"), ["aa", "aa", "aa"])
})

test("nothing typed finds nothing", () => {
  assert.deepEqual(spansOf("", "huur"), [])
  assert.deepEqual(spansOf(" \u00ad ", "huur  en huur"), [])
})

test("searching begins on the page that is read, and past the last hit at the first", () => {
  const hits = [1, 3, 3, 8].map((page) => ({ page, start: 0, end: 1 }))
  assert.equal(firstFrom(hits, 2), 1)
  assert.equal(firstFrom(hits, 8), 3)
  assert.equal(firstFrom(hits, 9), 0)
})

test("text is compared a page at a time without a wait", () => {
  const page = "Eiser stelt dat gedaagde de huur niet heeft betaald – “sinds” mei. ".repeat(1000)
  assert.equal(spansOf("gedaagde de huur", page).length, 1000)
  assert.equal(folded("  É\t\nÉ "), " e e ")
})
