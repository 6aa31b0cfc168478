import assert from "node:assert/strict"
import { test } from "node:test"
import { page } from "../dom.ts"
import { keepOpen } from "./keep-open.ts"

test("without a connection the sheet says whether it can be loaded again, and asks before what would be lost is left", (context) => {
  context.mock.timers.enable({ apis: ["setInterval"] })
  const window = page("<p id=open hidden></p><p id=go-on hidden></p>")
  window.document.body.dataset["idleSeconds"] = "900"
  const place = (id: string) => window.document.getElementById(id) as unknown as HTMLElement
  const places = { open: place("open"), goOn: place("go-on") }
  let loose = false
  let online = true
  let kept = false
  Object.defineProperty(globalThis.navigator, "onLine", { configurable: true, get: () => online })
  const show = keepOpen(places, { loose: () => loose, kept: () => kept })
  const said = () => {
    const event = new window.Event("beforeunload", { cancelable: true })
    window.dispatchEvent(event)
    assert.equal(window.document.body.dataset["idleSeconds"], online ? "900" : "3600")
    return [!places.open.hidden, !places.goOn.hidden, event.defaultPrevented]
  }
  const goes = (to: "online" | "offline") => {
    online = to === "online"
    window.dispatchEvent(new window.Event(to))
  }
  assert.deepEqual(said(), [false, false, false])
  goes("offline")
  assert.deepEqual(said(), [true, false, true])
  kept = true
  show()
  assert.deepEqual(said(), [false, true, false])
  loose = true
  assert.deepEqual(said(), [false, true, true])
  goes("online")
  assert.deepEqual(said(), [false, false, true])
})
