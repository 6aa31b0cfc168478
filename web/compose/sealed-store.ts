// What has been sealed but not yet sent, kept in IndexedDB so that a closed laptop loses nothing. Only ciphertext and
// its sums lie here: whoever takes the disk finds what the server has too.

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

/** A submission that may or may not have arrived: sealed, so that it can be sent once more exactly as it was. */
export interface PendingRecord {
  readonly message: string
  readonly sealed: Blob
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
      request.result.createObjectStore("pending", { keyPath: "message" })
    }
    const store = new BrowserStore(await answer(request))
    await store.#sweep()
    return store
  }

  async put(record: SealedRecord): Promise<void> {
    await answer(this.#store("files").put(record))
  }

  async get(key: string): Promise<SealedRecord | undefined> {
    return answer(this.#store("files").get(key) as IDBRequest<SealedRecord | undefined>)
  }

  async remove(key: string): Promise<void> {
    await answer(this.#store("files").delete(key))
  }

  async putPending(record: PendingRecord): Promise<void> {
    await answer(this.#store("pending").put(record))
  }

  async getPending(message: string): Promise<PendingRecord | undefined> {
    return answer(this.#store("pending").get(message) as IDBRequest<PendingRecord | undefined>)
  }

  async removePending(message: string): Promise<void> {
    await answer(this.#store("pending").delete(message))
  }

  #store(name: "files" | "pending"): IDBObjectStore {
    return this.#database.transaction(name, "readwrite").objectStore(name)
  }

  async #sweep(): Promise<void> {
    const before = Date.now() - KEEP_MILLISECONDS
    for (const name of ["files", "pending"] as const) {
      const request = this.#store(name).openCursor()
      request.onsuccess = () => {
        const cursor = request.result
        if (!cursor) return
        if ((cursor.value as { at: number }).at < before) cursor.delete()
        cursor.continue()
      }
    }
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

function answer<Value>(request: IDBRequest<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}
