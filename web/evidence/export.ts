// Walks through an export (docs/formats.md, Export): from the log to the receipt, to the envelope, to every file. The same
// checks under the same codes as zegel/client/verify_export.py; nothing is asked of any server.
import { open } from "../seal/age.ts"
import { SealError } from "../seal/errors.ts"
import { type FileEntry, type Manifest, signedBy } from "../seal/manifest.ts"
import { Shape } from "../seal/shape.ts"
import { type Difference, differences } from "./agreement.ts"
import { LogError } from "./log.ts"
import { type Export, ExportError, type Sum } from "./members.ts"
import { checkProof, PROOF_TYPE, type Proven } from "./proof.ts"
import { check as checkReceipt, type Facts, type Held, LIMIT, type LogRecord, numberOf, type Parties, parsed } from "./receipt.ts"
import { checkSums, type Line, same, some, SUMS, typeOf } from "./sums.ts"

const LIST_TYPE = "zegel/export/v1"
const RECEIPTS = new Set<unknown>(["zegel/receipt/v1", "zegel/receipt/v2", "zegel/receipt/v3"])
const SHA256 = /^[0-9a-f]{64}$/
const KEY = /^AGE-SECRET-KEY-/
const AGE = "age-encryption.org/v1"
const LOG_KEYS = /^(?:[A-Za-z0-9+/]{43}=[ \t\r\n]+)+$/
const LOG_KEYS_LIMIT = 8192
const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/
const MOST = 100_000

/** A message whose chain holds, from the log to what its sender signed. */
export interface Opened { readonly number: number; readonly held: Held; readonly manifest: Manifest }

interface Listed {
  readonly messages: readonly ListedMessage[]
  readonly missing: readonly { readonly message: number | null; readonly what: string; readonly why: string }[]
  readonly left: number
  readonly files: ReadonlyMap<string, Sum>
}
interface ListedMessage {
  readonly number: number
  readonly message: string
  readonly folder: string
  readonly subject: string
  readonly received: string
  readonly sender: string
  readonly writtenBy: string | null
  readonly files: ReadonlyMap<number, ListedFile>
}
/** A document as the list names it and where it lies; no path where the maker left the documents out. */
interface ListedFile extends Sum { readonly path: string | null; readonly name: string; readonly type: string; readonly object: string }

/** Looks at everything; what is found stands in `lines` and `messages`. Throws ExportError for what is no export at all. */
export class Walk {
  readonly lines: Line[] = []
  readonly messages: Opened[] = []
  readonly #export: Export
  readonly #keys: readonly string[]
  readonly #receipts = new Map<string, Held>()
  readonly #proofs: Proven[] = []
  readonly #envelopes = new Map<string, string>()
  readonly #identities = new Map<number, string>()

  constructor(found: Export, keys: readonly string[]) {
    this.#export = found
    this.#keys = keys
  }

  get failed(): number {
    return this.lines.filter(({ kind }) => kind === "fails").length
  }

  get held(): readonly Held[] {
    return [...this.#receipts.values()]
  }

  /** The document with these bytes, and the message it came with. */
  find({ size, sha256 }: Sum): { message: Opened; entry: FileEntry } | undefined {
    for (const message of this.messages) {
      const entry = message.manifest.files.find((file) => file.size === size && file.sha256 === sha256)
      if (entry) return { message, entry }
    }
    return undefined
  }

  async run(): Promise<void> {
    this.lines.push(...(await checkSums(this.#export)))
    const [name, listed] = await this.#readList()
    this.#checkList(name, listed)
    await this.#readPapers()
    if (listed.messages.length === 0) this.#add("fails", "left-out", { names: "–" })
    for (const message of listed.messages) await this.#checkMessage(message)
    this.#checkComplete(listed)
    await this.#checkStrays(name, listed)
  }

  #add(kind: Line["kind"], code: string, values: Line["values"] = {}): void {
    this.lines.push({ kind, code, values })
  }

  // ── What is in it ────────────────────────────────────────────────────────────────────────────────────────────

  async #readList(): Promise<[string, Listed]> {
    const found: [string, Listed][] = []
    for (const name of this.#export.sums.keys()) {
      if (name.includes("/") || !name.endsWith(".json")) continue
      const text = await this.#export.text(name)
      if (typeOf(text) === LIST_TYPE) found.push([name, listOf(text)])
    }
    const [listed] = found
    if (listed === undefined || found.length > 1) throw new ExportError("no list")
    return listed
  }

  #checkList(name: string, { files, missing, left }: Listed): void {
    // What stands after the list in the ZIP is the list itself and the sums.
    const there = new Map([...this.#export.sums].filter(([path]) => path !== SUMS && path !== name))
    const wrong = [...new Set([...there.keys(), ...files.keys()])].filter((path) => !same(there.get(path), files.get(path)))
    if (wrong.length > 0) this.#add("fails", "list", { names: some(wrong) })
    for (const { what, why } of missing) this.#add("note", "missing", { what, why })
    if (left > 0) this.#add("note", "left", { count: left })
  }

  /** Receipts and proofs that hold, envelopes by their hash and keys by their number. */
  async #readPapers(): Promise<void> {
    for (const [name, { size, sha256 }] of this.#export.sums) {
      const text = name.endsWith(".json") || name.endsWith(".txt") ? await this.#export.text(name, LIMIT) : ""
      const number = /^(?:.*\/)?([0-9]{1,9}) [^/]*$/s.exec(name)?.[1]
      if (name.endsWith(".age")) {
        if (size <= LIMIT && fromLatin(await this.#export.whole(name)).startsWith(AGE)) this.#envelopes.set(sha256, name)
      } else if (name.endsWith(".txt") && KEY.test(text) && number !== undefined) this.#identities.set(Number(number), text.trim())
      else if (name.endsWith(".json")) await this.#readPaper(name, text)
    }
  }

  async #readPaper(name: string, text: string): Promise<void> {
    const type = typeOf(text)
    try {
      if (RECEIPTS.has(type)) {
        const held = await checkReceipt(text, this.#keys)
        this.#receipts.set(held.facts.message ?? numberOf(held.facts), held)
      } else if (type === PROOF_TYPE) {
        const proof = await checkProof(text, this.#keys)
        this.#proofs.push(proof)
        this.#add("holds", "proof", { name: name.split("/").at(-1) ?? name, count: proof.records.length })
      }
    } catch (error) {
      if (!(error instanceof LogError)) throw error
      this.#add("fails", "proof", { name })
    }
  }

  // ── One message ──────────────────────────────────────────────────────────────────────────────────────────────

  /** The chain of one message; it ends at the first link that fails. */
  async #checkMessage(message: ListedMessage): Promise<void> {
    const { number } = message
    const held = this.#receipts.get(message.message)
    if (held === undefined) return this.#add("fails", "receipt", { number })
    let opened: { manifest: Manifest; key: string }
    try {
      opened = await this.#opened(number, held)
    } catch (error) {
      if (!(error instanceof SealError)) throw error
      return this.#add("fails", error.code, { number })
    }
    const { manifest, key } = opened
    if (!isOf(message, held.facts)) this.#add("fails", "list", { names: `${number}` })
    const found = this.#differences(manifest, key, held)
    if (found.length > 0) {
      for (const { code, signed, recorded } of found) this.#add("fails", code, { number, signed: signed || "–", recorded: recorded || "–" })
      return
    }
    const { parties, received, subject } = held.facts
    if (parties) this.#add("holds", "message", { number, received, case: subject, sender: senderIn(parties) })
    else this.#add("holds", "message-unnamed", { number, received, case: subject, signed: manifest.sender.name })
    this.messages.push({ number, held, manifest })
    this.#checkFiles(message, manifest)
  }

  /** What was signed must be what the log tells of it: the record of the receipt, and of a filing also that of its message. */
  #differences(manifest: Manifest, key: string, { record, facts }: Held): Difference[] {
    const more = this.#proofs.flatMap(({ records }) => records)
      .filter(({ event, subject }) => event === "mail.message.received" && subject === facts.message && subject !== record.subject)
    const told: [LogRecord, Parties | null][] = [[record, facts.parties ?? null], ...more.map((entry): [LogRecord, null] => [entry, null])]
    const found = new Map<string, Difference>()
    for (const [entry, parties] of told) {
      for (const difference of differences(manifest, key, entry, parties)) if (!found.has(difference.code)) found.set(difference.code, difference)
    }
    return [...found.values()]
  }

  async #opened(number: number, held: Held): Promise<{ manifest: Manifest; key: string }> {
    const envelope = this.#envelopes.get(held.facts.envelope ?? "")
    if (envelope === undefined) throw new SealError("envelope", "not the one of the receipt")
    const identity = this.#identities.get(number)
    let plain: Uint8Array
    try {
      plain = await open(identity === undefined ? [] : [identity], await this.#export.whole(envelope))
    } catch (cause) {
      throw new SealError("open", "does not open", { cause })
    }
    return signedBy(plain)
  }

  #checkFiles({ number, files }: ListedMessage, manifest: Manifest): void {
    const left: number[] = []
    let right = 0
    for (const [extra, { path }] of files) {
      if (!manifest.files.some((entry) => entry.number === extra)) this.#add("fails", "file", { number, name: path ?? "" })
    }
    for (const entry of manifest.files) {
      const listed = files.get(entry.number)
      const path = listed?.path ?? null
      if (listed !== undefined && !isNamed(listed, entry)) this.#add("fails", "list", { names: listed.path ?? `${entry.number}` })
      if (path === null) left.push(entry.number)
      else if (same(this.#export.sums.get(path), entry)) right += 1
      else this.#add("fails", "file", { number, name: path })
    }
    if (right > 0) this.#add("holds", "files", { number, count: right })
    if (left.length > 0) this.#add("note", "without", { number, files: left.join(", ") })
  }

  // ── Nothing gone, nothing added ──────────────────────────────────────────────────────────────────────────────

  /** No message was taken out that the rest still tells of. */
  #checkComplete({ messages, missing }: Listed): void {
    const numbers = new Set(messages.map(({ number }) => number))
    const without = new Set(missing.flatMap(({ message }) => (message === null || numbers.has(message) ? [] : [message])))
    const known = new Set(messages.map(({ message }) => message))
    const told = new Set([
      ...this.#proofs.flatMap(({ records }) => records).filter(({ event }) => event === "mail.message.received").map(({ subject }) => subject),
      ...this.#receipts.keys(),
    ])
    const unknown = [...told].filter((name) => !known.has(name))
    const there = new Set([...numbers, ...without].filter((number) => number > 0))
    const gone = [...there].reduce((last, number) => Math.max(last, number), 0) - there.size
    if (gone > 0) this.#add("fails", "left-out", { names: String(firstGap(there)) })
    else if (unknown.length > without.size) this.#add("fails", "left-out", { names: some(unknown) })
  }

  /** Every member has a part: a document that was signed for, a paper of the proof, or a page that proves nothing. */
  async #checkStrays(list: string, { messages }: Listed): Promise<void> {
    const documents = new Set(messages.flatMap(({ files }) => [...files.values()].map(({ path }) => path)))
    const folders = new Set(messages.map(({ folder }) => folder))
    const copies = new Set<string>()
    const strays: string[] = []
    for (const name of this.#export.sums.keys()) {
      if (documents.has(name) || name === list || name === SUMS) continue
      const [, folder = "", file = ""] = /^(?:(.*)\/)?([^/]*)$/.exec(name) ?? []
      const ending = file.split(".").at(-1) ?? ""
      const copy = `${folder}.${ending}`
      if (folders.has(folder)) {
        if (["pdf", "eml"].includes(ending) && !/^\d/.test(file) && !copies.has(copy)) copies.add(copy)
        else strays.push(name)
      } else if (!(folder === "" ? ["html", "txt"].includes(ending) : await this.#isPaper(name, ending))) strays.push(name)
    }
    if (strays.length > 0) this.#add("fails", "stray", { names: some(strays) })
    if (copies.size > 0 && this.messages.length > 0) this.#add("note", "copies")
  }

  async #isPaper(name: string, ending: string): Promise<boolean> {
    if (ending === "pdf") return this.#export.sums.has(name.replace(/\.pdf$/, ".json"))
    if (ending === "age") return fromLatin(await this.#export.whole(name)).startsWith(AGE)
    const text = await this.#export.text(name, LIMIT)
    if (ending === "txt") return KEY.test(text) || (text.length <= LOG_KEYS_LIMIT && LOG_KEYS.test(text))
    const type = typeOf(text)
    return ending === "json" && (RECEIPTS.has(type) || type === PROOF_TYPE)
  }
}

/** Whether the list says of a message what the log recorded: case, moment (to the millisecond) and names. */
function isOf(message: ListedMessage, { subject, received, parties }: Facts): boolean {
  if (message.subject !== subject || Math.abs(Date.parse(message.received) - Date.parse(received)) >= 1) return false
  if (!parties) return true
  // A guest sends in their own name; anybody else on behalf of a mailbox.
  const [sender, writtenBy] = parties.onBehalfOf ? [parties.onBehalfOf, parties.sender] : [parties.sender, null]
  return message.sender === sender && message.writtenBy === writtenBy
}

const isNamed = (listed: ListedFile, entry: FileEntry): boolean =>
  listed.name === entry.name && listed.type === entry.type && same(listed, entry) && listed.object === entry.object

/** Who sent it on whose behalf, by the names the log has. */
const senderIn = ({ sender, onBehalfOf, organisation }: Parties): string =>
  [...new Set([sender, onBehalfOf, organisation].filter((name) => name !== ""))].join(", ")

function firstGap(there: ReadonlySet<number>): number {
  let number = 1
  while (there.has(number)) number += 1
  return number
}

function listOf(text: string): Listed {
  try {
    const shape = new Shape(parsed(text), "format")
    const messages = shape.list("messages", MOST, (item) => ({
      number: item.count("number"), message: item.string("message"), folder: item.string("folder"), subject: item.string("subject"),
      received: item.matching("receivedAt", MOMENT), sender: item.string("sender"), writtenBy: item.nullable("writtenBy", (name) => item.string(name)),
      files: once(item.list("files", MOST, (file) => [file.count("number"), fileOf(file)] as const)),
    }))
    once(messages.map(({ number, message }) => [number, message] as const))
    once(messages.map(({ number, message }) => [message, number] as const))
    return {
      messages,
      missing: shape.list("missing", MOST, (item) => ({
        message: item.nullable("message", (name) => item.count(name)), file: item.nullable("file", (name) => item.count(name)), what: item.string("what"), why: item.string("why"),
      })),
      left: shape.count("left"),
      files: once(shape.list("files", MOST, (item) => [item.string("name"), { size: item.count("size"), sha256: item.matching("sha256", SHA256) }] as const)),
    }
  } catch (cause) {
    throw new ExportError("no list", { cause })
  }
}

function fileOf(file: Shape): ListedFile {
  return {
    path: file.nullable("path", (name) => file.string(name)), name: file.string("name"), type: file.string("type"),
    size: file.count("size"), sha256: file.matching("sha256", SHA256), object: file.string("object"),
  }
}

/** A map of pairs of which no first one stands there twice. */
function once<Key, Value>(pairs: readonly (readonly [Key, Value])[]): Map<Key, Value> {
  const found = new Map(pairs)
  if (found.size !== pairs.length) throw new ExportError("named twice")
  return found
}

const fromLatin = (bytes: Uint8Array): string => new TextDecoder("latin1").decode(bytes.subarray(0, 64))
