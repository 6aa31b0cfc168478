// A judge's own notes and marks in a case: sealed to the judge's own key. Nobody else can open them.
import { api } from "../page/server.ts"
import { open, recipientOf, seal } from "../seal/age.ts"
import { b64, fromB64, utf8 } from "../seal/bytes.ts"
import { SealError } from "../seal/errors.ts"
import { Shape } from "../seal/shape.ts"
import type { Account } from "../session/account.ts"
import type { DeskNotesIn, DeskNotesOut } from "../wire/api.ts"

/** A page of a document of the docket, by their numbers. */
export interface Mark {
  readonly entry: number
  readonly document: number
  readonly page: number
}

export interface Notes {
  readonly text: string
  readonly marks: readonly Mark[]
}

const TEXT_LIMIT = 100_000
const MARKS_LIMIT = 1_000

export class OwnNotes {
  readonly #path: string
  readonly #me: Account
  #version = 0

  constructor(path: string, me: Account) {
    this.#path = `${path}/notes`
    this.#me = me
  }

  /** @throws {SealError} they were sealed with a key this person has no longer. */
  async open(): Promise<Notes> {
    const { version, sealed } = await api<DeskNotesOut>(this.#path)
    this.#version = version
    if (version === 0) return { text: "", marks: [] }
    return read(await open([this.#me.identity], fromB64(sealed)))
  }

  /** @throws {Problem} another window kept a later version. */
  async keep({ text, marks }: Notes): Promise<void> {
    const plain = utf8(JSON.stringify({ text: text.toWellFormed(), marks }))
    const sealed = await seal([await recipientOf(this.#me.identity)], plain)
    const body: DeskNotesIn = { sealed: b64(sealed), seen: this.#version }
    this.#version = (await api<DeskNotesOut>(this.#path, { method: "PUT", json: body })).version
  }
}

function read(plain: Uint8Array): Notes {
  const shape = Shape.parse(plain, "format").only("text", "marks")
  const text = shape.text("text", TEXT_LIMIT)
  const marks = shape.list("marks", MARKS_LIMIT, (mark) => ({ entry: mark.count("entry"), document: mark.count("document"), page: mark.count("page") }))
  if (marks.some(({ page }) => page < 1)) throw new SealError("format", "page")
  return { text, marks }
}
