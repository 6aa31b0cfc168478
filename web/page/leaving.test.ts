import assert from "node:assert/strict"
import test from "node:test"
import { answer, page } from "../dom.ts"
import { guardLeave, onConnection, showConnection } from "./leaving.ts"
import { api, Problem } from "./server.ts"

test("a page that is being left gives no error for what the browser cut off", async () => {
  const window = page("")
  answer({})
  await assert.rejects(api("/api/before"), Problem)
  window.dispatchEvent(new window.Event("pagehide"))
  const silent = await Promise.race([api("/api/after").then(() => "answered", () => "failed"), new Promise((done) => setTimeout(done, 30, "silent"))])
  assert.equal(silent, "silent")
  window.dispatchEvent(new window.Event("pageshow"))
  await assert.rejects(api("/api/back"), Problem)
})

test("the banner stands there for as long as there is no connection", () => {
  const window = page('<div id="offline" hidden></div><div id="live"></div>')
  showConnection()
  const banner = window.document.getElementById("offline") as unknown as HTMLElement
  assert.equal(banner.hidden, true)
  window.dispatchEvent(new window.Event("offline"))
  assert.equal(banner.hidden, false)
  window.dispatchEvent(new window.Event("online"))
  assert.equal(banner.hidden, true)
})

test("who listens to the connection can stop", () => {
  const window = page("")
  const heard: boolean[] = []
  const stop = onConnection((online) => heard.push(online))
  window.dispatchEvent(new window.Event("offline"))
  stop()
  window.dispatchEvent(new window.Event("online"))
  assert.deepEqual(heard, [false])
})

test("leaving is asked about only while something would be lost", () => {
  const window = page("")
  let dirty = true
  guardLeave(() => dirty)
  const left = () => {
    const event = new window.Event("beforeunload", { cancelable: true })
    window.dispatchEvent(event)
    return event.defaultPrevented
  }
  assert.equal(left(), true)
  dirty = false
  assert.equal(left(), false)
})
