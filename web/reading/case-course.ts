// A case, its parties and its course as its page tells them, held against what the log recorded (docs/formats.md, Page of a case).
import { canonical } from "../seal/canonical.ts"
import type { LogRecord } from "../evidence/receipt.ts"
import { feeAlarms, type ToldFee } from "./case-fees.ts"
import { termAlarms, type ToldTerm } from "./case-terms.ts"
import { type CaseAlarm, type CaseLog, gaps, sameMoment, settled, type Told, unrecorded } from "./case-records.ts"

export interface ToldParty {
  readonly id: string
  readonly number: number
  readonly role: string
  readonly name: string
  readonly shortName: string
  readonly channel: string
  /** Who acts for the party; all empty where nobody does. */
  readonly agent: { readonly kind: string, readonly name: string, readonly office: string }
}

/** An act, or a note at the hearing. `when` is the moment the page shows, `at` when the court's computer heard of it. */
export interface ToldStep {
  readonly kind: "act" | "note"
  readonly id: string
  readonly number: number
  readonly what: string
  readonly role: string
  readonly about: string
  readonly at: string
  readonly when: string
  readonly facts: string
  readonly overridden: boolean
}

export interface ToldCase {
  /** When the page was made. */
  readonly at: string
  /** Whether the reader sees everything there is, so that no number may be missing. */
  readonly whole: boolean
  /** Whether they see at least every piece that lies before all readers. */
  readonly open: boolean
  readonly facts: Readonly<Record<"number" | "summaryNumber" | "court" | "location" | "matter", string>>
  readonly urgent: boolean
  readonly closedDoors: boolean
  readonly registered: string
  readonly state: string
  readonly waitsFor: string
  readonly waitsUntil: string
  readonly line: string
  readonly parties: readonly ToldParty[]
  readonly steps: readonly ToldStep[]
  readonly fees: readonly ToldFee[]
  readonly terms: readonly ToldTerm[]
  /** SHA-256 (hex) of the sealed words that are handed out, by the act or note they are of. */
  readonly words: ReadonlyMap<string, string>
}

const REGISTERED = "casefile.case.registered"
const ADMITTED = "casefile.party.admitted"
const BEGAN = "casefile.representation.began"
const ENDED = "casefile.representation.ended"
const CHANNEL = "casefile.channel.changed"
const STEPS = { act: "proceedings.act.done", note: "proceedings.hearing.recorded" } as const
const FIRST_STATE = "applied"

/** Every difference between the log and the page, but for the pieces. */
export function courseAlarms(log: CaseLog, page: ToldCase, now: number): CaseAlarm[] {
  return [
    ...caseAlarms(log, page, now),
    ...partyAlarms(log, page, now),
    ...stepAlarms("act", log, page, now),
    ...stepAlarms("note", log, page, now),
    ...feeAlarms(log, page, now),
    ...termAlarms(log, page, now),
  ]
}

function of(log: CaseLog, event: string): LogRecord[] {
  return log.records.filter((record) => record.event === event)
}

const text = (value: unknown): string => (typeof value === "string" || typeof value === "number" ? String(value) : "")

function differ(told: Told, id: string | null, code: CaseAlarm["code"], ...recorded: unknown[]): CaseAlarm {
  return { told, id, code, recorded: recorded.map(text).filter((each) => each !== "") }
}

function caseAlarms(log: CaseLog, page: ToldCase, now: number): CaseAlarm[] {
  const [registered] = of(log, REGISTERED)
  if (registered === undefined) {
    const code = unrecorded(page.registered, log, now)
    return code === null ? [] : [differ("case", null, code)]
  }
  const { facts } = registered
  const names = ["number", "summaryNumber", "court", "location", "matter"] as const
  const others = names.filter((name) => page.facts[name] !== facts[name]).map((name) => facts[name])
  const found: CaseAlarm[] = []
  if (others.length > 0 || page.urgent !== facts["veryUrgent"]) found.push(differ("case", null, "case-facts", ...others))
  if (!sameMoment(page.registered, registered.at)) found.push(differ("case", null, "case-moment", registered.at))
  const line = lineOf(log, registered)
  if (line !== null && line !== page.line) found.push(differ("case", null, "case-line", line))
  return [...found, ...standing(log, page), ...doors(log, page, facts["matter"] === "familie")]
}

/** A case as lists show it: the first of each side it was registered with; null where a name of one is gone. */
function lineOf(log: CaseLog, registered: LogRecord): string | null {
  const first = of(log, ADMITTED).filter(({ at }) => at === registered.at).sort((left, right) => Number(left.facts["number"]) - Number(right.facts["number"]))
  const sides = ["claimant", "defendant"].map((role) => first.filter(({ facts }) => facts["role"] === role).map(({ id }) => log.names.get(id)?.["shortName"]))
  if (sides.flat().some((name) => typeof name !== "string")) return null
  return sides.filter((names) => names.length > 0).map((names) => `${text(names[0])}${names.length > 1 ? " c.s." : ""}`).join(" / ")
}

/** What a case waits for after an act; null where the act changes nothing about it. */
type Waits = { readonly kind: unknown, readonly moment: unknown } | null

/** Where the case stands and what it waits for, as its acts left it. */
function standing(log: CaseLog, page: ToldCase): CaseAlarm[] {
  const acts = of(log, STEPS.act).sort((left, right) => Number(left.facts["number"]) - Number(right.facts["number"]))
  if (acts.some((act) => !settled(act, page.at))) return []
  const state = text(acts.at(-1)?.facts["stateAfter"] ?? FIRST_STATE)
  const waits = acts.map(({ facts }) => facts["waitsFor"] as Waits).findLast((found) => found !== null)
  const kind = text(waits?.kind), moment = text(waits?.moment)
  return [
    ...(state === page.state ? [] : [differ("case", null, "case-state", state)]),
    ...(kind === page.waitsFor && sameMoment(moment, page.waitsUntil) ? [] : [differ("case", null, "case-date", moment)]),
  ]
}

function doors(log: CaseLog, page: ToldCase, family: boolean): CaseAlarm[] {
  const noted = of(log, STEPS.note).filter(({ facts }) => facts["what"] === "doors").sort((left, right) => Number(left.facts["number"]) - Number(right.facts["number"]))
  if (noted.some((note) => !settled(note, page.at))) return []
  const newest = noted.at(-1)?.facts["stated"] as Readonly<Record<string, unknown>> | undefined
  const closed = newest === undefined ? family : newest["doors"] !== "open"
  return closed === page.closedDoors ? [] : [differ("case", null, "case-doors")]
}

function partyAlarms(log: CaseLog, page: ToldCase, now: number): CaseAlarm[] {
  const admitted = new Map(of(log, ADMITTED).map((record) => [text(record.facts["party"]), record]))
  const shown = new Set(page.parties.map(({ id }) => id))
  const missing = [...admitted].filter(([id, record]) => !shown.has(id) && settled(record, page.at))
  const numbers = [...page.parties.map(({ number }) => number), ...[...admitted.values()].map(({ facts }) => Number(facts["number"]))]
  return [
    ...page.parties.flatMap((party) => {
      const record = admitted.get(party.id)
      if (record !== undefined) return aboutParty(party, record, log, page.at)
      // The page says of no party since when it takes part: it has done so since the case, or some decision after it.
      const code = unrecorded(page.registered, log, now)
      return code === null ? [] : [differ("party", party.id, code)]
    }),
    ...missing.map(([id, { id: record, facts }]) => differ("party", id, "case-missing", facts["role"], log.names.get(record)?.["partyName"])),
    ...gaps(...numbers).map((number) => differ("party", null, "case-gap", number)),
  ]
}

function aboutParty(party: ToldParty, record: LogRecord, log: CaseLog, at: string): CaseAlarm[] {
  const names = log.names.get(record.id), found: CaseAlarm[] = []
  const say = (code: CaseAlarm["code"], ...recorded: unknown[]) => found.push(differ("party", party.id, code, ...recorded))
  if (party.role !== record.facts["role"] || party.number !== record.facts["number"]) say("case-party-role", record.facts["number"], record.facts["role"])
  if (names === undefined) say("case-names")
  else if (party.name !== names["partyName"] || party.shortName !== names["shortName"]) say("case-party-name", names["partyName"], names["shortName"])
  const later = log.records.filter(({ event, facts }) => [BEGAN, ENDED, CHANNEL].includes(event) && facts["party"] === party.id)
  if (later.some((each) => each.at !== record.at && !settled(each, at))) return found
  const channel = channelAt(record, later, at)
  if (party.channel !== channel) say("case-channel", channel)
  const agent = agentOf(later, log)
  if (agent === null) say("case-names")
  else if (canonical(agent) !== canonical(party.agent)) say("case-agent", agent.name, agent.office)
  return found
}

/** How a party litigates at a moment: as it began, or as the last change before that moment says (art. 1.6, 1.8). */
function channelAt(admitted: LogRecord, later: readonly LogRecord[], at: string): string {
  const changes = later.filter(({ event, facts }) => event === CHANNEL && Date.parse(text(facts["effective"])) <= Date.parse(at))
    .sort((left, right) => Date.parse(text(left.facts["effective"])) - Date.parse(text(right.facts["effective"])))
  return text(changes.at(-1)?.facts["to"] ?? admitted.facts["channel"])
}

/** Who acts for a party; null where a name is gone. Who comes in the place of another does so at the moment that one leaves. */
function agentOf(later: readonly LogRecord[], log: CaseLog): ToldParty["agent"] | null {
  const order = ({ at, event }: LogRecord) => Date.parse(at) + (event === BEGAN ? 0.5 : 0)
  const newest = later.filter(({ event }) => event !== CHANNEL).sort((left, right) => order(left) - order(right)).at(-1)
  if (newest === undefined || newest.event === ENDED) return { kind: "", name: "", office: "" }
  const names = log.names.get(newest.id)
  return names === undefined ? null : { kind: text(newest.facts["kind"]), name: text(names["representative"]), office: text(names["office"]) }
}

function stepAlarms(kind: ToldStep["kind"], log: CaseLog, page: ToldCase, now: number): CaseAlarm[] {
  const recorded = new Map(of(log, STEPS[kind]).map((record) => [text(record.facts[kind === "act" ? "act" : "record"]), record]))
  const shown = page.steps.filter((step) => step.kind === kind)
  const keys = new Set(shown.map(({ id }) => id))
  const missing = [...recorded].filter(([id, record]) => !keys.has(id) && settled(record, page.at))
  const numbers = [...shown.map(({ number }) => number), ...[...recorded.values()].map(({ facts }) => Number(facts["number"]))]
  return [
    ...shown.flatMap((step) => {
      const record = recorded.get(step.id)
      if (record !== undefined) return [...aboutStep(step, record), ...aboutWords(step, record, page.words.get(step.id))]
      const code = unrecorded(step.at, log, now)
      return code === null ? [] : [differ(kind, step.id, code)]
    }),
    ...missing.map(([id, { at, facts }]) => differ(kind, id, "case-missing", kind === "act" ? facts["what"] : "note", at)),
    ...(kind === "act" || page.whole ? gaps(...numbers).map((number) => differ(kind, null, "case-gap", number)) : []),
  ]
}

function aboutStep(step: ToldStep, { at, facts }: LogRecord): CaseAlarm[] {
  const stated = facts["stated"] as Readonly<Record<string, unknown>>
  const overridden = Array.isArray(facts["overridden"]) && facts["overridden"].length > 0
  const same = step.what === facts["what"] && step.role === facts["role"] && step.number === facts["number"]
    && step.about === text(facts["party"]) && step.overridden === overridden
  const found: CaseAlarm[] = []
  if (!same) found.push(differ(step.kind, step.id, step.kind === "act" ? "case-act" : "case-note", ...(step.kind === "act" ? [facts["what"]] : []), facts["role"]))
  if (canonical(JSON.parse(step.facts)) !== canonical(stated)) found.push(differ(step.kind, step.id, "case-date", (facts["waitsFor"] as Waits)?.moment))
  const when = step.kind === "note" ? text(facts["noted"]) : notedAt(stated["noted"], at)
  if (!sameMoment(step.at, at) || !sameMoment(step.when, when)) found.push(differ(step.kind, step.id, "case-moment", when))
  return found
}

/** The words that are handed out of a step are those that were recorded, or none: not every reader may have them. */
function aboutWords({ kind, id }: ToldStep, { facts }: LogRecord, words: string | undefined): CaseAlarm[] {
  return words === undefined || words === facts["sealed"] ? [] : [differ(kind, id, "case-words")]
}

/** When an act was done by the clock of who did it, where it says so, and never later than it was recorded. */
function notedAt(noted: unknown, at: string): string {
  return typeof noted === "string" && Date.parse(noted) < Date.parse(at) ? noted : at
}
