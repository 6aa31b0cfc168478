// Files that can be read one after the other: those of a message, of a case, of a filing.
import { say } from "../page/words.ts"
import type { FileEntry } from "../seal/manifest.ts"
import { nameOnDisk } from "./files.ts"
import { safeName, shownName } from "./names.ts"
import { save } from "./save.ts"

/** An opened file. */
export interface Shown {
  readonly entry: FileEntry
  readonly plain: Blob
  readonly name: string
  save(): void
}

/** A file that may still be sealed. */
export interface ShelfFile {
  readonly name: string
  /** Undefined when it could not be had, which was said beside it. */
  open(): Promise<Blob | undefined>
  readonly entry: FileEntry
}

export const nameOnShelf = ({ name }: FileEntry): string => (name === "" ? say("unnamed") : shownName(name))

export async function opened({ entry, open }: ShelfFile): Promise<Shown | undefined> {
  const plain = await open()
  if (plain === undefined) return undefined
  const name = safeName(await nameOnDisk(plain, entry), say("unnamed"))
  return { entry, plain, name, save: () => save(plain, name) }
}
