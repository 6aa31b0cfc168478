// Walks through the export of a case (docs/formats.md, Export of a case): from the log to each act and each piece. The same checks
// under the same codes as zegel/client/verify_case.py; nothing is asked of any server.
import { open } from "../seal/age.ts"
import { SealError } from "../seal/errors.ts"
import { JUDGMENT_TYPE, readJudgment, type SignedJudgment } from "../seal/judgment.ts"
import { type FileEntry, type Manifest, signedBy } from "../seal/manifest.ts"
import { CASE_LIST, type ListedCase, type ListedDocument, type ListedPiece, membersOf, readCase } from "./case-list.ts"
import { signedIn } from "./judgment.ts"
import { LogError, same as sameBytes } from "./log.ts"
import type { Export, Sum } from "./members.ts"
import { checkProof, PROOF_TYPE, type Proven } from "./proof.ts"
import { LIMIT, type LogRecord } from "./receipt.ts"
import { checkSums, type Line, same, some, SUMS, typeOf } from "./sums.ts"

const REGISTERED = "casefile.case.registered"
const PLACED = "casefile.entry.placed"
const DONE = "proceedings.act.done"
const FIRST = "applied"
const GUIDE = "read-me.txt"
const MOMENT = /^(.+T\d\d:\d\d:\d\d)(?:\.(\d{1,6}))?(Z|[+-]\d\d:\d\d)$/

/** What the law makes of an act in any of these states; the places that say so, as a lawyer cites them. The first that fits counts. */
export interface Step {
  readonly act: string
  readonly states: readonly string[]
  /** Null where the state stays. */
  readonly to: string | null
  readonly places: readonly string[]
}

/** A document of a piece that holds, as it was signed. */
interface Filed { readonly piece: ListedPiece; readonly entry: FileEntry; readonly path: string }

/** A link from the log to a document that fails, with its code. */
class Broken extends Error {
  readonly code: string
  readonly values: Line["values"]

  constructor(code: string, values: Line["values"] = {}) {
    super(code)
    this.code = code
    this.values = values
  }
}

/** What was found. Throws ExportError for what is no export of a case, CannotCheck where this browser cannot tell. */
export async function walkCase(found: Export, keys: readonly string[], course: readonly Step[]): Promise<CaseWalk> {
  const sums = await checkSums(found)
  const walk = new CaseWalk(found, await readCase(found), course, sums)
  await walk.run(keys)
  return walk
}

export class CaseWalk {
  readonly lines: Line[]
  readonly listed: ListedCase
  readonly proofs: Proven[] = []
  readonly filed: Filed[] = []
  readonly #export: Export
  readonly #course: readonly Step[]

  constructor(found: Export, listed: ListedCase, course: readonly Step[], sums: readonly Line[]) {
    this.#export = found
    this.#course = course
    this.listed = listed
    this.lines = [...sums]
  }

  get failed(): number {
    return this.lines.filter(({ kind }) => kind === "fails").length
  }

  /** Of this case, in the order of the log. */
  get records(): readonly LogRecord[] {
    const all = new Map(this.proofs.flatMap(({ records }) => records).map((record) => [record.id, record]))
    return [...all.values()].filter(({ subject }) => subject === this.listed.case)
  }

  find({ size, sha256 }: Sum): Filed | undefined {
    return this.filed.find(({ entry }) => entry.size === size && entry.sha256 === sha256)
  }

  async run(keys: readonly string[]): Promise<void> {
    await this.#readProofs(keys)
    const { records } = this
    this.#checkNumbers(records)
    this.#checkCourse(records.filter(({ event }) => event === DONE))
    const placed = new Map(records.filter(({ event }) => event === PLACED).map((record) => [String(record.facts["entry"]), record]))
    for (const piece of this.listed.pieces) await this.#checkPiece(piece, placed.get(piece.entry), records)
    this.#checkComplete(placed)
    await this.#checkStrays()
  }

  #add(kind: Line["kind"], code: string, values: Line["values"] = {}, about = `case-${code}`): void {
    this.lines.push({ kind, code, values, about })
  }

  async #readProofs(keys: readonly string[]): Promise<void> {
    for (const name of this.#export.sums.keys()) {
      const text = name.endsWith(".json") ? await this.#export.text(name, LIMIT) : ""
      if (typeOf(text) !== PROOF_TYPE) continue
      try {
        const proof = await checkProof(text, keys)
        this.proofs.push(proof)
        this.#add("holds", "proof", { name, count: proof.records.length }, "proof")
      } catch (error) {
        if (!(error instanceof LogError)) throw error
        this.#add("fails", "proof", { name }, "proof")
      }
    }
  }

  #checkNumbers(records: readonly LogRecord[]): void {
    const made = records.find(({ event }) => event === REGISTERED)
    const { number, summaryNumber, court } = this.listed
    if (made === undefined) return this.#add("fails", "case", {}, "case-unregistered")
    const kept = [made.facts["number"], made.facts["summaryNumber"], made.facts["court"]]
    if (![number, summaryNumber, court].every((told, at) => told === kept[at])) return this.#add("fails", "case")
    this.#add("holds", "case", { number, summaryNumber, court, received: made.at })
  }

  /** Every act is there, begins where the one before it ended, and was lawful there. */
  #checkCourse(acts: readonly LogRecord[]): void {
    let here = FIRST
    for (const [at, { facts, at: received }] of acts.toSorted((left, right) => numberIn(left) - numberIn(right)).entries()) {
      const number = at + 1
      const [what, before, after] = [facts["what"], facts["stateBefore"], facts["stateAfter"]].map(String) as [string, string, string]
      const said = { number, act: what, by: String(facts["role"]), received, before, after }
      const step = this.#course.find(({ act, states }) => act === what && states.includes(before))
      if (facts["number"] !== number) return this.#add("fails", "course", { number }, "case-act-gone")
      if (before !== here) return this.#add("fails", "course", { ...said, here }, "case-act-elsewhere")
      if (step === undefined || (step.to ?? before) !== after) return this.#add("fails", "course", said, "case-act-unlawful")
      this.#add("holds", "course", { ...said, places: step.places.join(", ") }, "case-act")
      here = after
    }
    this.#add("holds", "course", { here })
  }

  // ── Pieces ───────────────────────────────────────────────────────────────────────────────────────────────────

  /** The chain of one piece; it ends at the first link that fails. */
  async #checkPiece(piece: ListedPiece, record: LogRecord | undefined, records: readonly LogRecord[]): Promise<void> {
    const { number, kind } = piece
    try {
      const facts = recorded(piece, record)
      if (piece.shut !== null) return this.#add("note", "shut", { number, kind })
      const manifest = await this.#manifest(piece, facts)
      const files = await this.#files(piece, manifest, facts)
      this.filed.push(...files)
      const about = facts["signingKey"] ? "case-piece" : "case-piece-unnamed"
      this.#add("holds", "piece", { number, kind, received: piece.placed, count: files.length }, about)
      for (const file of files) await this.#checkJudgment(file, files, records)
    } catch (error) {
      if (!(error instanceof Broken)) throw error
      this.#add("fails", error.code, { number, kind, ...error.values }, `case-piece-${error.code}`)
    }
  }

  async #manifest(piece: ListedPiece, facts: LogRecord["facts"]): Promise<Manifest> {
    const plain = await this.#unsealed(piece.envelope, piece.key)
    const { manifest, key } = await refusing("signature", signedBy(plain))
    const signer = facts["signingKey"]
    if (signer && key !== signer) throw new Broken("signer")
    return manifest
  }

  async #unsealed(sealed: string | null, key: string | null): Promise<Uint8Array> {
    if (!this.#export.sums.has(sealed ?? "") || !this.#export.sums.has(key ?? "")) throw new Broken("open")
    const identity = (await this.#export.text(key ?? "")).trim()
    return refusing("open", open([identity], await this.#export.whole(sealed ?? "")))
  }

  /** The documents, each exactly what was signed, none twice. */
  async #files(piece: ListedPiece, manifest: Manifest, facts: LogRecord["facts"]): Promise<Filed[]> {
    const sums = facts["documents"]
    if (!Array.isArray(sums) || sums.length !== piece.documents.length) throw new Broken("left-out")
    const bound = manifest.message === facts["filing"]
    const found: Filed[] = []
    for (const [at, document] of piece.documents.entries()) {
      const left = manifest.files.filter((entry) => !found.some((file) => file.entry === entry))
      const entry = left.find((entry) => same(this.#export.sums.get(document.path ?? ""), entry))
      if (document.path === null || entry === undefined) throw new Broken("file", { document: document.number })
      if (!bound) await this.#checkSealed(document, String(sums[at]))
      found.push({ piece, entry, path: document.path })
    }
    return found
  }

  /** What the log does not bind to the piece by its filing, it binds by the sum of the sealed file. */
  async #checkSealed({ number, path, sealed, key }: ListedDocument, placed: string): Promise<void> {
    if (this.#export.sums.get(sealed ?? "")?.sha256 !== placed) throw new Broken("file", { document: number })
    const plain = await this.#unsealed(sealed, key)
    if (!sameBytes(plain, await this.#export.whole(path ?? ""))) throw new Broken("file", { document: number })
  }

  /** Whether the judge whom the log names signed the judgment in a piece, and signed this document. */
  async #checkJudgment({ piece, entry, path }: Filed, beside: readonly Filed[], records: readonly LogRecord[]): Promise<void> {
    const text = entry.size <= LIMIT ? await this.#export.text(path, LIMIT) : ""
    if (typeOf(text) !== JUDGMENT_TYPE) return
    const { number, kind } = piece
    const fails = (about: string) => this.#add("fails", "judgment", { number, kind }, `case-judgment-${about}`)
    let signed: SignedJudgment
    try {
      signed = await readJudgment(new TextEncoder().encode(text))
    } catch (error) {
      if (!(error instanceof SealError)) throw error
      return fails("invalid")
    }
    const { document, day, judge } = signed.judgment
    if (!beside.some((file) => same(file.entry, document))) return fails("other")
    if ((await signedIn(signed, records)) === undefined) return fails("unproved")
    this.#add("holds", "judgment", { number, day, judge: judge.name })
  }

  // ── Nothing gone, nothing added ──────────────────────────────────────────────────────────────────────────────

  #checkComplete(placed: ReadonlyMap<string, LogRecord>): void {
    const listed = new Set(this.listed.pieces.map(({ entry }) => entry))
    const gone = [...placed].filter(([entry]) => !listed.has(entry)).map(([, record]) => numberIn(record)).sort((left, right) => left - right)
    if (gone.length > 0) this.#add("fails", "left-out", { names: some(gone.map(String)) })
    const numbers = new Set([...this.listed.pieces.map(({ number }) => number), ...gone])
    const hidden = Array.from({ length: Math.max(0, ...numbers) }, (_, at) => at + 1).filter((number) => !numbers.has(number))
    if (hidden.length > 0) this.#add("note", "hidden", { names: some(hidden.map(String)) })
  }

  async #checkStrays(): Promise<void> {
    const parts = new Set([...membersOf(this.listed), CASE_LIST, SUMS, GUIDE])
    for (const name of this.#export.sums.keys()) {
      if (parts.has(name)) continue
      const text = name.endsWith(".json") ? await this.#export.text(name, LIMIT) : ""
      if (typeOf(text) !== PROOF_TYPE) this.#add("fails", "stray", { names: name }, "stray")
    }
  }
}

function recorded(piece: ListedPiece, record: LogRecord | undefined): LogRecord["facts"] {
  if (record === undefined) throw new Broken("unrecorded")
  const { facts, at } = record
  if (piece.number !== facts["number"] || piece.kind !== facts["kind"] || piece.party !== facts["party"]) throw new Broken("list")
  if (!sameMoment(piece.filed, String(facts["filedAt"])) || !sameMoment(piece.placed, at)) throw new Broken("moment")
  return facts
}

/** The same moment to the microsecond, whatever the clock it is told by. */
function sameMoment(left: string, right: string): boolean {
  const [told, logged] = [left, right].map((text) => {
    const [, clock = "", fraction = "", zone = ""] = MOMENT.exec(text) ?? []
    return `${Date.parse(clock + zone)} ${fraction.padEnd(6, "0")}`
  })
  return told === logged && !told?.startsWith("NaN")
}

function numberIn({ facts }: LogRecord): number {
  const number = facts["number"]
  return typeof number === "number" && Number.isSafeInteger(number) ? number : 0
}

/** What the seal refuses fails under this code. */
async function refusing<Value>(code: string, made: Promise<Value>): Promise<Value> {
  try {
    return await made
  } catch (error) {
    if (error instanceof SealError) throw new Broken(code)
    throw error
  }
}
