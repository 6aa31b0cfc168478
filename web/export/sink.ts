// Where an export goes: straight into a file the reader chose, where the browser can do that and there is much; otherwise
// into a Blob, which browsers keep on disk when it grows.
import type { Bytes } from "../seal/bytes.ts"
import { piecesOf } from "../seal/stream.ts"
import { save } from "../reading/save.ts"

/** From so many bytes on it is worth asking where the file must go. */
export const LARGE = 300_000_000
const MERGE = 8_000_000

interface Picker {
  showSaveFilePicker?(options: { suggestedName: string; id: string }): Promise<FileSystemFileHandle>
}

export interface Sink {
  /** Takes everything; what was written is a whole file only when this is done. */
  take(stream: ReadableStream<Uint8Array>): Promise<void>
}

/** Call it while a click is handled. Rejects with an AbortError when the reader changes their mind. */
export async function chooseSink(name: string, bytes: number): Promise<Sink> {
  const { showSaveFilePicker } = globalThis as Picker
  if (bytes < LARGE || showSaveFilePicker === undefined) return { take: async (stream) => save(await gathered(stream), name) }
  const handle = await showSaveFilePicker({ suggestedName: name, id: "zegel-export" })
  return { take: async (stream) => stream.pipeTo(await handle.createWritable()) }
}

/** All pieces as one Blob, given over to the browser bit by bit. */
export async function gathered(stream: ReadableStream<Uint8Array>): Promise<Blob> {
  const done: Blob[] = []
  let parts: Bytes[] = []
  let size = 0
  const merge = () => {
    done.push(new Blob(parts))
    parts = []
    size = 0
  }
  for await (const piece of piecesOf(stream)) {
    parts.push(piece as Bytes)
    size += piece.length
    if (size >= MERGE) merge()
  }
  merge()
  return new Blob(done)
}
