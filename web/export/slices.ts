// A file in pieces, for what need not have it whole in memory.
import type { Bytes } from "../seal/bytes.ts"

const SLICE = 1 << 20

/** The bytes of a Blob, a piece at a time. */
export async function* slices(blob: Blob): AsyncGenerator<Bytes> {
  for (let from = 0; from < blob.size; from += SLICE) yield new Uint8Array(await blob.slice(from, from + SLICE).arrayBuffer())
}
