import assert from "node:assert/strict"
import test from "node:test"
import { readSubject } from "./subject.ts"

const GOOD: readonly (readonly [string, string])[] = [
  ["nieuwe zaak", "nieuwe zaak"], ["  Nieuwe  Zaak ", "nieuwe zaak"], ["C/13/756123", "C/13/756123"],
  ["c-13-756123", "C/13/756123"], ["C 13 756123", "C/13/756123"], ["C/13–756123", "C/13/756123"],
  ["12345678", "12345678"], ["1234567 KK EXPL 26-12", "1234567 \\ KK EXPL 26-12"], ["12345678 \\ VV EXPL 26-0012", "12345678 \\ VV EXPL 26-12"],
]

test("the shapes people type become the one spelling", () => {
  for (const [typed, wanted] of GOOD) assert.equal(readSubject(typed).text, wanted, typed)
})

const NEAR: readonly (readonly [string, readonly string[]])[] = [
  ["C/13/7561233", ["C/13/756123"]], ["C/13/75612O", ["C/13/756120"]], ["betreft C/13/756123 kort geding", ["C/13/756123"]],
  ["nieuw zaak", ["nieuwe zaak"]], ["13/756123", ["C/13/756123"]], ["hallo", []], ["", []], ["0123456", ["C/00/123456"]],
]

test("a near miss is refused, with what it may have meant", () => {
  for (const [typed, wanted] of NEAR) {
    const read = readSubject(typed)
    assert.equal(read.text, null, typed)
    assert.deepEqual(read.suggestions, wanted, typed)
  }
})
