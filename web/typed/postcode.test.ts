import assert from "node:assert/strict"
import { test } from "node:test"
import { readPostcode } from "./postcode.ts"

test("a postcode is read in any spelling people use", () => {
  for (const typed of ["1012 TS", "1012ts", " 1012  ts ", "1012\u00a0TS"]) assert.equal(readPostcode(typed), "1012 TS")
})

test("what is none is refused", () => {
  for (const typed of ["", "0123 AB", "1012", "1012 T", "1012 TSX", "1012 SS", "B-1000", "10l2 TS", "1012 Ţs"]) {
    assert.equal(readPostcode(typed), null, typed)
  }
})
