/** Which small pieces a new one takes the place of. */
import assert from "node:assert/strict"
import { test } from "node:test"
import { MOST, takenUp } from "./building.ts"

const piece = (messages: number, size = 10_000) => ({ id: crypto.randomUUID(), keyVersion: 1, messages, size })
const together = (pieces: readonly { messages: number }[], count = 0) => pieces.reduce((sum, { messages }) => sum + messages, count)

test("a new message joins the few that came before it, and leaves large pieces alone", () => {
  const [few, more, many] = [piece(1), piece(4), piece(200)]
  assert.deepEqual(takenUp([many, more, few], 1), [few, more])
  assert.deepEqual(takenUp([many], 1), [])
  assert.deepEqual(takenUp([], 5), [])
})

test("a piece never grows past what the server takes, in messages or in bytes", () => {
  assert.deepEqual(takenUp([piece(MOST)], MOST), [])
  assert.ok(together(takenUp([piece(100), piece(100), piece(100)], 60), 60) <= MOST)
  assert.deepEqual(takenUp([piece(2, 900_000), piece(3, 900_000)], 3).length, 1)
})

test("however mail comes in, there are few pieces and each message is written a few times", () => {
  for (const batch of [1, 3, 40, 250]) {
    let pieces: ReturnType<typeof piece>[] = []
    let written = 0
    const all = 5000
    for (let left = all; left > 0; left -= batch) {
      const taken = takenUp(pieces, Math.min(batch, left))
      const made = piece(together(taken, Math.min(batch, left)))
      pieces = [...pieces.filter((each) => !taken.includes(each)), made]
      written += made.messages
    }
    assert.equal(together(pieces), all)
    assert.ok(pieces.length < 80, `${batch}: ${pieces.length} pieces`)
    assert.ok(written < 12 * all, `${batch}: ${written / all} times`)
  }
})
