import assert from "node:assert/strict"
import test from "node:test"
import type { SealedRecord } from "./sealed-store.ts"
import { bringOver, pause, type Refused, type Road, type Transport } from "./transfer.ts"
import type { UploadOut } from "../wire/api.ts"

const RECORD: SealedRecord = {
  key: "k", sealed: new Blob([new Uint8Array(23)]), size: 20, sha256: "p", sealedSize: 23, sealedSha256: "s",
  object: null, stored: false, at: 0,
}

const refusal = (code: string, retry: boolean, status = 422): Refused => ({ code, retry, status })
const lost = refusal("network", true, 0)

/** A server of memory, with parts of ten bytes; `trouble` is thrown, one at a time, before the named step. */
class Server implements Transport {
  readonly parts = new Set<number>()
  readonly log: string[] = []
  begun = 0
  stored = false
  readonly trouble: [step: string, error: Refused][]

  constructor(...trouble: [string, Refused][]) {
    this.trouble = trouble
  }

  async begin(): Promise<UploadOut> {
    this.#step("begin")
    this.begun++
    this.parts.clear()
    return this.#state()
  }

  async progress(): Promise<UploadOut> {
    this.#step("progress")
    return this.#state()
  }

  async part(_id: string, number: number, body: Blob): Promise<void> {
    this.#step(`part ${number}`)
    assert.equal(body.size, number === 3 ? 3 : 10)
    this.parts.add(number)
  }

  async finish(): Promise<UploadOut> {
    this.#step("finish")
    assert.equal(this.parts.size, 3)
    this.stored = true
    return this.#state()
  }

  async discard(): Promise<void> {}

  #state(): UploadOut {
    return { id: `o${this.begun}`, partSize: 10, size: 23, parts: [...this.parts], stored: this.stored }
  }

  #step(step: string): void {
    this.log.push(step)
    const [next] = this.trouble
    if (next?.[0] !== step) return
    this.trouble.shift()
    throw next[1]
  }
}

function roadOf(transport: Transport): Road & { waited: number[]; kept: SealedRecord[] } {
  const waited: number[] = []
  const kept: SealedRecord[] = []
  return {
    transport, waited, kept,
    keep: async (record) => void kept.push(record),
    wait: async (milliseconds) => void waited.push(milliseconds),
    told: () => {},
    waits: () => {},
  }
}

const bring = (server: Server, road = roadOf(server), record = RECORD) => bringOver(record, road, new AbortController().signal)

test("a good road: announced, three parts, finished, remembered", async () => {
  const server = new Server()
  const road = roadOf(server)
  const record = await bring(server, road)
  assert.deepEqual(server.log, ["begin", "part 1", "part 2", "part 3", "finish"])
  assert.equal(record.object, "o1")
  assert.equal(record.stored, true)
  assert.deepEqual(road.kept.at(-1), record)
})

test("after a lost connection only what is missing is sent again", async () => {
  const server = new Server(["part 2", lost])
  const road = roadOf(server)
  await bring(server, road)
  assert.deepEqual(server.log, ["begin", "part 1", "part 2", "progress", "part 2", "part 3", "finish"])
  assert.deepEqual(road.waited, [1000])
})

test("waiting gets longer while nothing moves, and begins short again after a step", async () => {
  const server = new Server(["begin", lost], ["begin", lost], ["begin", lost], ["part 3", lost])
  const road = roadOf(server)
  await bring(server, road)
  assert.deepEqual(road.waited, [1000, 2000, 4000, 1000])
})

test("an upload the server has swept is announced anew", async () => {
  const server = new Server(["progress", refusal("upload-unknown", false, 404)])
  const record = await bring(server, roadOf(server), { ...RECORD, object: "old" })
  assert.equal(record.object, "o1")
})

test("damaged three times is given up", async () => {
  const damaged = refusal("upload-damaged", false)
  const server = new Server(["finish", damaged], ["finish", damaged], ["finish", damaged])
  await assert.rejects(bring(server), damaged)
})

test("what a retry cannot help is not retried", async () => {
  const large = refusal("upload-too-large", false, 413)
  const server = new Server(["begin", large])
  await assert.rejects(bring(server), large)
  assert.deepEqual(server.log, ["begin"])
})

test("a lost answer to the last step is asked for, not sent again", async () => {
  const server = new Server(["finish", lost])
  const road = roadOf(server)
  server.stored = false
  const before = server.finish.bind(server)
  let first = true
  server.finish = async () => {
    if (!first) return before()
    first = false
    server.stored = true
    throw lost
  }
  await bring(server, road)
  assert.deepEqual(server.log.filter((step) => step === "finish"), [])
})

test("the server's own pause goes before", () => {
  assert.equal(pause(5, { ...lost, after: 7 }), 7000)
  assert.equal(pause(20, lost), 60_000)
})
