// What the regulation asks of a filing by Veilig Mailen (Annex VI and articles 3.3-3.15), as checks on what is written. No DOM.
// zegel/law has the rules; the server checks again what it can see.
import { LARGEST } from "./file-item.ts"
import { findCaseNumbers } from "./subject.ts"
import type { Known } from "./recipient.ts"

/** Where is filed, as the page of the question found it. */
export interface Place {
  readonly court: string
  readonly courtName: string
  readonly location: string
  readonly matter: string
  readonly matterName: string
  readonly kind: string
  readonly kindName: string
  readonly piece: boolean
  readonly number: string
  readonly subject: string
  /** The court whose number it is, where that is another one. */
  readonly otherCourt: string
  readonly line: string
  readonly postal: string
  readonly counter: string
  readonly box: Known
  /** Of a filing in a running case by this site: who reads the file, so that it is their copy, and who else must get one (3.10). */
  readonly portal?: { readonly readers: number; readonly others: string }
}

export interface Answers {
  readonly copies: "" | "here" | "elsewhere" | "none"
  readonly copiesHow: string
  readonly language: "none" | "known" | "other"
  readonly translated: boolean
  readonly summary: boolean
  readonly headings: boolean
  readonly length: boolean
  /** By rule: why it may be passed. */
  readonly reasons: Readonly<Record<string, string>>
}

export const NO_ANSWERS: Answers = {
  copies: "", copiesHow: "", language: "none", translated: false, summary: false, headings: false, length: false, reasons: {},
}

export interface SeenFile {
  readonly name: string
  readonly size: number
  readonly pages: number | null
  readonly pdf: boolean
  /** The paper its pages are made for (3.12); empty where that is not known. */
  readonly paper?: "" | "A4" | "other"
  /** The name says what it is and has a date (VI 6.5). */
  readonly named: boolean
  /** The date in it is that of today because it came without one. */
  readonly guessed: boolean
}

export interface Seen {
  readonly files: readonly SeenFile[]
  readonly text: string
  readonly secret: boolean
  /** Whether the court's mailbox is a recipient, and how many others are. */
  readonly addressed: boolean
  readonly others: number
}

export interface Check {
  /** As zegel/law names it. */
  readonly rule: string
  /** Where it is explained: the part after # of the page with the rules. */
  readonly article: string
  /** ok · note: good to know · warn: may be passed with a reason · do: must be done. */
  readonly state: "ok" | "note" | "warn" | "do"
  /** Key of the sentence. */
  readonly text: string
  readonly values?: Readonly<Record<string, string | number>>
  /** The field where it is put right. */
  readonly at?: string
}

export const SUMMARY_ABOVE = 10
export const REASON_ABOVE = 25
const ENVELOPE_WORDS = 60
const LONG_KINDS = new Set(["summons", "answer"])

export function checks(place: Place, seen: Seen, answers: Answers): Check[] {
  const found = allChecks(place, seen, answers)
  return place.portal === undefined ? found : found.filter(({ rule }) => !rule.startsWith("VI-") && !OF_MAIL.has(rule))
}

/** What is asked of a filing by Veilig Mailen alone, besides Annex VI: paper that follows, and numbers one gives oneself. */
const OF_MAIL: ReadonlySet<string> = new Set(["3.3", "3.14"])

function allChecks(place: Place, seen: Seen, answers: Answers): Check[] {
  return [
    ...addressChecks(place, seen),
    ...caseChecks(place, seen),
    ...fileChecks(place, seen),
    ...summonsChecks(place, seen),
    secrecyCheck(seen),
    copiesCheck(place, seen, answers),
    ...paperCheck(place, seen),
    ...lengthChecks(place, seen, answers),
    ...languageChecks(answers),
    ...notes(place, seen),
  ]
}

/** How many pages the document itself has: the first file, exhibits not counted. */
export function mainPages(place: Place, seen: Seen): number {
  return LONG_KINDS.has(place.kind) ? (seen.files[0]?.pages ?? 0) : 0
}

/** How many files are named as the (draft) summons, which an application must bring along (2.1). An exhibit is none. */
export function namedAsSummons(files: readonly { readonly name: string }[]): number {
  const plain = files.map(({ name }) => name.toLowerCase().replace(/[^a-z0-9]/g, ""))
  return plain.filter((name) => name.includes("dagvaarding") && !name.includes("productie")).length
}

/** The rules that are passed because a reason was given. */
export function passed(found: readonly Check[], answers: Answers): string[] {
  return found.filter((check) => check.state === "warn" && reasonOf(check.rule, answers) !== "").map(({ rule }) => rule)
}

/** What still keeps the filing from going. */
export function unsettled(found: readonly Check[], answers: Answers): Check[] {
  return found.filter(({ state, rule }) => state === "do" || (state === "warn" && reasonOf(rule, answers) === ""))
}

export function reasonOf(rule: string, answers: Answers): string {
  return (answers.reasons[rule] ?? "").trim()
}

/** What the message itself must show (3.8, 3.10, VI 6.2, 3.15), line by line: keys of sentences, with their values. */
export function statements(place: Place, seen: Seen, answers: Answers): Pick<Check, "text" | "values">[] {
  const portal = place.portal !== undefined
  const lines: Pick<Check, "text" | "values">[] = portal ? [] : [{ text: "statedLine", values: { line: place.line } }]
  if (seen.secret) lines.push({ text: "statedSecret" })
  const how = answers.copiesHow.trim()
  if (place.kind !== "application" && answers.copies === "here" && !portal) lines.push({ text: "statedHere" })
  if (place.kind !== "application" && answers.copies === "elsewhere") {
    lines.push(how === "" ? { text: "statedElsewhere" } : { text: "statedHow", values: { how } })
  }
  if (answers.language === "known") lines.push({ text: "statedKnown" })
  if (answers.language === "other" && answers.translated) lines.push({ text: "statedTranslated" })
  if (place.piece && !portal) lines.push({ text: "statedPaper" })
  for (const { rule, state } of checks(place, seen, answers)) {
    const reason = reasonOf(rule, answers)
    if (state === "warn" && reason !== "") lines.push({ text: "statedReason", values: { rule: shownRule(rule), reason } })
  }
  return lines
}

/** `VI-6.5-a` is cited as "VI 6.5", `3.10-b` as "3.10". */
export function shownRule(rule: string): string {
  return rule.replace(/^VI-/, "VI ").replace(/-[a-z]$/, "")
}

function addressChecks(place: Place, seen: Seen): Check[] {
  const values = { address: place.box.address, court: place.otherCourt }
  const found: Check[] = [
    seen.addressed
      ? { rule: "VI-6.1-address", article: "VI-6.1", state: "ok", text: "assistAddressed", values }
      : { rule: "VI-6.1-address", article: "VI-6.1", state: "do", text: "assistAddress", values, at: "recipient" },
  ]
  if (place.otherCourt !== "") {
    found.push({ rule: "VI-6.1", article: "VI-6.1", state: "warn", text: "assistOtherCourt", values })
  }
  return found
}

function caseChecks(place: Place, seen: Seen): Check[] {
  const texts = [seen.text, ...seen.files.map(({ name }) => name.replaceAll("_", " "))]
  const others = [...new Set(texts.flatMap(findCaseNumbers))].filter((number) => number !== place.subject)
  if (others.length === 0) return [{ rule: "VI-6.2-a", article: "VI-6.2", state: "ok", text: "assistOneCase" }]
  return [{ rule: "VI-6.2-a", article: "VI-6.2", state: "warn", text: "assistCases", values: { cases: others.join(", ") } }]
}

function fileChecks(place: Place, { files, text }: Seen): Check[] {
  if (files.length === 0) {
    if (place.piece || place.kind === "application") {
      return [{ rule: "VI-6.2-file", article: "VI-6.2", state: "do", text: "assistNoFile", at: "file-choose" }]
    }
    const words = text.split(/\s+/).filter(Boolean).length
    return words > ENVELOPE_WORDS ? [{ rule: "VI-6.2-b", article: "VI-6.2", state: "warn", text: "assistEnvelope" }] : []
  }
  const n = files.length
  const unnamed = files.filter(({ pdf, named }) => pdf && !named).length
  const others = files.filter(({ pdf }) => !pdf).length
  const found: Check[] = [{ rule: "VI-6.5-c", article: "VI-6.5", state: "ok", text: "assistNumbered", values: { n } }]
  found.push(
    unnamed === 0 ? nameCheck(files) : { rule: "VI-6.5-a", article: "VI-6.5", state: "warn", text: "assistUnnamed", values: { n: unnamed } },
    others === 0
      ? { rule: "VI-6.5-b", article: "VI-6.5", state: "ok", text: "assistPdf" }
      : { rule: "VI-6.5-b", article: "VI-6.5", state: "warn", text: "assistNotPdf", values: { n: others } },
  )
  found.push(sizeCheck(place, files))
  return found
}

function nameCheck(files: readonly SeenFile[]): Check {
  const check = { rule: "VI-6.5-a", article: "VI-6.5" } as const
  const n = files.filter(({ guessed }) => guessed).length
  return n === 0 ? { ...check, state: "ok", text: "assistNamed" } : { ...check, state: "note", text: "assistGuessed", values: { n } }
}

function sizeCheck(place: Place, files: readonly SeenFile[]): Check {
  const large = files.filter(({ size }) => size > LARGEST).map(({ name }) => name)
  if (large.length === 0) return { rule: "VI-6.6", article: "VI-6.6", state: "ok", text: "assistSize" }
  const address = [place.line, ...place.postal.split("\n")].filter(Boolean).join(", ")
  const values = { names: large.join(", "), address, counter: place.counter.replaceAll("\n", ", ") || place.courtName }
  return { rule: "VI-6.6", article: "VI-6.6", state: "do", text: "assistTooLarge", values, at: "file-choose" }
}

function summonsChecks(place: Place, { files }: Seen): Check[] {
  if (place.kind !== "application" || files.length === 0) return []
  const n = namedAsSummons(files)
  const check = { rule: "2.1-c", article: "2.1" } as const
  if (n === 0) return [{ ...check, state: "warn", text: "assistNoSummons" }]
  return [n === 1 ? { ...check, state: "ok", text: "assistSummons" } : { ...check, state: "note", text: "assistSummonses", values: { n } }]
}

function secrecyCheck({ secret }: Seen): Check {
  const check = { rule: "VI-6.2-c", article: "VI-6.2" } as const
  return secret ? { ...check, state: "ok", text: "assistSecret" } : { ...check, state: "note", text: "assistNotSecret" }
}

function copiesCheck(place: Place, seen: Seen, { copies }: Answers): Check {
  const check = { rule: "3.10-b", article: "3.10" } as const
  if (place.kind === "application") return { ...check, state: "ok", text: "assistCopiesNotDue" }
  if (copies === "") return { ...check, state: "do", text: "assistCopiesAsk", at: "copies" }
  if (copies === "none") return { ...check, state: "warn", text: "assistCopiesNone" }
  if (copies === "here" && seen.others === 0) return { ...check, state: "do", text: "assistCopiesAdd", at: "recipient" }
  return { ...check, state: "ok", text: copies === "here" ? "assistCopiesHere" : "assistCopiesElsewhere" }
}

function lengthChecks(place: Place, seen: Seen, answers: Answers): Check[] {
  const pages = mainPages(place, seen)
  if (pages === 0) return []
  // Two rules, each with a reason of its own: why there is no summary does not say why the piece is this long.
  const opening = { rule: "3.12-b", article: "3.12", values: { pages } } as const
  const found: Check[] = []
  if (pages > SUMMARY_ABOVE && !(answers.summary && answers.headings)) found.push({ ...opening, state: "warn", text: "assistLong" })
  if (pages > REASON_ABOVE && !answers.length) found.push({ ...opening, rule: "3.12-e", state: "warn", text: "assistVeryLong" })
  return found.length > 0 ? found : [{ ...opening, state: "ok", text: "assistLength" }]
}

/** The document itself is made for A4 (3.12); its exhibits are as they are. */
function paperCheck(place: Place, { files }: Seen): Check[] {
  const paper = LONG_KINDS.has(place.kind) ? (files[0]?.paper ?? "") : ""
  if (paper === "") return []
  const check = { rule: "3.12-a", article: "3.12" } as const
  return [paper === "A4" ? { ...check, state: "ok", text: "assistPaper" } : { ...check, state: "note", text: "assistOtherPaper" }]
}

function languageChecks({ language, translated }: Answers): Check[] {
  const check = { rule: "3.15-a", article: "3.15" } as const
  if (language === "known") return [{ ...check, state: "note", text: "assistKnown" }]
  if (language !== "other") return []
  return [translated ? { ...check, state: "ok", text: "assistTranslated" } : { ...check, state: "warn", text: "assistUntranslated" }]
}

function notes(place: Place, { files }: Seen): Check[] {
  const found: Check[] = []
  if (place.kind === "application") found.push({ rule: "2.1", article: "2.1", state: "note", text: "assistApplication" })
  if (files.length > 1) found.push({ rule: "3.14", article: "3.14", state: "note", text: "assistExhibits" })
  if (place.piece) {
    found.push({ rule: "VI-6.7", article: "VI-6.7", state: "note", text: "assistSigned" })
    found.push({ rule: "3.3", article: "3.3", state: "note", text: "assistPaper" })
  }
  return found
}
