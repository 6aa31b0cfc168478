// WebKit's streams cannot be iterated over (Safari up to 26.6): what reads them may not count on it.
import assert from "node:assert/strict"
import test, { after, before } from "node:test"
import { downloadZip } from "client-zip"
import { gathered } from "../export/sink.ts"
import { Problem } from "../page/server.ts"
import { fetchSealed } from "./letter.ts"

const stream = ReadableStream.prototype as Partial<ReadableStream>
const { values, [Symbol.asyncIterator]: iterator } = stream
const fetched = globalThis.fetch

before(() => {
  delete stream.values
  delete stream[Symbol.asyncIterator]
  Object.assign(globalThis, { document: { getElementById: () => null } })
})
after(() => {
  Object.assign(stream, { values, [Symbol.asyncIterator]: iterator })
  globalThis.fetch = fetched
})

function answers(...pieces: (string | Error)[]): void {
  globalThis.fetch = async () => new Response(new ReadableStream({
    pull(controller) {
      const [piece] = [pieces.shift()]
      if (piece === undefined) controller.close()
      else if (piece instanceof Error) controller.error(piece)
      else controller.enqueue(new TextEncoder().encode(piece))
    },
  }))
}

test("a sealed file comes in whole, and tells how far it is", async () => {
  answers("abc", "de")
  const told: number[] = []
  assert.equal(await (await fetchSealed("/x", 5, (done) => told.push(done))).text(), "abcde")
  assert.deepEqual(told, [3, 5])
})

test("a road that breaks is the network's fault, a fault of the page is not", async () => {
  answers("abc", new TypeError("network error"))
  await assert.rejects(fetchSealed("/x", 5, () => {}), Problem)
  answers("abc")
  await assert.rejects(fetchSealed("/x", 5, () => { throw new RangeError("ours") }), RangeError)
})

test("a ZIP is gathered", async () => {
  const zip = downloadZip([{ name: "a.txt", input: "inhoud" }]).body
  assert.ok(zip)
  assert.match(await (await gathered(zip)).text(), /^PK[\s\S]*inhoud/)
})
