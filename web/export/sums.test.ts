import assert from "node:assert/strict"
import { test } from "node:test"
import { gathered } from "./sink.ts"
import { slices } from "./slices.ts"
import { Sums } from "./sums.ts"

test("what goes by unchanged is on the list with its size and hash", async () => {
  const sums = new Sums()
  const content = new Blob([new Uint8Array(3_000_000).fill(1)])
  let size = 0
  for await (const piece of sums.counted("map/01 stuk.pdf", slices(content))) size += piece.length
  const hash = Buffer.from(await crypto.subtle.digest("SHA-256", await content.arrayBuffer())).toString("hex")
  assert.equal(size, content.size)
  assert.deepEqual(sums.files, [{ name: "map/01 stuk.pdf", size, sha256: hash }])
  assert.equal(sums.text(), `${hash}  map/01 stuk.pdf\n`)
})

test("a file that broke off is not on the list", async () => {
  const sums = new Sums()
  async function* broken() {
    yield new Uint8Array(3)
    throw new Error("lost")
  }
  await assert.rejects(async () => {
    for await (const piece of sums.counted("x", broken())) void piece
  })
  assert.deepEqual(sums.files, [])
})

test("pieces come together in order", async () => {
  const pieces = Array.from({ length: 30 }, (_, at) => new Uint8Array(1_000_000).fill(at))
  const whole = new Uint8Array(await (await gathered(new Blob(pieces).stream())).arrayBuffer())
  assert.equal(whole.length, 30_000_000)
  assert.ok(pieces.every((piece, at) => whole[at * 1_000_000] === piece[0]))
})
