/** vectors/cases/application-v1.json: made by the Python implementation, held to by both. */
import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import { test } from "node:test"
import { fromUtf8, utf8 } from "../seal/bytes.ts"
import { SealError } from "../seal/errors.ts"
import { addressLines, readApplication, writeApplication } from "./application.ts"

const path = new URL("../../vectors/cases/application-v1.json", import.meta.url)
const { good, bad } = JSON.parse(readFileSync(path, "utf8")) as { good: string[]; bad: { why: string; document: string }[] }

for (const document of good) {
  test(`an application of ${document.length} signs is read and written again as it was`, () => {
    assert.equal(fromUtf8(writeApplication(readApplication(utf8(document)))), document)
  })
}

for (const { why, document } of bad) {
  test(`refused: ${why}`, () => {
    assert.throws(() => readApplication(utf8(document)), (error) => error instanceof SealError && error.code === "format")
  })
}

test("an address is read as on an envelope", () => {
  assert.deepEqual(addressLines({ street: "Spui 1", postcode: "1012 TS", town: "Amsterdam", country: "" }), ["Spui 1", "1012 TS  Amsterdam"])
  assert.deepEqual(addressLines({ street: "", postcode: "", town: "", country: "" }), [])
})
