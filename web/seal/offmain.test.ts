import assert from "node:assert/strict"
import test, { afterEach, beforeEach } from "node:test"
import { SealClient, WorkerLost } from "./offmain.ts"
import type { Request } from "./protocol.ts"

const real = globalThis.Worker
let running: BrowserWorker[] = []

/** A worker as a browser has it: silent for ever when it died; a sum waits for the bytes of the sealing worker. */
class BrowserWorker {
  static online = true
  onmessage: ((event: { data: unknown }) => void) | null = null
  onerror: ((event: { message: string }) => void) | null = null
  #alive = BrowserWorker.online
  #waitsFor: MessagePort | undefined

  constructor() {
    running.push(this)
    if (!this.#alive) setTimeout(() => this.onerror?.({ message: "" }))
  }

  postMessage({ id, task, ask }: Request): void {
    if (!this.#alive || this.#waitsFor !== undefined) return
    const answer = (given: unknown) => setTimeout(() => this.#alive && this.onmessage?.({ data: { id, kind: "answer", answer: given } }))
    if (task === "sumFile") {
      this.#waitsFor = ask.from
      ask.from.onmessage = () => {
        ask.from.close()
        this.#waitsFor = undefined
        answer("the sum")
      }
    } else if (task === "sealFile") {
      ask.sumAt.postMessage(new Uint8Array(1))
      ask.sumAt.close()
      answer({ size: 1 })
    } else answer(new Blob(["plain"]))
  }

  terminate(): void {
    running = running.filter((worker) => worker !== this)
    this.#waitsFor?.close()
    this.#alive = false
  }
}

beforeEach(() => {
  globalThis.Worker = BrowserWorker as unknown as typeof Worker
  BrowserWorker.online = true
})
afterEach(() => {
  globalThis.Worker = real
  assert.equal(running.length, 0)
})

const open = (client: SealClient) => client.openFile(new Blob(), [], { size: 5, sha256: "" })

test("a worker that could not start is not kept: with the connection back the next file opens", async () => {
  BrowserWorker.online = false
  const client = new SealClient("/workers/seal.worker.js")
  await assert.rejects(open(client), WorkerLost)
  await assert.rejects(open(client), WorkerLost)
  BrowserWorker.online = true
  assert.equal(await (await open(client)).text(), "plain")
  client.close()
})

test("a sealing worker that died leaves no sum waiting for it", async () => {
  BrowserWorker.online = false
  const client = new SealClient("/workers/seal.worker.js")
  BrowserWorker.online = true
  await assert.rejects(client.sealFile(new Blob(["a"]), []), WorkerLost)
  assert.equal((await client.sealFile(new Blob(["a"]), [])).plainSha256, "the sum")
  client.close()
})

test("a worker that dies at work refuses what it was asked, and only that", async () => {
  const client = new SealClient("/workers/seal.worker.js")
  const asked = open(client)
  running[0]?.onerror?.({ message: "out of memory" })
  await assert.rejects(asked, WorkerLost)
  assert.equal(await (await open(client)).text(), "plain")
  client.close()
})
