import assert from "node:assert/strict"
import { test } from "node:test"
import { levelIn } from "./pdfa.ts"

test("the level a document claims is read from elements and from attributes, and nothing else is a level", () => {
  const elements = "<rdf:Description><pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance></rdf:Description>"
  assert.equal(levelIn(elements), "2b")
  assert.equal(levelIn(`<rdf:Description pdfaid:part="3" pdfaid:conformance='U'/>`), "3u")
  assert.equal(levelIn("<pdfaid:part>4</pdfaid:part>"), "4")
  for (const text of ["", "<pdfaid:part>2</pdfaid:part>", "<pdfaid:part>9</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>", "PDF/A-2b"]) {
    assert.equal(levelIn(text), "")
  }
})
