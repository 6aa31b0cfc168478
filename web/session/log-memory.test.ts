/** A log that is not the one a browser knew: what is remembered against what the server says. */
import assert from "node:assert/strict"
import { beforeEach, test } from "node:test"
import { answer, page } from "../dom.ts"
import { LogError, type State, stateOf } from "../evidence/log.ts"
import { b64, type Bytes } from "../seal/bytes.ts"
import { newSigningSeed, signingPublic } from "../seal/signing.ts"
import { checkpointOf, signed, tileOf } from "../signed-log.ts"
import { type LogLook, lookAtLog, sameLog } from "./log-memory.ts"
import { tellGuest } from "./guest-log.ts"

const ORIGIN = "court.example"
const seed = newSigningSeed()
const entries = (count: number, word = "record") => Array.from({ length: count }, (_, at) => `${word} ${at}`)

/** What a server publishes of a log of these records, signed with this key. */
interface Served { records: readonly string[]; seed: Bytes; changes?: string }

/** A page that looks, ten minutes after the one before. */
async function looked(served: Served, later = 11): Promise<LogLook> {
  minutes += later
  await serve(served)
  return lookAtLog(minutes * 60_000)
}
let minutes = 0

let asked: readonly { path: string; body: unknown }[] = []
async function serve(served: Served, others: Readonly<Record<string, () => Response>> = {}): Promise<void> {
  const tile = await tileOf(served.records)
  const key = b64(await signingPublic(served.seed))
  const note = served.records.length === 0 ? null : await checkpointOf(served.records, ORIGIN, served.seed)
  asked = answer({
    "/log-key": () => new Response(`${key}\n`),
    "/log-key/changes": () => new Response(served.changes ?? ""),
    "/checkpoint": () => new Response(note, { status: note === null ? 404 : 200 }),
    [`/tile/0/000.p/${served.records.length}`]: () => new Response(tile),
    ...others,
  })
}

beforeEach(() => page(""))

test("a log that grew is the same one, and is asked about once in ten minutes", async () => {
  const first = await looked({ records: entries(3), seed })
  assert.deepEqual([first.alarm, first.keys], [null, [b64(await signingPublic(seed))]])
  const grown: Served = { records: entries(7), seed }
  assert.equal((await looked(grown)).alarm, null)
  const again = await looked(grown, 5)
  assert.deepEqual([again.alarm, again.keys, asked.length], [null, first.keys, 0])
})

// lie log | signs with another key of its own | every browser and program that knew the log | *Our log is signed with another key than this browser knew* | proofs under that key count for nothing; told to the log
test("another key that the known one did not announce is seen, and not gone by", async () => {
  const { keys: known } = await looked({ records: entries(3), seed })
  for (const changes of ["", "zegel/log-key/v1\nrubbish\n"]) {
    const { alarm, keys } = await looked({ records: entries(4), seed: newSigningSeed(), changes })
    assert.deepEqual([alarm, keys], ["log-key", known])
  }
})

test("a key that the known one announced is gone by, and what it signs", async () => {
  await looked({ records: entries(3), seed })
  const next = newSigningSeed()
  const names = [seed, next].map(async (each) => b64(await signingPublic(each)))
  const changes = await signed(`zegel/log-key/v1\n${ORIGIN}\n${(await Promise.all(names)).join("\n")}\n`, ORIGIN, seed)
  assert.equal((await looked({ records: entries(5), seed: next, changes })).alarm, null)
  assert.equal((await looked({ records: entries(6), seed: next })).alarm, null)
})

// lie log | cuts off the newest records with their rows and checkpoints | every browser and program that saw a larger state | *Our log is shorter than it was* | told to the log; a new device cannot know
test("a log that became shorter is seen, until it is as it was", async () => {
  await looked({ records: entries(7), seed })
  for (const count of [6, 0]) assert.equal((await looked({ records: entries(count), seed })).alarm, "log-shorter")
  assert.equal((await looked({ records: entries(8), seed })).alarm, null)
})

// lie log | writes another history, or a fork for one reader | every browser and program that saw the other | *Our log tells another story than before* | told to the log; a proof that rests on the fork counts for nothing
test("another history is seen, as large or larger, and so is a proof that rests on it", async () => {
  await looked({ records: entries(4), seed })
  for (const count of [4, 9]) assert.equal((await looked({ records: entries(count, "other"), seed })).alarm, "log-forked")
  const states = async (served: Served): Promise<State> => stateOf(await checkpointOf(served.records, ORIGIN, seed), ORIGIN, await signingPublic(seed))
  for (const [count, word, holds] of [[4, "record", true], [6, "record", true], [4, "other", false], [6, "other", false]] as const) {
    const served: Served = { records: entries(count, word), seed }
    await serve(served)
    const state = await states(served)
    if (holds) await sameLog(state)
    else await assert.rejects(sameLog(state), LogError)
  }
})

// lie log | does any of these three to a guest | the guest's browser, if it saw the log before, on every page behind the door; whoever checks a receipt in such a browser | the same sentences, above the page | told to the log, but by who only checks a receipt; the letter itself is held to it as a reader's is
test("a guest is told as everybody is, and it is reported for them", async () => {
  const id = "7d1f4a52-9c3b-4e8a-8f21-0a5b6c7d8e9f"
  const words = "data:text/javascript,(globalThis.zegelWords??=[]).push({alarmLogForked:'Our log tells another story',alarmLogForkedText:'Call'})"
  const shown = () => [...document.querySelectorAll("[data-alarm]:not([hidden])")].map((element) => element.textContent)
  page(`<main><p>Letter</p></main><template id="log-alarm" data-log="${words}"><div><p></p><p></p></div></template>`)
  minutes = 0
  const served: Served = { records: entries(4), seed }
  await serve(served)
  await lookAtLog(Date.now() - 11 * 60_000)
  await serve({ ...served, records: entries(6, "other") }, { [`/api/guests/${id}/alarms`]: () => new Response(null, { status: 204 }) })
  await tellGuest(id)
  assert.deepEqual(shown(), ["Our log tells another storyCall"])
  assert.deepEqual(asked.filter(({ path }) => path.endsWith("/alarms")).map(({ body }) => body), [{ code: "log-forked" }])
  // The log of before again, and a server that does not answer: nothing is said.
  for (const element of document.querySelectorAll("[data-alarm=log-forked]")) element.remove()
  for (const answers of [{}, { "/checkpoint": () => new Response("busy", { status: 503 }) }]) {
    await serve(served, answers)
    await tellGuest(id)
  }
  assert.deepEqual(shown(), [])
})
