// vectors/typed/typed-v1.json: zegel/lib/tests/test_typed.py is held to the same.
import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import test from "node:test"
import { onlyDigits, plainCode, sixDigits, tidied } from "./signs.ts"

const path = new URL("../../vectors/typed/typed-v1.json", import.meta.url)
const vectors = JSON.parse(readFileSync(path, "utf8")) as { what: string; typed: string; tidied: string; code: string; digits: string; six: string }[]

for (const { what, typed, tidied: plain, code, digits, six } of vectors) {
  test(`what is typed has one spelling: ${what}`, () => {
    assert.equal(tidied(typed), plain)
    assert.equal(plainCode(typed), code)
    assert.equal(onlyDigits(typed), digits)
    assert.equal(sixDigits(typed), six)
  })
}
