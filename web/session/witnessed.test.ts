/** What witnesses outside vouch for, held against the log of evidence that one browser is shown. */
import assert from "node:assert/strict"
import { beforeEach, test } from "node:test"
import { answer, page } from "../dom.ts"
import { texts } from "../page/words.ts"
import { b64 } from "../seal/bytes.ts"
import { newSigningSeed, signingPublic } from "../seal/signing.ts"
import { checkpointOf, tileOf, witnesses } from "../signed-log.ts"
import { lookAtLog } from "./log-memory.ts"
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
