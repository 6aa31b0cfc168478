// The list of what is in an export: every file with its size and SHA-256, counted while the bytes go by.
import { createSHA256 } from "hash-wasm"
import type { Bytes } from "../seal/bytes.ts"

export interface Listed {
  readonly name: string
  readonly size: number
  readonly sha256: string
}

export class Sums {
  readonly files: Listed[] = []

  /** The same bytes; once the last has gone by, the file is on the list. */
  async *counted(name: string, pieces: AsyncIterable<Bytes>): AsyncGenerator<Bytes> {
    const hash = await createSHA256()
    hash.init()
    let size = 0
    for await (const piece of pieces) {
      hash.update(piece)
      size += piece.length
      yield piece
    }
    this.files.push({ name, size, sha256: hash.digest("hex") })
  }

  /** As `sha256sum -c` reads it. */
  text(): string {
    return this.files.map(({ name, sha256 }) => `${sha256}  ${name}\n`).join("")
  }
}
