// A log for tests: small enough for one tile, signed as a server signs it.
import { leafHash, rootOf, sha256 } from "./evidence/log.ts"
import { b64, type Bytes, concat, hex, utf8 } from "./seal/bytes.ts"
import { sign, signingPublic } from "./seal/signing.ts"

/** A note that this seed signed under a name (signed-note.md). */
export async function signed(body: string, name: string, seed: Bytes): Promise<string> {
  const id = (await sha256(utf8(`${name}\n`), Uint8Array.of(1), await signingPublic(seed))).subarray(0, 4)
  return `${body}\n\u2014 ${name} ${b64(concat(id, await sign(seed, utf8(body))))}\n`
}

/** The one tile of a log of these records. */
export async function tileOf(records: readonly string[]): Promise<Bytes> {
  return concat(...(await Promise.all(records.map((record) => leafHash(utf8(record))))))
}

export async function checkpointOf(records: readonly string[], name: string, seed: Bytes): Promise<string> {
  const tile = await tileOf(records)
  return signed(`${name}\n${records.length}\n${b64(await rootOf(records.length, records.length, async () => tile))}\n`, name, seed)
}

/** A policy of witnesses with these seeds of whom two must vouch, and what cosigns a note with some of them at a moment. */
export async function witnesses(seeds: readonly Bytes[]): Promise<{ policy: string; cosigned: (note: string, by: readonly number[], at: Date) => Promise<string> }> {
  const keys = await Promise.all(seeds.map(async (seed, number) => {
    const name = `w${number}.example`
    const key = concat(Uint8Array.of(4), await signingPublic(seed))
    return { name, seed, id: (await sha256(utf8(`${name}\n`), key)).subarray(0, 4), key }
  }))
  const lines = keys.map(({ name, id, key }) => `witness ${name} ${name}+${hex(id)}+${b64(key)}\n`)
  const cosigned = async (note: string, by: readonly number[], at: Date) => {
    const seconds = Math.floor(at.getTime() / 1000), time = new Uint8Array(8)
    new DataView(time.buffer).setBigUint64(0, BigInt(seconds))
    const body = note.slice(0, note.lastIndexOf("\n\n") + 1)
    const made = keys.filter((_, number) => by.includes(number)).map(async ({ name, id, seed }) =>
      `\u2014 ${name} ${b64(concat(id, time, await sign(seed, utf8(`cosignature/v1\ntime ${seconds}\n${body}`))))}\n`)
    return note + (await Promise.all(made)).join("")
  }
  return { policy: `${lines.join("")}group two 2 ${keys.map(({ name }) => name).join(" ")}\nquorum two\n`, cosigned }
}
