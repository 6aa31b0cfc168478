// What has been sealed but not yet sent, kept in IndexedDB so that a closed laptop loses nothing. Only ciphertext and
// its sums lie here: whoever takes the disk finds what the server has too.
import { eachEntry, result } from "../seal/indexed.ts"

export interface SealedRecord {
  /** Made by the page; a draft refers to it. */
  readonly key: string
  readonly sealed: Blob
  /** Of the plaintext. */
  readonly size: number
  readonly sha256: string
  /** Of the ciphertext. */
  readonly sealedSize: number
  readonly sealedSha256: string
  /** The upload the server knows it by, once announced. */
  readonly object: string | null
  readonly stored: boolean
  readonly at: number
}

export interface SealedStore {
  put(record: SealedRecord): Promise<void>
  get(key: string): Promise<SealedRecord | undefined>
  remove(key: string): Promise<void>
}

// The server sweeps what was never sent; so does the browser.
const KEEP_MILLISECONDS = 14 * 24 * 60 * 60 * 1000

export class BrowserStore implements SealedStore {
  readonly #database: IDBDatabase

  private constructor(database: IDBDatabase) {
    this.#database = database
  }

  static async open(name = "zegel-unsent"): Promise<BrowserStore> {
    const request = indexedDB.open(name, 1)
    request.onupgradeneeded = () => {
      request.result.createObjectStore("files", { keyPath: "key" })
    }
    const store = new BrowserStore(await result(request))
    await store.#sweep()
    return store
  }

  async put(record: SealedRecord): Promise<void> {
    await result(this.#files().put(record))
  }

  async get(key: string): Promise<SealedRecord | undefined> {
    return result(this.#files().get(key) as IDBRequest<SealedRecord | undefined>)
  }

  async remove(key: string): Promise<void> {
    await result(this.#files().delete(key))
  }

  #files(): IDBObjectStore {
    return this.#database.transaction("files", "readwrite").objectStore("files")
  }

  async #sweep(): Promise<void> {
    const before = Date.now() - KEEP_MILLISECONDS
    eachEntry(this.#files(), (cursor) => {
      if ((cursor.value as SealedRecord).at < before) cursor.delete()
    })
  }
}

/** For a browser that refuses IndexedDB (private windows of some), and for tests. */
export class MemoryStore implements SealedStore {
  readonly #records = new Map<string, SealedRecord>()

  async put(record: SealedRecord): Promise<void> {
    this.#records.set(record.key, record)
  }

  async get(key: string): Promise<SealedRecord | undefined> {
    return this.#records.get(key)
  }

  async remove(key: string): Promise<void> {
    this.#records.delete(key)
  }
}
