// What the log recorded of the pieces of a case, held against what the server says of them and what stands on the page (docs/formats.md,
// Piece of a case file).
import type { LogRecord } from "../evidence/receipt.ts"
import { canonical } from "../seal/canonical.ts"
import type { DocketEntryOut } from "../wire/api.ts"
import { type CaseAlarm, type CaseLog, gaps, sameMoment, settled, unrecorded } from "./case-records.ts"

/** What a line of the page shows, as its moments are written for programs. */
export interface Shown {
  readonly number: number
  readonly filedAt: string
  readonly placedAt: string
  /** The rule by which it is marked late; empty of what is not. */
  readonly late: string
}

const PLACED = "casefile.entry.placed"
const MARKED = "casefile.entry.marked-anew"
const KNOWN = "casefile.entry.made-known"

/**
 * Every difference between the log and the pieces.
 * @param page the page that the docket was asked for: when it was made, and whether its reader sees every piece there is (`whole`), or every
 *   one that lies before all readers (`open`), so that none of those numbers may be missing.
 */
export function pieceAlarms(
  log: CaseLog, docket: readonly DocketEntryOut[], shown: ReadonlyMap<string, Shown>, { at: page, whole, open }: { at: string, whole: boolean, open: boolean }, now: number,
): CaseAlarm[] {
  const placed = new Map(log.records.filter(({ event }) => event === PLACED).map((record) => [String(record.facts["entry"]), record]))
  const told = new Set(docket.map(({ id }) => id))
  const missing = [...placed].filter(([id, record]) => !told.has(id) && settled(record, page))
  const numbers = [...docket.map(({ number }) => number), ...[...placed.values()].map(({ facts }) => Number(facts["number"]))]
  return [
    ...docket.flatMap((entry) => {
      const record = placed.get(entry.id)
      if (record !== undefined) return [...about(entry, record, shown.get(entry.id)), ...marks(entry, record, shown.get(entry.id), log, page), ...known(entry, log, page)]
      const code = unrecorded(entry.placedAt, log, now)
      return code === null ? [] : [{ told: "piece", id: entry.id, code, recorded: [] } as const]
    }),
    ...missing.map(([id, { facts }]) => ({
      told: "piece", id, code: "case-missing", recorded: [facts["number"], facts["kind"], facts["filedAt"]].map(String),
    }) as const),
    ...(open ? gapsInSeries(numbers, whole) : []).map((number) => ({ told: "piece", id: null, code: "case-gap", recorded: [String(number)] }) as const),
  ]
}

/** What is not for all readers is numbered apart, in series of five thousand (`casefile.rules.docket.series_of`). */
const SERIES = 5_000

function gapsInSeries(numbers: readonly number[], whole: boolean): number[] {
  const series = Map.groupBy(numbers, (number) => Math.floor(number / SERIES) * SERIES)
  return [...series].filter(([start]) => whole || start === 0).flatMap(([start, taken]) =>
    gaps(...taken.map((number) => number - start)).map((number) => number + start))
}

function about(entry: DocketEntryOut, { at, facts }: LogRecord, shown: Shown | undefined): CaseAlarm[] {
  const found: CaseAlarm[] = []
  const differ = (code: CaseAlarm["code"], ...recorded: string[]) => found.push({ told: "piece", id: entry.id, code, recorded })
  const said = [entry, ...(shown === undefined ? [] : [shown])]
  if (said.some(({ number }) => number !== facts["number"])) differ("case-number", String(facts["number"]))
  if (entry.kind !== facts["kind"]) differ("case-kind", String(facts["kind"]))
  if (entry.party !== (facts["party"] ?? null)) differ("case-party")
  const filed = String(facts["filedAt"])
  if (said.some(({ filedAt }) => !sameMoment(filedAt, filed))) differ("case-filed", filed)
  if (said.some(({ placedAt }) => !sameMoment(placedAt, at))) differ("case-placed", at)
  if (entry.signerKey !== (facts["signingKey"] ?? "")) differ("case-signer")
  return found
}

type Mark = Readonly<Record<string, unknown>> | null

/** The mark of what came late with its reasoning (3.16), and those that stood until the hearing got another day. */
function marks(entry: DocketEntryOut, placed: LogRecord, shown: Shown | undefined, log: CaseLog, page: string): CaseAlarm[] {
  const anew = log.records.filter(({ event, facts }) => event === MARKED && facts["entry"] === entry.id)
  if (anew.some((record) => !settled(record, page))) return []
  const stood = [placed, ...anew].map(({ facts }) => (facts["late"] ?? null) as Mark)
  const now = stood.at(-1) ?? null
  const before = anew.map(({ at }, index) => ({ mark: stood[index] ?? null, until: at }))
  const same = equal(entry.late, now) && (shown?.late ?? "") === (shown === undefined ? "" : (now?.["rule"] ?? ""))
    && before.length === entry.lateBefore.length
    && before.every(({ mark, until }, index) => equal(entry.lateBefore[index]?.mark, mark) && sameMoment(entry.lateBefore[index]?.until ?? "", until))
  const articles = now === null ? ["in-time"] : [now["articles"]].flat().map(String)
  return same ? [] : [{ told: "piece", id: entry.id, code: "case-late", recorded: articles }]
}

function equal(left: unknown, right: unknown): boolean {
  return canonical(left ?? null) === canonical(right ?? null)
}

/** When it was made known to whom: each moment of the docket must be one of the log, and each moment of the log one of the docket. */
function known(entry: DocketEntryOut, log: CaseLog, page: string): CaseAlarm[] {
  const records = log.records.filter(({ event, facts }) => event === KNOWN && facts["entry"] === entry.id)
  const told = new Map(entry.publications.map(({ mailbox, madeKnownAt }) => [mailbox, madeKnownAt]))
  const other = records.find((record) => {
    const moment = told.get(String(record.facts["mailbox"])) ?? null
    return moment === null ? settled(record, page) : !sameMoment(moment, String(record.facts["madeKnownAt"]))
  })
  const alarm = (...recorded: string[]): CaseAlarm => ({ told: "piece", id: entry.id, code: "case-known", recorded })
  if (other !== undefined) return [alarm(String(other.facts["madeKnownAt"]))]
  const mailboxes = new Set(records.map(({ facts }) => facts["mailbox"]))
  const never = entry.publications.some(({ mailbox, madeKnownAt }) =>
    madeKnownAt !== null && !mailboxes.has(mailbox) && unrecorded(madeKnownAt, log, 0) === "case-unrecorded")
  return never ? [alarm()] : []
}
