// What must be done and until when, as the page of a case tells it, held against the terms that the log recorded (docs/formats.md, Page of a case).
import { canonical } from "../seal/canonical.ts"
import type { LogRecord } from "../evidence/receipt.ts"
import { type CaseAlarm, type CaseLog, sameMoment, settled, unrecorded } from "./case-records.ts"

/** `until` is the last moment and `was` the former one, both empty of what has none; `due` names the term, or how soon; `reckoned` is JSON. */
export interface ToldTerm {
  readonly id: string
  readonly what: string
  readonly who: string
  readonly place: string
  readonly due: string
  readonly until: string
  readonly was: string
  readonly at: string
  readonly reckoned: string
}

const OPENED = "proceedings.term.opened"
const MOVED = "proceedings.term.moved"
const CLOSED = "proceedings.term.closed"

/** Every line that is not what its records come to, and every term that waits and no line tells of. */
export function termAlarms(log: CaseLog, { at, terms }: { readonly at: string, readonly terms: readonly ToldTerm[] }, now: number): CaseAlarm[] {
  const records = log.records.filter(({ event }) => event === OPENED || event === MOVED || event === CLOSED)
  const known = Map.groupBy(records, ({ facts }) => String(facts["term"]))
  const told = new Set(terms.map(({ id }) => id))
  const untold = [...known].filter(([id, each]) => !told.has(id) && each.every((record) => settled(record, at)))
  return [
    ...terms.flatMap((term) => aboutTerm(term, known.get(term.id), log, at, now)),
    ...untold.flatMap(([id, each]) => {
      const stands = standing(each)
      return stands === null ? [] : [alarm(id, "case-missing", stands)]
    }),
  ]
}

function aboutTerm(term: ToldTerm, records: readonly LogRecord[] | undefined, log: CaseLog, at: string, now: number): CaseAlarm[] {
  if (records === undefined) {
    const code = unrecorded(term.at, log, now)
    return code === null ? [] : [{ told: "term", id: term.id, code, recorded: [] }]
  }
  if (!records.every((record) => settled(record, at))) return []
  const stands = standing(records)
  if (stands === null) return [{ told: "term", id: term.id, code: "case-term", recorded: ["closed"] }]
  const same = (["what", "who", "place", "due"] as const).every((name) => term[name] === stands[name])
    && sameMoment(term.until, stands.until) && sameMoment(term.was, stands.was) && sameMoment(term.at, stands.at)
    && canonical(JSON.parse(term.reckoned)) === canonical(stands.reckoning)
  return same ? [] : [alarm(term.id, "case-term", stands)]
}

type Standing = Omit<ToldTerm, "id" | "reckoned"> & { readonly reckoning: unknown }

/** What a term is after all that was recorded of it; null once it is closed, or of which nothing says what it is. */
function standing(records: readonly LogRecord[]): Standing | null {
  const [newest, ...older] = records.toSorted((left, right) => Number(right.facts["turn"]) - Number(left.facts["turn"]))
  const opened = [newest, ...older].find((record) => record?.event === OPENED)
  if (newest === undefined || opened === undefined || newest.event === CLOSED) return null
  const said = (facts: LogRecord["facts"], name: string): string => String(facts[name] ?? "")
  return {
    what: said(opened.facts, "what"), who: said(opened.facts, "who"), place: said(opened.facts, "place"), due: said(opened.facts, "due"), at: opened.at,
    until: said(newest.facts, "dueAt"), was: said(newest.facts, "movedFrom"), reckoning: newest.facts["reckoning"] ?? null,
  }
}

function alarm(id: string, code: "case-term" | "case-missing", { place, who, until }: Standing): CaseAlarm {
  return { told: "term", id, code, recorded: [who, `art. ${place}`, until].filter((each) => each !== "") }
}
