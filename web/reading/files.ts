// The files of an opened message: fetched sealed, opened and checked in the worker, kept for as long as the page is.
import { fileType, headOf, PDF, typeByName, withEnding } from "../page/kinds.ts"
import type { FileEntry } from "../seal/manifest.ts"
import { SealClient } from "../seal/offmain.ts"
import { PLACES, scriptUrl } from "../page/scripts.ts"
import { fetchSealed, type Letter, refused } from "./letter.ts"

/** From 0 to 1; fetching is most of the way, opening the rest. */
export type Watch = (part: number) => void

const FETCHING = 0.8

export type Kind = "pdf" | "image" | "text" | "file"

// What some browser shows; the others say that they cannot.
const IMAGES: ReadonlySet<string> = new Set(
  ["png", "jpeg", "gif", "webp", "heic", "heif", "avif", "tiff"].map((name) => `image/${name}`),
)

/** What the page can show by itself; of these few none runs. */
export function kindOf(type: string): Kind {
  if (type === PDF) return "pdf"
  if (IMAGES.has(type)) return "image"
  return type === "text/plain" ? "text" : "file"
}

/** What a file will be, as far as its name and its sender's device say: its content is still sealed. */
export function promisedKind(entry: FileEntry): Kind {
  return kindOf(fileType(null, entry.name, entry.type))
}

/** Whether there may be something to show: only what its name says is of another kind is surely not. */
export function mayShow(entry: FileEntry): boolean {
  return promisedKind(entry) !== "file" || typeByName(entry.name) === null
}

/** What an opened file is. */
export async function typeOf(plain: Blob, entry: FileEntry): Promise<string> {
  return fileType(await headOf(plain), entry.name, entry.type)
}

/** Its name as it is written to a disk, with an ending that a program opens. */
export async function nameOnDisk(plain: Blob, entry: FileEntry): Promise<string> {
  return withEnding(entry.name, await typeOf(plain, entry))
}

/** A sealed file: where it is fetched, what opens it, what it must be, and what its failure is called. */
export interface Source {
  readonly path: string
  readonly size: number
  readonly identity: string
  readonly entry: FileEntry
  failed(error: unknown): Promise<Error>
}

/** Sealed files, each fetched, opened and checked once, and kept for as long as the page is. */
export class SealedFiles {
  readonly #opened = new Map<string, Promise<Blob>>()
  #client: SealClient | undefined

  /** The plaintext. @throws {Problem} it could not be fetched. @throws whatever `failed` makes of what went wrong in opening. */
  open(source: Source, watch: Watch = () => {}): Promise<Blob> {
    const under = this.#opened.get(source.path)
    if (under !== undefined) return under
    const opening = this.#open(source, watch)
    this.#opened.set(source.path, opening)
    // What failed may be tried again.
    opening.catch(() => this.#opened.delete(source.path))
    return opening
  }

  /** Ends the worker and lets go of what was opened. */
  close(): void {
    this.#client?.close()
    this.#client = undefined
    this.#opened.clear()
  }

  async #open({ path, size, identity, entry, failed }: Source, watch: Watch): Promise<Blob> {
    const sealed = await fetchSealed(path, size, (done, total) => watch(FETCHING * Math.min(1, done / total)))
    this.#client ??= new SealClient(scriptUrl(PLACES.sealWorker))
    try {
      const plain = await this.#client.openFile(sealed, [identity], entry, (done, total) => {
        watch(FETCHING + (1 - FETCHING) * (total === 0 ? 1 : done / total))
      })
      watch(1)
      return plain
    } catch (error) {
      throw await failed(error)
    }
  }
}

export class LetterFiles {
  readonly #path: string
  readonly #letter: Letter
  readonly #files = new SealedFiles()

  constructor(path: string, letter: Letter) {
    this.#path = path
    this.#letter = letter
  }

  get entries(): readonly FileEntry[] {
    return this.#letter.manifest.files
  }

  /**
   * The plaintext of a file, fetched once.
   * @throws {Problem} it could not be fetched. @throws {Refused} it is not what the sender sent.
   * @throws {CannotCheck} this browser cannot tell.
   */
  open(entry: FileEntry, watch: Watch = () => {}): Promise<Blob> {
    const path = `${this.#path}/files/${entry.number}`
    const size = this.#letter.sealed.files[entry.number - 1]?.size ?? entry.size
    const failed = (error: unknown) => refused(this.#path, error, entry.number)
    return this.#files.open({ path, size, identity: this.#letter.identity, entry, failed }, watch)
  }

  /** Ends the worker and lets go of what was opened. */
  close(): void {
    this.#files.close()
  }
}
