// What was noted on the sheet of a hearing and is not at the server yet. Each entry lies in this browser by itself, sealed to the person
// who noted it and to the sheet as it was kept (seal/sheets.ts): two tabs do not write over each other, a page that is loaded without a
// connection goes on with it, and who finds it there after a logout can do nothing with it.
import { Problem } from "../page/server.ts"
import { open, seal } from "../seal/age.ts"
import { b64, fromB64, fromUtf8, utf8 } from "../seal/bytes.ts"
import type { HearingEntryIn, HearingEntryOut } from "../wire/api.ts"

export interface Entry extends Omit<HearingEntryIn, "facts" | "words"> {
  readonly facts: Readonly<Record<string, boolean | string | readonly string[]>>
  readonly words: HearingEntryIn["words"]
  /** What one entry supersedes the other of: the acts of the case, or one kind of record about one party. */
  readonly slot: string
  /** What it is called on the page. */
  readonly shown: string
  /** Why the server did not take it; null while it waits. */
  readonly told: string | null
}

export interface Shelf {
  names(): readonly string[]
  get(name: string): string | null
  set(name: string, text: string): void
  remove(name: string): void
}

/** The browser's own; what a browser refuses to keep is kept by the page alone. */
export const browserShelf: Shelf = {
  names: () => Object.keys(localStorage),
  get: (name) => localStorage.getItem(name),
  set: (name, text) => localStorage.setItem(name, text),
  remove: (name) => localStorage.removeItem(name),
}

export interface Sealing {
  /** The person who notes, and this sheet in this browser. */
  readonly recipients: readonly string[]
  /** What of them is open now. */
  readonly identities: readonly string[]
}

/** How an entry went: taken by the server, refused by it, or still waiting because nobody answered. */
export type Outcome = "taken" | "refused" | "waits"

export class Queue {
  readonly #place: string
  readonly #shelf: Shelf
  #sealing: Sealing | null = null
  #entries: Entry[] = []
  readonly #kept = new Set<string>()
  #sending: Promise<void> | null = null

  constructor(case_: string, shelf: Shelf) {
    this.#place = `zegel.hearing.${case_}.`
    this.#shelf = shelf
  }

  get entries(): readonly Entry[] {
    return this.#entries
  }

  /** Whether something would be lost with this page: it is neither at the server nor on the shelf. */
  get loose(): boolean {
    return this.#entries.some(({ id }) => !this.#kept.has(id))
  }

  /** How many entries of a slot wait here: the next one comes after them. */
  waiting(slot: string): number {
    return this.#entries.filter((entry) => entry.slot === slot && entry.told === null).length
  }

  /** The keys are open: keeps what was noted before, and takes up what an earlier page kept. Of somebody else nothing opens. */
  async unlock(sealing: Sealing): Promise<void> {
    this.#sealing = sealing
    const names = this.#shelf.names().filter((name) => name.startsWith(this.#place))
    const found = await Promise.all(names.map((name) => this.#opened(name, sealing)))
    const fresh = found.filter((entry): entry is Entry => entry !== null && !this.#entries.some(({ id }) => id === entry.id))
    for (const { id } of fresh) this.#kept.add(id)
    this.#entries = [...fresh, ...this.#entries].sort((left, right) => left.noted.localeCompare(right.noted))
    for (const entry of this.#entries) await this.#keep(entry)
  }

  async add(entry: Entry): Promise<void> {
    this.#entries.push(entry)
    await this.#keep(entry)
  }

  drop(id: string): void {
    this.#entries = this.#entries.filter((entry) => entry.id !== id)
    this.#kept.delete(id)
    this.#shelf.remove(this.#place + id)
  }

  /** A refused entry is offered again, as of what is known now. */
  async again(id: string, seen: number): Promise<void> {
    await this.#change(id, { told: null, seen })
  }

  /**
   * Offers what waits to the server, in the order in which it was noted, until it does not answer. What it refuses stays here with its
   * answer. One run at a time: a second call joins the first.
   */
  send(post: (entry: Entry) => Promise<HearingEntryOut>, heard: (entry: Entry, how: Outcome, answer?: HearingEntryOut) => void): Promise<void> {
    this.#sending ??= this.#run(post, heard).finally(() => (this.#sending = null))
    return this.#sending
  }

  async #run(post: (entry: Entry) => Promise<HearingEntryOut>, heard: (entry: Entry, how: Outcome, answer?: HearingEntryOut) => void): Promise<void> {
    for (;;) {
      const entry = this.#entries.find(({ told }) => told === null)
      if (entry === undefined) return
      try {
        const answer = await post(entry)
        this.drop(entry.id)
        await this.#follow(entry.slot, answer.number)
        heard(entry, "taken", answer)
      } catch (error) {
        if (!(error instanceof Problem)) throw error
        if (unanswered(error)) return heard(entry, "waits")
        await this.#change(entry.id, { told: error.detail })
        heard(entry, "refused")
      }
    }
  }

  /** Who noted the next knew of this one: it was their own. */
  async #follow(slot: string, number: number): Promise<void> {
    for (const entry of this.#entries.filter((each) => each.slot === slot && each.seen < number)) await this.#change(entry.id, { seen: number })
  }

  async #change(id: string, change: Partial<Entry>): Promise<void> {
    this.#entries = this.#entries.map((entry) => (entry.id === id ? { ...entry, ...change } : entry))
    const changed = this.#entries.find((entry) => entry.id === id)
    if (changed !== undefined) await this.#keep(changed)
  }

  async #keep(entry: Entry): Promise<void> {
    if (this.#sealing === null) return
    const sealed = b64(await seal(this.#sealing.recipients, utf8(JSON.stringify(entry))))
    // It may have been sent while it was sealed.
    if (!this.#entries.some(({ id }) => id === entry.id)) return
    try {
      this.#shelf.set(this.#place + entry.id, sealed)
      this.#kept.add(entry.id)
    } catch {
      this.#kept.delete(entry.id)
    }
  }

  async #opened(name: string, { identities }: Sealing): Promise<Entry | null> {
    try {
      return JSON.parse(fromUtf8(await open(identities, fromB64(this.#shelf.get(name) ?? "")))) as Entry
    } catch {
      return null
    }
  }
}

/** Whether nothing was decided: no connection, a server in trouble, too much at once, or nobody logged in. */
export function unanswered({ status }: Problem): boolean {
  return status === 0 || status >= 500 || status === 429 || status === 401
}
