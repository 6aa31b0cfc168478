/** What witnesses outside vouch for, held against a log of keys that is a fork, stands still, or is watched by others. */
import assert from "node:assert/strict"
import { beforeEach, test } from "node:test"
import { answer, page } from "../dom.ts"
import { LogError, stateOf } from "../evidence/log.ts"
import { policyOf, quorumMoment } from "../evidence/witnesses.ts"
import { texts } from "../page/words.ts"
import { b64 } from "../seal/bytes.ts"
import { newSigningSeed, signingPublic } from "../seal/signing.ts"
import { checkpointOf, tileOf, witnesses } from "../signed-log.ts"
import { goByNamed, namedWitnesses, otherWitnesses, pinnedPolicy } from "./witness-pin.ts"
import { vouchedFor, type Vouched } from "./witnesses.ts"

const ORIGIN = "court.example", KEYS = `${ORIGIN}/keys`
const seed = newSigningSeed()
const seeds = [newSigningSeed(), newSigningSeed(), newSigningSeed()]
const { policy, cosigned } = await witnesses(seeds)
const NOW = new Date()
const AGO = (hours: number) => new Date(NOW.getTime() - hours * 3_600_000)
const entries = (count: number, word = "entry") => Array.from({ length: count }, (_, at) => `${word} ${at}`)

/** The page names these witnesses, as its list of sentences would. */
function named(text: string): void {
  texts()["witnessPolicy"] = text
}

interface Shown { log: readonly string[]; witnessed?: readonly string[]; by?: readonly number[]; at?: Date; last?: number; key?: typeof seed }

/** What a browser that is shown this log makes of it. */
async function verdict({ log, witnessed = log, by = [0, 1], at = NOW, last = log.length - 1, key = seed }: Shown): Promise<Vouched> {
  const evidence = await checkpointOf(["record"], ORIGIN, seed), tile = await tileOf(log)
  const own = b64(await signingPublic(seed))
  answer({
    "/log-key": () => new Response(own), "/checkpoint": () => new Response(evidence),
    [`/keys/tile/0/000.p/${log.length}`]: () => new Response(tile),
  })
  const state = await stateOf(await checkpointOf(log, KEYS, seed), KEYS, await signingPublic(seed))
  const note = by.length === 0 ? null : await cosigned(await checkpointOf(witnessed, KEYS, key), by, at)
  return vouchedFor(note, state, last, NOW.getTime())
}

beforeEach(() => {
  page("")
  named(policy)
})

test("two of three witnesses are enough, whichever, also for what they saw before the newest entry", async () => {
  for (const by of [[0, 1], [1, 2], [0, 2], [0, 1, 2]]) assert.equal(await verdict({ log: entries(4), by }), "vouched")
  assert.equal(await verdict({ log: entries(6), witnessed: entries(4), last: 3 }), "vouched")
  assert.equal(await verdict({ log: entries(6), witnessed: entries(4), at: AGO(23), last: 3 }), "vouched")
})

// lie log | forks the log of keys for one browser from its first visit on: an entry that no witness saw, or that only one is said to have seen | whoever writes to them, before anything is sealed | *No witness outside has confirmed the key of …*, and to compare the number by telephone | nothing: witnesses that are down must not stop a filing; told to the log
test("a fork that the witnesses did not cosign is seen, whatever it shows of them", async () => {
  const fork = [...entries(3), "the server's own"]
  assert.equal(await verdict({ log: fork, by: [] }), "unwitnessed")
  assert.equal(await verdict({ log: fork, by: [0] }), "unwitnessed")
  // Their word about the log that others see, beside the fork: its entry is not in that, or that is not part of it.
  assert.equal(await verdict({ log: fork, witnessed: entries(3) }), "unwitnessed")
  assert.equal(await verdict({ log: fork, witnessed: entries(4) }), "unwitnessed")
  assert.equal(await verdict({ log: fork, witnessed: entries(4), last: 2 }), "unwitnessed")
  // Cosigned, but signed by another log.
  assert.equal(await verdict({ log: fork, witnessed: fork, key: newSigningSeed() }), "unwitnessed")
})

test("a signature that is not the witness's vouches for nothing, and neither does one that names another moment", async () => {
  const { cosigned: forged } = await witnesses(seeds.map(() => newSigningSeed()))
  const note = await checkpointOf(entries(2), KEYS, seed)
  assert.equal(await quorumMoment(await policyOf(policy), await forged(note, [0, 1], NOW)), null)
  const good = await cosigned(note, [0, 1], NOW)
  const lines = good.split("\n").map((line) => {
    if (!line.startsWith("\u2014 w0")) return line
    const [dash, name, text = ""] = line.split(" ")
    const bytes = Buffer.from(text, "base64")
    bytes[11]! ^= 1
    return [dash, name, bytes.toString("base64")].join(" ")
  })
  await assert.rejects(async () => quorumMoment(await policyOf(policy), lines.join("\n")), LogError)
})

// lie log | shows an old state of the log of keys, and keeps the newer ones from a browser that never saw them | whoever writes to somebody, a day later | *The witnesses of our log of keys have been silent for more than a day* | nothing, for the same reason; told to the log. Within the day nothing shows it
test("witnesses that have been silent for more than a day are told of", async () => {
  assert.equal(await verdict({ log: entries(4), at: AGO(25) }), "stale")
})

// lie log | names witnesses of its own | every browser that went by others, on every page that opens keys | *Other witnesses watch our log of keys than before*, and who they are | the witnesses of before go on counting until the person confirms others; told to the log
test("the witnesses of the first visit count until others are confirmed", async () => {
  assert.equal(pinnedPolicy(), policy)
  const own = seeds.map(() => newSigningSeed())
  const { policy: theirs, cosigned: byThem } = await witnesses(own)
  named(theirs)
  assert.deepEqual([otherWitnesses(), pinnedPolicy()], [true, policy])
  assert.deepEqual(namedWitnesses(), ["w0.example", "w1.example", "w2.example"])
  const note = await checkpointOf(entries(2), KEYS, seed)
  assert.equal(await quorumMoment(await policyOf(pinnedPolicy()), await byThem(note, [0, 1, 2], NOW)), null)
  named("quorum none\n")
  assert.equal(await verdict({ log: entries(2), by: [] }), "unwitnessed")
  named(theirs)
  goByNamed()
  assert.deepEqual([otherWitnesses(), pinnedPolicy()], [false, theirs])
})

test("where nobody witnesses nothing is said, and the first witnesses are taken in", async () => {
  named("quorum none\n")
  assert.equal(await verdict({ log: entries(2), by: [] }), "vouched")
  named(policy)
  assert.deepEqual([otherWitnesses(), pinnedPolicy()], [false, policy])
})

test("what is no policy is refused", async () => {
  const [first = ""] = policy.split("\n")
  for (const text of ["", "quorum x\n", "rubbish\n", `${first}\n`, `${first}\n${first}\nquorum none\n`, `${first}\ngroup g 2 w0.example\nquorum g\n`,
    `${first}\ngroup g x w0.example\nquorum g\n`, `${first.replace("+B", "+C")}\nquorum none\n`, "witness w w+00000000+AAAA\nquorum w\n", "quorum none\nquorum none\n"]) {
    await assert.rejects(policyOf(text), LogError, text)
  }
  assert.equal((await policyOf(`# who\nlog x+00+y\n\n${first}\ngroup a any w0.example\ngroup b all a\nquorum b\n`)).quorum, "b")
})
