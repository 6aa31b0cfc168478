// Tries to bring a message over that failed, kept in this browser until the message is received: when, what, and the sum
// of what was sealed. They go along, signed, with the try that succeeds (docs/formats.md, Attempts). A proof for the
// sender; nothing here is needed to send, so whatever goes wrong with it is let be.
import { type Attempt, momentOf, MOST_ATTEMPTS, signedAttempts } from "../seal/attempts.ts"
import { b64, fromB64, hex } from "../seal/bytes.ts"
import { eachEntry, result } from "../seal/indexed.ts"

interface Row {
  readonly message: string
  readonly attempts: readonly Attempt[]
  readonly at: number
}

export interface AttemptsPart {
  readonly document: string
  readonly signature: string
}

const KEEP_MILLISECONDS = 60 * 24 * 60 * 60 * 1000

/** The first ones say since when somebody tried; of the rest the newest is kept. */
export function appended(before: readonly Attempt[], attempt: Attempt): Attempt[] {
  return [...before.slice(0, MOST_ATTEMPTS - 1), attempt].toSorted((left, right) => left.at.localeCompare(right.at))
}

export class Tries {
  readonly #message: () => string
  #database: Promise<IDBDatabase> | undefined

  constructor(message: () => string) {
    this.#message = message
  }

  /** Remembers a try without an answer (status 0) or with an error of the server. */
  async failed(what: Attempt["what"], status: number, sealed: string): Promise<void> {
    if (status !== 0 && status < 500) return
    const attempt = { at: momentOf(new Date()), what, status, sealed }
    await this.#quietly(async () => {
      const message = this.#message()
      const rows = await this.#rows()
      const before = await result(rows.get(message) as IDBRequest<Row | undefined>)
      await result(rows.put({ message, attempts: appended(before?.attempts ?? [], attempt), at: Date.now() }))
    })
  }

  /** What goes along with a message: nothing when it is the first try. */
  async part(envelope: string, seed: Uint8Array): Promise<{ attempts?: AttemptsPart }> {
    const found = await this.#quietly(async () => {
      const row = await result((await this.#rows()).get(this.#message()) as IDBRequest<Row | undefined>)
      if (row === undefined) return {}
      const made = await signedAttempts(this.#message(), await sumOf(fromB64(envelope)), row.attempts, seed)
      return { attempts: { document: b64(made.document), signature: b64(made.signature) } }
    })
    return found ?? {}
  }

  async received(): Promise<void> {
    await this.#quietly(async () => result((await this.#rows()).delete(this.#message())))
  }

  async #rows(): Promise<IDBObjectStore> {
    this.#database ??= opened()
    return (await this.#database).transaction("tries", "readwrite").objectStore("tries")
  }

  async #quietly<Value>(act: () => Promise<Value>): Promise<Value | undefined> {
    try {
      return await act()
    } catch {
      return undefined
    }
  }
}

export async function sumOf(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  return hex(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)))
}

async function opened(): Promise<IDBDatabase> {
  const request = indexedDB.open("zegel-attempts", 1)
  request.onupgradeneeded = () => {
    request.result.createObjectStore("tries", { keyPath: "message" })
  }
  const database = await result(request)
  const before = Date.now() - KEEP_MILLISECONDS
  eachEntry(database.transaction("tries", "readwrite").objectStore("tries"), (cursor) => {
    if ((cursor.value as Row).at < before) cursor.delete()
  })
  return database
}
