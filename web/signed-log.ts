// A log for tests: small enough for one tile, signed as a server signs it.
import { leafHash, rootOf, sha256 } from "./evidence/log.ts"
import { b64, type Bytes, concat, utf8 } from "./seal/bytes.ts"
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
