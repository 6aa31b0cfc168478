// What a sheet keeps in the browser takes no room from what is noted on it.
import assert from "node:assert/strict"
import { test } from "node:test"
import { page } from "../dom.ts"
import { hasRoom, keepPage } from "./kept.ts"

/** A browser that has so much room, and has used so much of it. */
function browser(estimate: (() => Promise<StorageEstimate>) | undefined): void {
  page("")
  Object.defineProperty(navigator, "storage", { value: estimate === undefined ? undefined : { estimate }, configurable: true })
}

test("a page is kept where room for what is noted is left, and where a browser does not say", async () => {
  for (const [quota, usage, room] of [[1e9, 1e6, true], [20e6, 1e6, true], [20e6, 15e6, false], [1e6, 0, false]] as const) {
    browser(() => Promise.resolve({ quota, usage }))
    assert.equal(await hasRoom(), room, `${usage} of ${quota}`)
  }
  for (const silent of [undefined, () => Promise.resolve({}), () => Promise.reject(new TypeError("refused"))]) {
    browser(silent)
    assert.equal(await hasRoom(), true)
  }
})

test("in a browser that is full nothing is fetched to be kept, and no worker begun", async () => {
  browser(() => Promise.resolve({ quota: 1e6, usage: 1e6 }))
  let begun = 0
  Object.defineProperty(navigator, "serviceWorker", { value: { register: () => Promise.resolve((begun += 1)) }, configurable: true })
  globalThis.fetch = () => Promise.resolve(new Response(`"/static/build/offline/sheet-1.js"`, { status: 200, headers: { "x-asked": String((begun += 1)) } }))
  const keeping = { case: "c", worker: "/static/build/offline/sheet-1.js", identity: "i", recipient: "r", leaving: new AbortController().signal }
  assert.equal(await keepPage(keeping), false)
  assert.equal(begun, 0)
})
