// What the log proves of a case, and what follows where it has no record of what a page tells.
import { LogError, sha256, type State } from "../evidence/log.ts"
import { checkProof } from "../evidence/proof.ts"
import type { LogRecord } from "../evidence/receipt.ts"
import { hex, utf8 } from "../seal/bytes.ts"
import type { AlarmIn, CaseLogOut } from "../wire/api.ts"

export type Told = "case" | "party" | "act" | "note" | "fee" | "term" | "piece"

/** Something is told that the log did not record, or not told that it did; `recorded` is what it did, as codes, moments and names. */
export interface CaseAlarm {
  readonly told: Told
  /** The identifier of what it is about; null of what has none here. */
  readonly id: string | null
  readonly code: AlarmIn["code"] | "case-record"
  readonly recorded: readonly string[]
}

/** `names` holds what is kept beside records, by their identifiers; everything recorded before `until` has its place. */
export interface CaseLog {
  readonly records: readonly LogRecord[]
  readonly names: ReadonlyMap<string, Readonly<Record<string, unknown>>>
  readonly until: number
}

/** The log takes records in every few seconds, and what is done may take a while: after this long a record must be there. */
const PATIENCE = 5 * 60_000
/** What was done while a page was made may be on it or not. */
const MEANWHILE = 60_000

/**
 * The records whose proofs hold under the keys of the log, with their names; `same` is asked for each state that they rest on.
 * @throws {LogError} one does not hold.
 */
export async function caseLog(
  { proofs, personal, loggedUntil }: CaseLogOut, keys: readonly string[], same: (state: State) => Promise<void>,
): Promise<CaseLog> {
  if (proofs === null) throw new LogError("no proof can be made")
  const proven = await Promise.all(proofs.map((proof) => checkProof(proof, keys)))
  for (const state of new Map(proven.map(({ state }) => [state.size, state])).values()) await same(state)
  const records = proven.flatMap((proof) => proof.records)
  const kept = records.filter(({ id, facts }) => typeof facts["personal"] === "string" && personal[id] !== undefined)
  const names = await Promise.all(kept.map(async ({ id, facts }) => [id, await opened(personal[id] ?? "", facts["personal"])] as const))
  return { records, names: new Map(names), until: Date.parse(loggedUntil) }
}

async function opened(text: string, hash: unknown): Promise<Readonly<Record<string, unknown>>> {
  if (hex(await sha256(utf8(text))) !== hash) throw new LogError("names")
  return JSON.parse(text) as Readonly<Record<string, unknown>>
}

/** What to say of something told at a moment that the log has no record of; null while there was no time for one. */
export function unrecorded(moment: string, log: CaseLog, now: number): "case-unrecorded" | "case-record" | null {
  const at = Date.parse(moment)
  if (at < log.until - PATIENCE) return "case-unrecorded"
  return now - at > PATIENCE ? "case-record" : null
}

/** Whether what a record tells must be on a page that was made at a moment. */
export function settled(record: LogRecord, page: string): boolean {
  return Date.parse(record.at) < Date.parse(page) - MEANWHILE
}

/** Pages write whole seconds, records fractions. */
export function sameMoment(left: string, right: string): boolean {
  return left === right || Math.abs(Date.parse(left) - Date.parse(right)) < 1000
}

/** The numbers from the first on that are neither recorded nor told: a row of which the record is gone as well. */
export function gaps(...numbers: readonly number[]): number[] {
  const known = new Set(numbers)
  return Array.from({ length: Math.max(0, ...known) }, (_, at) => at + 1).filter((number) => !known.has(number))
}
