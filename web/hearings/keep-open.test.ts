import assert from "node:assert/strict"
import { test } from "node:test"
import { page } from "../dom.ts"
import { keepOpen } from "./keep-open.ts"

test("without a connection the sheet says that it must stay open, and asks before it is left", () => {
  const window = page("<p id=note hidden></p>")
  const note = window.document.getElementById("note") as unknown as HTMLElement
  let loose = false
  let online = true
  Object.defineProperty(globalThis.navigator, "onLine", { configurable: true, get: () => online })
  keepOpen(note, () => loose)
  const asks = () => {
    const event = new window.Event("beforeunload", { cancelable: true })
    window.dispatchEvent(event)
    return event.defaultPrevented
  }
  const goes = (to: "online" | "offline") => {
    online = to === "online"
    window.dispatchEvent(new window.Event(to))
  }
  assert.deepEqual([note.hidden, asks()], [true, false])
  goes("offline")
  assert.deepEqual([note.hidden, asks()], [false, true])
  goes("online")
  assert.deepEqual([note.hidden, asks()], [true, false])
  loose = true
  assert.equal(asks(), true)
})
