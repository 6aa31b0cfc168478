/** Whether one state of a log contains another, as a server that lies in the tiles would have it. */
import assert from "node:assert/strict"
import { test } from "node:test"
import { concat, utf8 } from "../seal/bytes.ts"
import { consistent, leafHash, LogError, type Reader, rootOf, sha256, type State } from "./log.ts"

type Hashes = readonly Uint8Array[]
const WIDTH = 256

const leavesOf = async (records: readonly string[]): Promise<Hashes> => Promise.all(records.map((record) => leafHash(utf8(record))))
const node = async (left: Uint8Array, right: Uint8Array) => sha256(Uint8Array.of(1), left, right)

/** The root over some leaves, by the definition of RFC 9162 (2.1.1). */
async function root(leaves: Hashes): Promise<Uint8Array> {
  if (leaves.length === 1) return leaves[0] as Uint8Array
  let left = 1
  while (left * 2 < leaves.length) left *= 2
  return node(await root(leaves.slice(0, left)), await root(leaves.slice(left)))
}

/** What gives the tiles of a log (tlog-tiles.md). */
function tilesOf(leaves: Hashes): Reader {
  return async (path) => {
    const [, level = "", rest = ""] = /^tile\/(\d+)\/(.+)$/.exec(path) ?? []
    const [index = "", width = String(WIDTH)] = rest.split(".p/")
    const first = Number(index.replaceAll(/[x/]/g, "")) * WIDTH, span = WIDTH ** Number(level)
    const hashes = Array.from({ length: Number(width) }, async (_, at) => root(leaves.slice((first + at) * span, (first + at + 1) * span)))
    return concat(...(await Promise.all(hashes)))
  }
}

const state = async (leaves: Hashes): Promise<State> => ({ origin: "court.example", size: leaves.length, root: await root(leaves) })
const records = (count: number) => Array.from({ length: count }, (_, at) => `record ${at}`)

test("a log that grew contains every state of before, whatever their sizes", async () => {
  const all = await leavesOf(records(1100))
  for (const [old, size] of [[1, 1], [1, 2], [3, 7], [5, 300], [256, 257], [255, 512], [300, 1024], [511, 1024], [768, 1024], [1000, 1100]] as const) {
    await consistent(await state(all.slice(0, old)), await state(all.slice(0, size)), tilesOf(all.slice(0, size)))
  }
})

// lie log | rewrites what was recorded, and serves tiles of which the lower ones are of the log of before and the higher ones of the new one | every browser that saw the other | *Our log tells another story than before* | told to the log; a proof that rests on the fork counts for nothing
test("tiles of two logs do not make one of them", async () => {
  for (const [old, size, changed] of [[5, 300, 3], [300, 1024, 270], [300, 1024, 299], [511, 1024, 400], [700, 1100, 690]] as const) {
    const before = await leavesOf(records(size))
    const forged = await leavesOf(records(size).map((record, at) => (at === changed ? "something else" : record)))
    const [theirs, ours] = [tilesOf(forged), tilesOf(before)]
    const lying: Reader = async (path) => (path.startsWith("tile/0/") ? ours(path) : theirs(path))
    const known = await state(before.slice(0, old)), now = await state(forged)
    await assert.rejects(consistent(known, now, theirs), LogError)
    await assert.rejects(consistent(known, now, lying), LogError, `${old} of ${size}`)
  }
})

// lie log | answers one request for a tile in two ways, each for one of the two states that are compared | the same | the same | the same
test("what is read of a tile counts for both states", async () => {
  const before = await leavesOf(records(7)), forged = await leavesOf(records(7).map((record, at) => (at === 2 ? "something else" : record)))
  for (const [first, then] of [[before, forged], [forged, before]] as const) {
    let asked = 0
    const lying: Reader = async (path) => tilesOf(asked++ === 0 ? first : then)(path)
    await assert.rejects(consistent(await state(before.slice(0, 5)), await state(forged), lying), LogError)
  }
})

test("a root follows from the tiles of a longer log", async () => {
  const all = await leavesOf(records(600))
  for (const size of [1, 255, 256, 300, 512, 599]) assert.deepEqual(await rootOf(size, 600, tilesOf(all)), await root(all.slice(0, size)))
})
