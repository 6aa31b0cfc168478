import assert from "node:assert/strict"
import test, { mock } from "node:test"
import { answer, json, page } from "../dom.ts"
import { startNews } from "./news.ts"
import { turnOff, turnOn, wish } from "./notifying.ts"

const BODY = `<p data-news="B" data-seen-to="1_a" data-unread="2"><a data-news-link hidden><span data-news-words></span></a></p>
<li data-row="old" data-state="1"></li><template id="texts" data-news-one="one new" data-news-many="{n} new" data-news-notice="notice"></template>`
const PATH = "/api/boxes/B/news?after=1_a&entry=old"

let heard: unknown[]

function started(answers: () => Response): ReturnType<typeof answer> {
  mock.timers.reset()
  mock.timers.enable({ apis: ["setInterval"] })
  page(BODY)
  document.title = "Inbox"
  const asked = answer({ [PATH]: answers })
  heard = []
  startNews(async (...told) => void heard.push(told))
  return asked
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

async function minute(): Promise<void> {
  mock.timers.tick(60_000)
  for (let turn = 0; turn < 5; turn++) await settled()
}

test("new mail is counted in the title and said, without keeping the session alive", async () => {
  const asked = started(() => json({ unread: ["new", "newer", "old"], states: [{ entry: "old", state: "2" }] }))
  assert.equal(document.title, "(2) Inbox")
  await minute()
  assert.equal(document.title, "(4) Inbox")
  assert.equal(document.querySelector("[data-news-words]")?.textContent, "2 new")
  assert.equal(asked.length, 1)
  assert.deepEqual(heard, [["B", [{ entry: "old", state: "2" }]]])
  assert.equal(new Headers(asked[0]?.init.headers).get("zegel-background"), "1")
})

test("nothing new says nothing, and a server that is away is asked again", async () => {
  let times = 0
  started(() => (times++ === 0 ? json({ code: "down" }, 503) : json({ unread: [], states: [] })))
  await minute()
  await minute()
  assert.equal(times, 2)
  assert.equal(document.title, "(2) Inbox")
  assert.equal(document.querySelector<HTMLElement>("[data-news-link]")?.hidden, true)
})

test("whoever may no longer look is asked nothing more", async () => {
  const asked = started(() => json({ code: "login" }, 401))
  await minute()
  await minute()
  assert.equal(asked.length, 1)
})

/** A browser that was asked and shows notifications, and what it showed. */
function notifying(permission: NotificationPermission, hidden: boolean): unknown[][] {
  const shown: unknown[][] = []
  class Notice extends EventTarget {
    static permission: NotificationPermission = permission
    static requestPermission(): Promise<NotificationPermission> {
      return Promise.resolve(permission)
    }
    constructor(...said: unknown[]) {
      super()
      shown.push(said)
    }
  }
  Object.assign(globalThis, { Notification: Notice })
  Object.defineProperty(document, "hidden", { configurable: true, value: hidden })
  return shown
}

const oneMore = () => json({ unread: ["new"], states: [] })

test("who asked for it hears from the browser that there is mail and nothing of it, once for each message more", async () => {
  started(oneMore)
  const shown = notifying("granted", true)
  assert.equal(wish(), "off")
  assert.equal(await turnOn(), "on")
  shown.length = 0
  await minute()
  await minute()
  assert.deepEqual(shown, [["notice", { tag: "zegel-news" }]])
  turnOff()
})

test("nobody hears of it who did not ask, who refused, or who is looking", async () => {
  const told = async (permission: NotificationPermission, hidden: boolean, asks: boolean) => {
    started(oneMore)
    const shown = notifying(permission, hidden)
    if (asks) await turnOn()
    shown.length = 0
    await minute()
    turnOff()
    return shown.length
  }
  assert.deepEqual([await told("granted", true, false), await told("denied", true, true), await told("granted", false, true)], [0, 0, 0])
  notifying("denied", false)
  assert.equal(await turnOn(), "refused")
})

test("a browser that has the name and refuses the thing, as on phones, is said to be impossible", async () => {
  notifying("granted", false)
  const { Notification: Granted } = globalThis
  Object.assign(globalThis, { Notification: new Proxy(Granted, { construct: () => { throw new TypeError("Illegal constructor") } }) })
  assert.equal(await turnOn(), "impossible")
  assert.equal(wish(), "off")
})
