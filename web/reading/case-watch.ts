// Says on the page of a case where it is not what the log recorded, and reports it.
import { LogError, sha256 } from "../evidence/log.ts"
import { all, find, icon, need, span } from "../page/elements.ts"
import { api, Problem } from "../page/server.ts"
import { formatMoment, language, say } from "../page/words.ts"
import { fromB64, hex } from "../seal/bytes.ts"
import { report } from "../session/alarms.ts"
import { logKeys, sameLog } from "../session/log-memory.ts"
import type { CaseLogOut, DocketEntryOut, SealedWordsOut } from "../wire/api.ts"
import { courseAlarms, type ToldCase, type ToldParty, type ToldStep } from "./case-course.ts"
import type { ToldFee } from "./case-fees.ts"
import type { ToldTerm } from "./case-terms.ts"
import { pieceAlarms, type Shown } from "./case-log.ts"
import { type CaseAlarm, caseLog } from "./case-records.ts"

/** Holds the page and the docket of a case against the log. Without keys of the log nothing is said against them. */
export async function watchCase(path: string, docket: readonly DocketEntryOut[]): Promise<void> {
  const page = toldOnPage(await wordsOf(path))
  for (const alarm of await alarmsOf(path, page, docket)) {
    show(alarm)
    // Not recorded yet is not wrong, and not right: it is said, and accuses nobody.
    if (alarm.code !== "case-record") await report(alarm.code, alarm.id ?? need("page-case").dataset["case"] ?? null)
  }
}

async function alarmsOf(path: string, page: ToldCase, docket: readonly DocketEntryOut[]): Promise<readonly CaseAlarm[]> {
  try {
    const [answer, keys] = await Promise.all([api<CaseLogOut>(`${path}/log`), logKeys()])
    if (keys.length === 0) return []
    const log = await caseLog(answer, keys, sameLog), now = Date.now()
    return [...courseAlarms(log, page, now), ...pieceAlarms(log, docket, shownPieces(docket), page, now)]
  } catch (error) {
    if (error instanceof LogError) return [{ told: "case", id: null, code: "case-proof", recorded: [] }]
    if (!(error instanceof Problem)) throw error
    need("line").after(badge("neutral", "warning", say("logUnread"), "unread"))
    return []
  }
}

/** What is handed out of words that belong to lines of this page; few cases have any. */
async function wordsOf(path: string): Promise<ReadonlyMap<string, string>> {
  if (find("record") === null) return new Map()
  const sealed = await api<readonly SealedWordsOut[]>(`${path}/hearing/words`)
  return new Map(await Promise.all(sealed.map(async ({ record, envelope }) => [record, hex(await sha256(fromB64(envelope)))] as const)))
}

function toldOnPage(words: ReadonlyMap<string, string>): ToldCase {
  const page = need("page-case").dataset
  const read = (name: string): string => page[name] ?? ""
  return {
    at: read("toldAt"),
    whole: read("whole") === "all",
    open: "whole" in page,
    facts: { number: read("number"), summaryNumber: read("summary"), court: read("court"), location: read("location"), matter: read("matter") },
    urgent: read("urgent") === "yes",
    closedDoors: read("doors") === "closed",
    registered: read("registered"),
    state: read("stands"),
    waitsFor: read("waitsFor"),
    waitsUntil: read("waitsUntil"),
    line: textOf(need("line")),
    parties: all("told", "party").map(partyIn),
    steps: [...all("told", "act"), ...all("told", "note")].map(stepIn),
    fees: all("told", "fee").map(feeIn),
    terms: all("told", "term").map(termIn),
    words,
  }
}

function partyIn(line: HTMLElement): ToldParty {
  const { key = "", number = "", role = "", channel = "", short = "", agentKind = "" } = line.dataset
  const agent = { kind: agentKind, name: textOf(find("agent", undefined, line)), office: textOf(find("office", undefined, line)) }
  return { id: key, number: Number(number), role, channel, name: textOf(need("name", undefined, line)), shortName: short, agent }
}

function feeIn({ dataset }: HTMLElement): ToldFee {
  const { key = "", bears = "", cents = "0", due = "", at = "" } = dataset
  return { id: key, bears, cents: Number(cents), due, at }
}

function termIn({ dataset }: HTMLElement): ToldTerm {
  const { key = "", what = "", who = "", place = "", due = "", until = "", was = "", at = "", reckoned = "null" } = dataset
  return { id: key, what, who, place, due, until, was, at, reckoned }
}

function stepIn(line: HTMLElement): ToldStep {
  const { told, key = "", number = "", what = "", role = "", about = "", at = "", facts = "{}", overridden } = line.dataset
  const when = need("when", undefined, line).getAttribute("datetime") ?? ""
  return { kind: told === "act" ? "act" : "note", id: key, number: Number(number), what, role, about, at, when, facts, overridden: overridden !== undefined }
}

function textOf(element: HTMLElement | null): string {
  return element?.textContent ?? ""
}

function shownPieces(docket: readonly DocketEntryOut[]): Map<string, Shown> {
  return new Map(docket.flatMap(({ id }) => {
    const line = find("entry", id)
    if (line === null) return []
    const [filedAt = "", placedAt = ""] = [...line.querySelectorAll("[data-moments] time")].map((time) => time.getAttribute("datetime") ?? "")
    const late = find("late", undefined, line)?.dataset["late"] ?? ""
    return [[id, { number: Number(need("number", undefined, line).textContent), filedAt, placedAt, late }] as const]
  }))
}

const SENTENCES: Partial<Record<CaseAlarm["code"], string>> = {
  "case-missing": "logMissing", "case-gap": "logGap", "case-unrecorded": "logUnrecorded", "case-names": "logNames", "case-proof": "logProof", "case-record": "logWaits",
}

function show(alarm: CaseAlarm): void {
  const waiting = alarm.code === "case-record"
  const what = readable(alarm)
  const sentence = SENTENCES[alarm.code]
  const text = sentence === undefined
    ? `${say(alarm.told === "piece" ? "logOther" : "logDiffers", { code: alarm.code })}${what === "" ? "" : ` ${say("logRecorded", { what })}`}`
    : say(sentence, { code: alarm.code, what })
  placeOf(alarm).after(badge(waiting ? "neutral" : "error", waiting ? "waiting" : "error", text, alarm.code))
}

/** What the log recorded, in the words of the page. */
function readable({ told, code, recorded }: CaseAlarm): string {
  if (told === "fee") return recorded.map(amountOrDay).join(", ")
  const words = JSON.parse(document.getElementById("log-words")?.dataset["words"] ?? "{}") as Readonly<Record<string, string>>
  const [first = "", kind = "", when = "", ...rest] = recorded.map((each) =>
    each === "note" ? say("logNote") : /^\d{4}-\d\d-\d\dT/.test(each) ? formatMoment(new Date(each)) : (words[each] ?? each))
  if (told === "piece" && code === "case-missing") return say("logPiece", { n: first, kind, when })
  return [first, kind, when, ...rest].filter((each) => each !== "").join(", ")
}

/** A day is written out as one, and cents as euros. */
function amountOrDay(recorded: string): string {
  const lang = language() === "en" ? "en-GB" : "nl-NL"
  if (recorded.includes("-", 1)) return new Date(`${recorded}T12:00:00Z`).toLocaleDateString(lang, { day: "numeric", month: "long", year: "numeric" })
  return (Number(recorded) / 100).toLocaleString(lang, { style: "currency", currency: "EUR" })
}

const HEADS = { party: "parties", act: "course", note: "course", fee: "fees", term: "terms" } as const

/** What an alarm is said after: its own line, or else the head of the list it is about. */
function placeOf({ told, id }: CaseAlarm): Element {
  if (told === "case") return need("line")
  if (told === "piece") return find("check", undefined, (id === null ? null : find("entry", id)) ?? need("docket")) ?? need("docket")
  const line = all("told", told).find(({ dataset }) => dataset["key"] === id)
  return line?.lastElementChild ?? find(HEADS[told]) ?? need("line")
}

function badge(kind: "error" | "neutral", sign: string, sentence: string, code: string): HTMLElement {
  const found = document.createElement("p")
  found.className = `status status--${kind} status--bare`
  found.setAttribute("role", "alert")
  found.dataset["logAlarm"] = code
  found.append(icon(sign), span(sentence))
  return found
}
