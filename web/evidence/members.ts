// The members of an export as somebody else hands it over: a ZIP, read piece by piece and never held whole.
import { createSHA256 } from "hash-wasm"
import type { Bytes } from "../seal/bytes.ts"

const MEMBERS_LIMIT = 200_000
/** What a member may be that is read whole: lists and proofs. Documents are only hashed. */
const WHOLE_LIMIT = 64 * 2 ** 20
/** What unpacks to more than this many times the ZIP is a bomb. */
const GROWTH_LIMIT = 100
const SMALL = 64 * 2 ** 20
// What file managers leave in folders, and archivers in ZIPs.
const LITTER = new Set([".DS_Store", "Thumbs.db", "desktop.ini"])
const LITTER_FOLDER = "__MACOSX/"

/** This is no export, or not one that may be read. */
export class ExportError extends Error {}

export interface Sum { readonly size: number; readonly sha256: string }

/** One member of a ZIP: its name, how large it says it is, and its bytes, handed on piece by piece. */
export interface Place {
  readonly size: number
  pour(take: (piece: Uint8Array) => void): Promise<void>
}

/** Every member with its size and hash; all of it has been read once. */
export class Export {
  readonly sums = new Map<string, Sum>()
  readonly #places: ReadonlyMap<string, Place>

  private constructor(places: ReadonlyMap<string, Place>) {
    this.#places = places
  }

  /** `watch` is told from 0 to 1 how much was read. */
  static async read(blob: Blob, watch: (part: number) => void = () => {}): Promise<Export> {
    const found = new Export(await placesIn(blob))
    const total = [...found.#places.values()].reduce((sum, { size }) => sum + size, 1)
    let done = 0
    for (const [name, place] of [...found.#places].sort(([left], [right]) => (left < right ? -1 : 1))) {
      const hash = await createSHA256()
      hash.init()
      let size = 0
      await place.pour((piece) => {
        hash.update(piece)
        size += piece.length
        if (size > place.size) throw new ExportError(`${name} is larger than it says`)
        watch((done += piece.length) / total)
      })
      found.sums.set(name, { size, sha256: hash.digest("hex") })
    }
    return found
  }

  async whole(name: string, limit = WHOLE_LIMIT): Promise<Bytes> {
    const place = this.#places.get(name)
    const sum = this.sums.get(name)
    if (place === undefined || sum === undefined || sum.size > limit) throw new ExportError(`${name} is too large`)
    const bytes = new Uint8Array(sum.size)
    let at = 0
    await place.pour((piece) => {
      if (at + piece.length > bytes.length) throw new ExportError(`${name} differs from itself`)
      bytes.set(piece, at)
      at += piece.length
    })
    return bytes
  }

  /** All of a small text; an empty one for what is larger or no text. */
  async text(name: string, limit = WHOLE_LIMIT): Promise<string> {
    if ((this.sums.get(name)?.size ?? Infinity) > limit) return ""
    try {
      return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(await this.whole(name, limit))
    } catch (error) {
      if (error instanceof TypeError) return ""
      throw error
    }
  }
}

/** Whether this may be an export: a ZIP. */
export async function isExport(file: Blob): Promise<boolean> {
  return new TextDecoder("latin1").decode(await file.slice(0, 4).arrayBuffer()) === "PK\u0003\u0004"
}

async function placesIn(blob: Blob): Promise<Map<string, Place>> {
  const { BlobReader, ZipReader } = await import("@zip.js/zip.js/lib/zip-core-custom.js")
  const options = { useWebWorkers: false, useCompressionStream: true, checkSignature: true, checkOverlappingEntry: true, strictness: "strict" as const }
  const reader = new ZipReader(new BlobReader(blob), options)
  const places: [string, Place][] = []
  try {
    let size = 0
    for await (const entry of reader.getEntriesGenerator()) {
      if (entry.directory) continue
      size += entry.uncompressedSize
      if (places.length >= MEMBERS_LIMIT || size > Math.max(SMALL, GROWTH_LIMIT * blob.size)) throw new ExportError("a bomb")
      if (entry.encrypted) throw new ExportError("locked")
      places.push([entry.filename, {
        size: entry.uncompressedSize,
        pour: async (take) => {
          try {
            await entry.getData(new WritableStream({ write: take }), options)
          } catch (error) {
            throw new ExportError(`${entry.filename} cannot be read`, { cause: error })
          }
        },
      }])
    }
  } catch (error) {
    throw error instanceof ExportError ? error : new ExportError("the ZIP is damaged", { cause: error })
  }
  return named(places)
}

/** By names below the folder in which the export lies; a name must be a plain path, and stand there once. */
function named(places: readonly [string, Place][]): Map<string, Place> {
  const kept = places.filter(([name]) => !LITTER.has(name.split("/").at(-1) ?? "") && !name.startsWith(LITTER_FOLDER))
  for (const [name] of kept) {
    const parts = name.split("/")
    if (name.includes("\\") || parts.some((part) => ["", ".", ".."].includes(part))) throw new ExportError(`no name: ${name}`)
  }
  const tops = new Set(kept.map(([name]) => name.split("/", 1)[0] ?? ""))
  const around = tops.size === 1 && kept.every(([name]) => name.includes("/")) ? `${[...tops][0]}/` : ""
  const found = new Map(kept.map(([name, place]) => [name.slice(around.length).normalize("NFC"), place]))
  if (found.size !== kept.length) throw new ExportError("two files of one name")
  return found
}
