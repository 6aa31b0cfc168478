import assert from "node:assert/strict"
import { test } from "node:test"
import { type Attempt, MOST_ATTEMPTS } from "../seal/attempts.ts"
import { appended } from "./attempts.ts"

const attempt = (at: string): Attempt => ({ at, what: "message", status: 0, sealed: "a".repeat(64) })
const minute = (n: number) => `2026-11-22T${String(10 + Math.floor(n / 60)).padStart(2, "0")}:${String(n % 60).padStart(2, "0")}:00Z`

test("the first tries stay, and the newest", () => {
  let kept: Attempt[] = []
  for (let n = 0; n < MOST_ATTEMPTS + 50; n++) kept = appended(kept, attempt(minute(n)))
  assert.equal(kept.length, MOST_ATTEMPTS)
  assert.equal(kept[0]?.at, minute(0))
  assert.equal(kept.at(-1)?.at, minute(MOST_ATTEMPTS + 49))
})

test("a clock that was set back does not put the list out of order", () => {
  const kept = appended([attempt(minute(9))], attempt(minute(3)))
  assert.deepEqual(kept.map(({ at }) => at), [minute(3), minute(9)])
})
