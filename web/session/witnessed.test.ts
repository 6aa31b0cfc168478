/** What witnesses outside vouch for, held against the log of evidence that one browser is shown. */
import assert from "node:assert/strict"
import { beforeEach, test } from "node:test"
import { answer, page } from "../dom.ts"
import { texts } from "../page/words.ts"
import { b64 } from "../seal/bytes.ts"
import { newSigningSeed, signingPublic } from "../seal/signing.ts"
import { checkpointOf, tileOf, witnesses } from "../signed-log.ts"
import { lookAtLog } from "./log-memory.ts"
import { tellGuest } from "./guest-log.ts"
import { pinnedPolicy } from "./witness-pin.ts"
import { isWitnessed } from "./witnessed.ts"

const ORIGIN = "court.example"
const seed = newSigningSeed()
const { policy, cosigned } = await witnesses([newSigningSeed(), newSigningSeed(), newSigningSeed()])
const NOW = Date.now(), HOUR = 3_600_000
const records = (count: number, word = "record") => Array.from({ length: count }, (_, at) => `${word} ${at}`)

/** What the server answers: its log, and the note it publishes of one. */
async function serve(log: readonly string[], note: string | null) {
  const key = b64(await signingPublic(seed)), tile = await tileOf(log), forged = await tileOf(records(4, "forged"))
  return answer({
    "/log-key": () => new Response(key),
    "/checkpoint": () => (note === null ? new Response("none", { status: 404 }) : new Response(note)),
    "/tile/0/000.p/4": () => new Response(forged),
    [`/tile/0/000.p/${log.length}`]: () => new Response(tile),
  })
}

const seen = async (log: readonly string[], by: readonly number[], hours = 0) =>
  cosigned(await checkpointOf(log, ORIGIN, seed), by, new Date(NOW - hours * HOUR))

beforeEach(() => {
  page("")
  texts()["witnessPolicy"] = policy
})

test("a log that two of three cosigned today is believed, and looked at again after ten minutes", async () => {
  const asked = await serve(records(4), await seen(records(4), [0, 2], 23))
  assert.equal(await isWitnessed(NOW), true)
  const before = asked.length
  assert.equal(await isWitnessed(NOW + 9 * 60_000), true)
  assert.equal(asked.length, before)
  await serve(records(4), await seen(records(4), [1]))
  assert.equal(await isWitnessed(NOW + 11 * 60_000), false)
})

test("where nobody witnesses nothing is asked", async () => {
  texts()["witnessPolicy"] = "quorum none\n"
  await serve(records(2), await checkpointOf(records(2), ORIGIN, seed))
  assert.equal(await isWitnessed(NOW), true)
})

// lie log | forks the log of evidence for one browser, from its first visit on or later | whoever logs in there, once a page stands | *No witness outside has confirmed the log that we show you*, and to compare a receipt with somebody else | nothing: witnesses that are down must not stop a filing; told to the log (`log-unwitnessed`)
// lie log | shows it, beside the fork, the state that witnesses cosigned of the log that others see | the same, as the one is not part of the other | the same | the same
// lie log | lets a log stand still for somebody, so that what is recorded never shows there | the same, a day after the last word of the witnesses | the same | the same
test("a fork for one browser was seen by no witness, from its first visit on", async () => {
  for (const by of [[], [0]]) {
    page("")
    texts()["witnessPolicy"] = policy
    await serve(records(4, "forged"), await seen(records(4, "forged"), by))
    assert.equal(await isWitnessed(NOW), false)
  }
})

test("what they cosigned of the true log vouches for no other that this browser was shown", async () => {
  await serve(records(4, "forged"), await checkpointOf(records(4, "forged"), ORIGIN, seed))
  assert.equal((await lookAtLog(NOW)).alarm, null)
  for (const log of [records(4), records(3), records(6)]) {
    await serve(log, await seen(log, [0, 1, 2]))
    assert.equal(await isWitnessed(NOW), false)
  }
})

test("a log that stands still for somebody is doubted after a day, and one that is gone at once", async () => {
  await serve(records(4), await seen(records(4), [0, 1], 25))
  assert.equal(await isWitnessed(NOW), false)
  await serve(records(4), null)
  assert.equal(await isWitnessed(NOW), false)
})

const GUEST = "7d1f4a52-9c3b-4e8a-8f21-0a5b6c7d8e9f"

/** A script is run once for each address. */
let pages = 0

/** The pages of a guest, at a site that names these witnesses. */
function guestPage(named: string): void {
  const said = { witnessPolicy: named, alarmLogUnwitnessed: "No witness", alarmLogWitnesses: "Other witnesses", logWitnessesNamed: "Named now: {names}." }
  const words = `data:text/javascript,(globalThis.zegelWords??=[]).push(${encodeURIComponent(JSON.stringify(said))})//${(pages += 1)}`
  const box = "<div><p></p><p></p><div hidden data-go-by><p data-go-by-names></p><button></button></div></div>"
  page(`<main></main><template id="log-alarm" data-log="${words}">${box}</template>`)
}

/** What is said above a guest's page, and told for them, of a log that is cosigned by some. */
async function guestHears(log: readonly string[], by: readonly number[]) {
  const asked = await serve(log, await seen(log, by))
  const answers = globalThis.fetch, told: unknown[] = []
  globalThis.fetch = (async (path: string, init: RequestInit = {}) => {
    if (path !== `/api/guests/${GUEST}/alarms`) return answers(path, init)
    told.push(JSON.parse(String(init.body)).code)
    return new Response(null, { status: 204 })
  }) as typeof fetch
  await tellGuest(GUEST)
  const shown = [...document.querySelectorAll<HTMLElement>("[data-alarm]")].map(({ dataset }) => dataset["alarm"])
  return { asked, told, shown }
}

// lie log | does either of these to a guest, or to who checks a receipt without an account | their browser, on a first visit too, on every page behind the guest's door and on `/verify` | the same sentence, above the page | told to the log, but by who only checks a receipt
test("a guest is told of a log that no quorum saw, on a first visit, and hears nothing of one that it did", async () => {
  guestPage(policy)
  const forked = await guestHears(records(4, "forged"), [1])
  assert.deepEqual([forked.shown, forked.told], [["log-unwitnessed"], ["log-unwitnessed"]])
  guestPage(policy)
  const same = await guestHears(records(4), [0, 1])
  assert.deepEqual([same.shown, same.told], [[], []])
})

test("a guest at whose site nobody witnesses is told nothing of it", async () => {
  guestPage("quorum none\n")
  const { shown } = await guestHears(records(4), [])
  assert.deepEqual(shown, [])
})

// lie log | names witnesses of its own to a guest | the guest's browser, if it went by others | *Other witnesses watch our log of keys than before*, and who they are | the witnesses of before go on counting until the guest confirms others there; told to the log
test("a guest who went by other witnesses is asked whether to go by these", async () => {
  const theirs = (await witnesses([newSigningSeed(), newSigningSeed()])).policy
  guestPage(policy)
  await guestHears(records(4), [0, 1])
  // The next page, in the same browser.
  const kept = { ...localStorage }
  guestPage(theirs)
  for (const [place, value] of Object.entries(kept)) localStorage.setItem(place, value)
  const { shown, told } = await guestHears(records(4), [0, 1])
  assert.deepEqual([shown, told], [["log-witnesses"], ["log-witnesses"]])
  assert.match(document.querySelector("[data-go-by]:not([hidden])")?.textContent ?? "", /Named now: w0.example, w1.example/)
  assert.equal(pinnedPolicy(), policy)
  document.querySelector<HTMLElement>("[data-go-by] button")?.click()
  assert.deepEqual([pinnedPolicy(), document.querySelector("[data-alarm]")], [theirs, null])
})
