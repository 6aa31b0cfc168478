// Everything an export holds, file after file, in the order of the ZIP. Each file is fetched, opened and checked when its
// turn comes; what cannot be had or is not right is named in the export, never left out in silence.
import { serverNow } from "../page/clock.ts"
import { api, apiResponse, Problem } from "../page/server.ts"
import { formatMoment, say } from "../page/words.ts"
import { withEnding } from "../page/kinds.ts"
import { LetterFiles, typeOf } from "../reading/files.ts"
import { type Letter, openLetter, Refused, reportDifferences } from "../reading/letter.ts"
import { numberedName, safeName, startOf } from "../reading/names.ts"
import { recipientName } from "../reading/recipients.ts"
import { type Bytes, fromB64, utf8 } from "../seal/bytes.ts"
import { CannotCheck, SealError } from "../seal/errors.ts"
import type { FileEntry } from "../seal/manifest.ts"
import type { Chapter } from "../volume/volume.ts"
import { type Attached, eml, type Mail } from "./eml.ts"
import { letterPdf } from "./letter-pdf.ts"
import { sealedBytes } from "./plan.ts"
import { slices } from "./slices.ts"
import { Sums } from "./sums.ts"
import type { EvidenceOut, PlanOut, PlannedOut } from "../wire/api.ts"

export const EXPORT_TYPE = "zegel/export/v1"

export interface Missing {
  /** The numbers of the message in this export and of the file in the message; null: all of it. */
  readonly message: number | null
  readonly file: number | null
  readonly what: string
  readonly code: string
  readonly why: string
}

/** What the page does for an export. */
export interface Hands {
  identities(): Promise<readonly string[]>
  /** Something could not be fetched: shall it be tried again, or be named as missing? */
  ask(what: string, why: string): Promise<"again" | "skip">
  /** From 0 to 1, and what is being done. */
  watch(part: number, what: string): void
  /** The pages that explain the export, as HTML and as text. */
  guide(values: Readonly<Record<string, string | number>>): { html: string; text: string }
}

export interface Member {
  readonly name: string
  readonly input: AsyncIterable<Bytes>
  readonly lastModified: Date
}

// What a message costs beside the bytes of its files, for the bar.
const COST = 200_000
const EVIDENCE_AT_ONCE = 100
const PENDING_TRIES = 8
const SETTLING = 4
const PENDING_PAUSE = 2_000

export class Bundle {
  readonly missing: Missing[] = []
  readonly #plan: PlanOut
  readonly #evidence: string
  readonly #hands: Hands
  readonly #documents: boolean
  readonly #sums = new Sums()
  readonly #listed: unknown[] = []
  readonly #whole: number
  #done = 0
  #waiting = 0
  readonly #made = serverNow()

  /** Without `documents` it is a proof file: letters and files stay out, all that proves them comes along. */
  constructor(plan: PlanOut, evidence: string, hands: Hands, documents = true) {
    this.#plan = plan
    this.#documents = documents
    this.#evidence = evidence
    this.#hands = hands
    this.#whole = (documents ? sealedBytes(plan) : 0) + COST * (plan.messages.length + 1)
  }

  async *members(): AsyncGenerator<Member> {
    const last = new Map<string, string>()
    for (const [at, planned] of this.#plan.messages.entries()) {
      yield* this.#message(at + 1, planned, last.get(planned.conversation) ?? null)
      last.set(planned.conversation, planned.message)
    }
    this.#hands.watch(this.#done / this.#whole, say("exportDoing", { what: say("exportProof") }))
    yield* this.#proofs()
    yield* this.#ending()
    this.#hands.watch(1, "")
  }

  /** Each message as a chapter of one PDF: the letter, its files in their own order, and its receipt. Letters are opened now, files when their turn comes. */
  async chapters(): Promise<readonly Chapter[]> {
    const found: Chapter[] = []
    for (const [at, planned] of this.#plan.messages.entries()) {
      const number = at + 1
      const what = say("exportMessage", { n: number, total: this.#plan.messages.length })
      this.#watch(0, what)
      const letter = await this.#opened(planned, number, what)
      this.#done += COST
      if (letter === null) continue
      const files = new LetterFiles(planned.api, letter)
      const receipt = () => {
        // The last of a chapter: what was opened for it, and its worker, need not wait for the rest of a long case.
        files.close()
        return this.#attempt(what, number, null, () => settled(async () => (await apiResponse(planned.receiptPdf)).blob()))
      }
      found.push({
        number: String(number),
        title: `${number}. ${say("exportTitle", { name: letter.told.sender })} (${formatMoment(new Date(planned.receivedAt))})`,
        sources: [
          { title: say("exportLetterPdf"), read: () => this.#attempt(what, number, null, () => letterPdf(letter)) },
          ...files.entries.map((entry) => ({ title: safeName(entry.name, say("unnamed")), read: () => this.#file(files, entry, planned, number, what) })),
          { title: say("exportReceiptPdf"), read: receipt },
        ],
      })
    }
    return found
  }

  async #file(files: LetterFiles, entry: FileEntry, planned: PlannedOut, number: number, what: string): Promise<Blob | null> {
    const told = `${what}: ${numberedName(entry.number, files.entries.length, entry.name, say("unnamed"))}`
    const size = planned.files[entry.number - 1] ?? entry.size
    const content = await this.#attempt(told, number, entry.number, () => files.open(entry, (part) => this.#watch(part * size, told)))
    this.#done += size
    return content
  }

  #opened(planned: PlannedOut, number: number, what: string): Promise<Letter | null> {
    return this.#attempt(what, number, null, async () => this.#agreed(planned.api, await openLetter(planned.api, await this.#hands.identities())))
  }

  // ── One message ────────────────────────────────────────────────────────────────────────────────────────────

  async *#message(number: number, planned: PlannedOut, after: string | null): AsyncGenerator<Member> {
    const total = this.#plan.messages.length
    const day = planned.receivedAt.slice(0, 10)
    const folder = numberedName(number, total, startOf(`${day} ${planned.sender}`, 60), day)
    const at = new Date(planned.receivedAt)
    const what = say("exportMessage", { n: number, total })
    const start = this.#done
    this.#watch(0, what)
    const letter = await this.#opened(planned, number, what)
    if (letter !== null && this.#documents) yield* this.#contents(letter, planned, { number, folder, at, what, after })
    else if (letter !== null) this.#list(letter, planned, number, folder, letter.manifest.files.map((entry) => listedFile(entry, null)))
    yield* this.#receipt(planned, number, letter, at)
    this.#done = start + COST + (this.#documents ? planned.files.reduce((a, b) => a + b, 0) : 0)
  }

  /** What was signed and what the log recorded must agree, as on the page of the message. */
  async #agreed(path: string, letter: Letter): Promise<Letter> {
    const [first] = letter.told.differences
    if (first === undefined) return letter
    throw new Refused(first.code, await reportDifferences(path, letter), first)
  }

  async *#contents(
    letter: Letter, planned: PlannedOut, { number, folder, at, what, after }: {
      number: number; folder: string; at: Date; what: string; after: string | null
    },
  ): AsyncGenerator<Member> {
    const pdf = await this.#attempt(what, number, null, () => letterPdf(letter))
    if (pdf !== null) yield this.#blob(`${folder}/${say("exportLetterPdf")}`, pdf, at)
    const files = new LetterFiles(planned.api, letter)
    const attached: (Attached & { readonly object: string })[] = []
    const paths: unknown[] = []
    try {
      for (const entry of files.entries) {
        const content = await this.#file(files, entry, planned, number, what)
        if (content === null) continue
        const type = await typeOf(content, entry)
        const named = withEnding(entry.name, type)
        const name = numberedName(entry.number, files.entries.length, named, say("unnamed"))
        yield this.#blob(`${folder}/${name}`, content, at)
        attached.push({ name: safeName(named, say("unnamed")), type, object: entry.object, content })
        paths.push(listedFile(entry, `${folder}/${name}`))
      }
      yield this.#member(`${folder}/${say("exportLetterEml")}`, eml(this.#mail(letter, planned, attached, after)), at)
    } finally {
      files.close()
    }
    this.#list(letter, planned, number, folder, paths)
  }

  #list({ told, sealed }: Letter, planned: PlannedOut, number: number, folder: string, files: readonly unknown[]): void {
    this.#listed.push({
      number, folder, message: planned.message, conversation: planned.conversation, subject: told.subject,
      receivedAt: planned.receivedAt, sender: told.sender, writtenBy: sealed.sender.kind === "guest" ? null : (told.person ?? told.sender), files,
    })
  }

  #mail(letter: Letter, planned: PlannedOut, files: readonly (Attached & { object: string })[], after: string | null): Mail {
    const { manifest, told } = letter
    const there = new Set(files.map(({ object }) => object))
    return {
      id: planned.message,
      host: location.hostname,
      after,
      from: { name: told.sender, address: planned.address },
      to: manifest.recipients.map((recipient) => ({ ...recipient, name: recipientName(recipient, told).name })),
      subject: told.subject,
      at: planned.receivedAt,
      more: {
        "X-Zegel-Message": planned.message,
        "X-Zegel-Conversation": planned.conversation,
        "X-Zegel-Received": planned.receivedAt,
        "X-Zegel-Written-By": told.person ?? "",
        "X-Zegel-Written-At": manifest.created,
        "X-Zegel-Missing-Files": manifest.files.filter(({ object }) => !there.has(object)).map(({ number }) => number).join(", "),
      },
      text: manifest.text,
      files,
    }
  }

  // ── Evidence ───────────────────────────────────────────────────────────────────────────────────────────────

  /** The receipt in both forms; the sealed envelope whose hash it states; and the key that opens that, and nothing else. */
  async *#receipt(planned: PlannedOut, number: number, letter: Letter | null, at: Date): AsyncGenerator<Member> {
    const path = (name: string) => `${say("exportProofFolder")}/${numberedName(number, this.#plan.messages.length, name, name)}`
    const what = say("exportReceipt", { n: number })
    const json: object | null = await this.#attempt(what, number, null, () => settled(() => api<object>(`${planned.api}/receipt`)))
    if (json !== null) {
      yield this.#text(path(say("exportReceiptJson")), `${JSON.stringify(json, null, 2)}\n`, at)
      const pdf = await this.#attempt(what, number, null, async () => (await apiResponse(planned.receiptPdf)).blob())
      if (pdf?.type === "application/pdf") yield this.#blob(path(say("exportReceiptPdf")), pdf, at)
    }
    if (letter === null) return
    yield this.#blob(path(say("exportEnvelope")), new Blob([fromB64(letter.sealed.envelope)]), at)
    yield this.#text(path(say("exportKey")), `${letter.identity}\n`, at)
  }

  async *#proofs(): AsyncGenerator<Member> {
    const messages = this.#plan.messages.map(({ message }) => message)
    const found: unknown[] = []
    for (let from = 0; from < messages.length; from += EVIDENCE_AT_ONCE) {
      found.push(...(await this.#proven(messages.slice(from, from + EVIDENCE_AT_ONCE))))
    }
    for (const [at, proof] of found.entries()) {
      const name = found.length === 1 ? say("exportProofFile") : numberedName(at + 1, found.length, say("exportProofFile"), "proof.json")
      yield this.#text(`${say("exportProofFolder")}/${name}`, `${JSON.stringify(proof)}\n`, this.#made)
    }
    const key = await this.#attempt(say("exportProof"), null, null, async () => (await apiResponse("/log-key")).text())
    if (key !== null) yield this.#text(`${say("exportProofFolder")}/${say("exportLogKey")}`, key.endsWith("\n") ? key : `${key}\n`, this.#made)
  }

  /** What the log tells of these messages. What was done just now gets its place within seconds, so that is waited for. */
  async #proven(messages: readonly string[]): Promise<unknown[]> {
    for (let tries = SETTLING; ; tries -= 1) {
      const found = await this.#pages(messages)
      const waiting = found.at(-1)?.waiting ?? 0
      if (waiting > 0 && tries > 0) {
        await new Promise((resolve) => setTimeout(resolve, PENDING_PAUSE))
        continue
      }
      this.#waiting += waiting
      return found.map(({ proof }) => proof).filter((proof) => proof !== null)
    }
  }

  async #pages(messages: readonly string[]): Promise<EvidenceOut[]> {
    const found: EvidenceOut[] = []
    let after: number | null = -1
    while (after !== null) {
      const answer = await this.#evidenceAfter(messages, after)
      if (answer === null) break
      found.push(answer)
      after = answer.next
    }
    return found
  }

  #evidenceAfter(messages: readonly string[], after: number): Promise<EvidenceOut | null> {
    return this.#attempt(say("exportProof"), null, null, () => api<EvidenceOut>(this.#evidence, { json: { messages, after } }))
  }

  // ── The end: what is in it, and what is not ────────────────────────────────────────────────────────────────

  async *#ending(): AsyncGenerator<Member> {
    if (this.missing.length > 0) {
      const told = this.missing.map(({ what, why }) => `- ${what}: ${why}\r\n`).join("")
      yield this.#text(say("exportMissingFile"), `${say("exportMissing")}\r\n\r\n${told}`, this.#made)
    }
    const guide = this.#hands.guide({
      messages: this.#plan.messages.length, missing: this.missing.length, waiting: this.#waiting, left: this.#plan.left,
      origin: location.origin, made: this.#made.toISOString(), documents: Number(this.#documents), bare: Number(!this.#documents),
    })
    yield this.#text(say("exportGuideHtml"), guide.html, this.#made)
    yield this.#text(say("exportGuideText"), guide.text, this.#made)
    const listed = {
      type: EXPORT_TYPE, made: this.#made.toISOString(), origin: location.origin, messages: this.#listed,
      missing: this.missing, waiting: this.#waiting, left: this.#plan.left, files: [...this.#sums.files],
    }
    yield this.#text(say("exportList"), `${JSON.stringify(listed, null, 2)}\n`, this.#made)
    yield { name: "SHA256SUMS", input: slices(new Blob([utf8(this.#sums.text())])), lastModified: this.#made }
  }

  // ── Small things ───────────────────────────────────────────────────────────────────────────────────────────

  #watch(more: number, what: string): void {
    this.#hands.watch(Math.min(1, (this.#done + more) / this.#whole), say("exportDoing", { what }))
  }

  #member(name: string, pieces: AsyncIterable<Bytes>, lastModified: Date): Member {
    return { name, input: this.#sums.counted(name, pieces), lastModified }
  }

  #blob(name: string, content: Blob, at: Date): Member {
    return this.#member(name, slices(content), at)
  }

  #text(name: string, text: string, at: Date): Member {
    return this.#blob(name, new Blob([utf8(text)]), at)
  }

  /** Does it until it is done, or until it is sure that it will not be: then it is named as missing. */
  async #attempt<T>(what: string, message: number | null, file: number | null, work: () => Promise<T>): Promise<T | null> {
    for (;;) {
      try {
        return await work()
      } catch (error) {
        if (error instanceof DOMException && error.name === "AbortError") throw error
        const [code, why] = reason(error)
        if (worthAsking(error) && (await this.#hands.ask(what, why)) === "again") continue
        this.missing.push({ message, file, what, code, why })
        return null
      }
    }
  }
}

/** What the server will not give, it will not give a second time; a session that ended can be begun again. */
function worthAsking(error: unknown): boolean {
  if (error instanceof Problem) return error.retry || error.status === 401
  return !(error instanceof Refused)
}

function reason(error: unknown): [string, string] {
  if (error instanceof Refused) return [error.code, say("exportRefused", { code: error.code })]
  if (error instanceof Problem) return [error.code, error.detail]
  if (error instanceof CannotCheck) return ["cannot-check", say("cannotCheck")]
  if (error instanceof SealError) return [error.code, say("exportFailed")]
  throw error
}

/** A receipt that the log has not taken in yet is there within seconds. */
async function settled<T>(work: () => Promise<T>): Promise<T> {
  for (let left = PENDING_TRIES; ; left -= 1) {
    try {
      return await work()
    } catch (error) {
      if (left === 0 || !(error instanceof Problem) || error.code !== "receipt-pending") throw error
      await new Promise((resolve) => setTimeout(resolve, PENDING_PAUSE))
    }
  }
}

/** As the sender signed it: its hash is in the envelope, whose own hash is in the receipt. */
function listedFile(entry: FileEntry, path: string | null): unknown {
  const { number, name, type, size, sha256, object } = entry
  return { number, name, type, size, sha256, object, path }
}
