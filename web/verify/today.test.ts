/** What was checked, against the log of today and the witnesses that saw it. */
import assert from "node:assert/strict"
import { beforeEach, test } from "node:test"
import { answer, page } from "../dom.ts"
import { type State, stateOf } from "../evidence/log.ts"
import { b64 } from "../seal/bytes.ts"
import { newSigningSeed, signingPublic } from "../seal/signing.ts"
import { lookAtLog } from "../session/log-memory.ts"
import { checkpointOf, tileOf, witnesses } from "../signed-log.ts"
import { compared } from "./today.ts"

const ORIGIN = "court.example"
const seed = newSigningSeed()
const log = { origin: ORIGIN, keys: [b64(await signingPublic(seed))] }
const { policy, cosigned } = await witnesses([newSigningSeed(), newSigningSeed(), newSigningSeed()])
const records = (count: number, word = "record") => Array.from({ length: count }, (_, at) => `${word} ${at}`)
const checkpoint = (of: readonly string[]) => checkpointOf(of, ORIGIN, seed)
const stateWith = async (of: readonly string[]): Promise<State> => stateOf(await checkpoint(of), ORIGIN, await signingPublic(seed))
const HOUR = 3_600_000

/** A script is run once for each address. */
let pages = 0

/** The page that checks, of a site with these witnesses. */
function site(witnessed: string): void {
  const words = `data:text/javascript,(globalThis.zegelWords??=[]).push(${encodeURIComponent(JSON.stringify({ witnessPolicy: witnessed }))})//${(pages += 1)}`
  page(`<template id="log-alarm" data-log="${words}"></template>`)
}

/** What the server answers: the state it publishes, cosigned by some so many hours ago, and the tiles of the log it has. */
async function serve(published: readonly string[], by: readonly number[], hours = 0, has = published): Promise<void> {
  const note = await cosigned(await checkpoint(published), by, new Date(Date.now() - hours * HOUR))
  const tiles = await Promise.all(records(9).map(async (_, at) => [`/tile/0/000.p/${at + 1}`, await tileOf(has.slice(0, at + 1))] as const))
  answer({
    "/checkpoint": () => new Response(note),
    "/log-key": () => new Response(log.keys[0]),
    ...Object.fromEntries(tiles.map(([path, tile], at) => [path, () => (at < has.length ? new Response(tile) : new Response("none", { status: 404 }))])),
  })
}

beforeEach(() => site(policy))

test("what is in the log that two of three cosigned today holds", async () => {
  await serve(records(6), [0, 2], 23)
  assert.equal(await compared([await stateWith(records(4)), await stateWith(records(6))], log), "holds")
})

// lie log | shows who checks a receipt, an export or a judgment on `/verify` a log of its own in which a false one stands | that page, without an account and on a first visit | *not enough witnesses outside have confirmed that log today* | nothing is called right
test("a fork in which a false receipt stands was seen by no quorum, and a log that stands still by none today", async () => {
  for (const [by, hours] of [[[], 0], [[1], 0], [[0, 1, 2], 25]] as const) {
    await serve(records(6, "forged"), by, hours)
    assert.equal(await compared([await stateWith(records(4, "forged"))], log), "unwitnessed")
  }
})

test("what witnesses cosigned of the true log vouches for no false receipt, shorter or longer", async () => {
  for (const count of [2, 4, 6]) {
    await serve(records(4), [0, 1, 2])
    assert.equal(await compared([await stateWith(records(count, "forged"))], log), "rewritten")
  }
})

test("a receipt some seconds ahead of what they saw is no alarm, and one that the log has no more is", async () => {
  await serve(records(4), [0, 1, 2], 0, records(6))
  assert.equal(await compared([await stateWith(records(6))], log), "unwitnessed")
  await serve(records(4), [0, 1, 2])
  assert.equal(await compared([await stateWith(records(6))], log), "rewritten")
})

test("another log than this browser knew is told, also within the ten minutes in which it does not look", async () => {
  await serve(records(5), [0, 1])
  await lookAtLog()
  await serve(records(6, "forged"), [0, 1])
  assert.equal(await compared([await stateWith(records(6, "forged"))], log), "rewritten")
})

test("where nobody witnesses only the log counts, and without an answer it is said", async () => {
  site("quorum none\n")
  await serve(records(6), [])
  assert.equal(await compared([await stateWith(records(4))], log), "holds")
  answer({ "/checkpoint": () => new Response("busy", { status: 503 }) })
  assert.equal(await compared([await stateWith(records(4))], log), "offline")
  site("rubbish\n")
  await serve(records(6), [0, 1])
  assert.equal(await compared([await stateWith(records(4))], log), "unwitnessed")
})
