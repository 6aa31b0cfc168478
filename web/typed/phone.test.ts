import assert from "node:assert/strict"
import test from "node:test"
import { readPhone } from "./phone.ts"

test("Dutch mobile numbers in every common spelling", () => {
  for (const typed of ["06-12345678", "0612345678", "+31 6 1234 5678", "+31 (0)6 12345678", "0031612345678", "+31 06 12345678", "31612345678", "０６－１２３４５６７８", "06\u201112\u00ad345678", "٠٦١٢٣٤٥٦٧٨"]) {
    assert.deepEqual(readPhone(typed), { number: "+31612345678" }, typed)
  }
  const foreign = { "+32 0470 12 34 56": "+32470123456", "0049 0151 23456789": "+4915123456789", "+39 06 1234 5678": "+390612345678", "+225 07 12 34 56 78": "+2250712345678" }
  for (const [typed, number] of Object.entries(foreign)) assert.deepEqual(readPhone(typed), { number }, typed)
  assert.deepEqual(readPhone("+32 470 12 34 56"), { number: "+32470123456" })
})

test("a wrong number says what is wrong with it", () => {
  const wrong = { "": "phoneMissing", abc: "phoneUnreadable", "020-1234567": "phoneNotMobile", "06-123": "phoneLength", "12345678": "phoneCountry", "612345678": "phoneLostNought", "+45 012345678": "phoneNought" }
  for (const [typed, error] of Object.entries(wrong)) assert.deepEqual(readPhone(typed), { error }, typed)
})
