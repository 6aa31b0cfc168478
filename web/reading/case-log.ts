// What the log recorded of the pieces of a case, held against what the server says of them and what stands on the page (docs/formats.md,
// Piece of a case file). Fetched when the page stands.
import { checkProof } from "../evidence/proof.ts"
import { LogError } from "../evidence/log.ts"
import type { LogRecord } from "../evidence/receipt.ts"
import type { AlarmIn, DocketEntryOut } from "../wire/api.ts"

/** What a line of the page shows, as its moments are written for programs. */
export interface Shown {
  readonly number: number
  readonly filedAt: string
  readonly placedAt: string
}

/** A piece of which something is told that the log did not record; `recorded` is what it did, for a person to read. */
export interface PieceAlarm {
  readonly entry: string
  readonly code: AlarmIn["code"] | "case-record"
  readonly recorded: string
}

const PLACED = "casefile.entry.placed"
const KNOWN = "casefile.entry.made-known"
/** The log takes records in every few seconds; after this long a piece without one is told. */
const PATIENCE = 5 * 60_000

/**
 * Every difference. Without keys of the log nothing is said against a piece.
 * @param proof the text of a `zegel/proof/v1`, or null while the log has nothing of the case.
 */
export async function pieceAlarms(
  proof: string | null, docket: readonly DocketEntryOut[], shown: ReadonlyMap<string, Shown>, keys: readonly string[], now: number,
): Promise<readonly PieceAlarm[]> {
  if (keys.length === 0) return []
  try {
    return recordAlarms(proof === null ? [] : (await checkProof(proof, keys)).records, docket, shown, now)
  } catch (error) {
    if (!(error instanceof LogError)) throw error
    return docket.map(({ id }) => ({ entry: id, code: "case-proof", recorded: "" }))
  }
}

/** Every difference between records that were proved and what is told. */
export function recordAlarms(
  records: readonly LogRecord[], docket: readonly DocketEntryOut[], shown: ReadonlyMap<string, Shown>, now: number,
): readonly PieceAlarm[] {
  const placed = new Map(records.filter(({ event }) => event === PLACED).map((record) => [String(record.facts["entry"]), record]))
  return docket.flatMap((entry) => {
    const record = placed.get(entry.id)
    if (record !== undefined) return [...about(entry, record, shown.get(entry.id)), ...known(entry, records)]
    return late(entry.placedAt, now) ? [{ entry: entry.id, code: "case-record", recorded: "" } as const] : []
  })
}

function about(entry: DocketEntryOut, { at, facts }: LogRecord, shown: Shown | undefined): PieceAlarm[] {
  const found: PieceAlarm[] = []
  const differ = (code: AlarmIn["code"], recorded: string) => found.push({ entry: entry.id, code, recorded })
  const said = [entry, ...(shown === undefined ? [] : [shown])]
  if (said.some(({ number }) => number !== facts["number"])) differ("case-number", String(facts["number"]))
  if (entry.kind !== facts["kind"]) differ("case-kind", String(facts["kind"]))
  if (entry.party !== (facts["party"] ?? null)) differ("case-party", "")
  const filed = String(facts["filedAt"])
  if (said.some(({ filedAt }) => !sameMoment(filedAt, filed))) differ("case-filed", filed)
  if (said.some(({ placedAt }) => !sameMoment(placedAt, at))) differ("case-placed", at)
  if (entry.signerKey !== (facts["signingKey"] ?? "")) differ("case-signer", "")
  return found
}

/** When it was made known to whom: each moment of the docket must be one of the log. */
function known(entry: DocketEntryOut, records: readonly LogRecord[]): PieceAlarm[] {
  const moments = new Map(records.filter(({ event, facts }) => event === KNOWN && facts["entry"] === entry.id)
    .map(({ facts }) => [String(facts["mailbox"]), String(facts["madeKnownAt"])]))
  const other = entry.publications.find(({ mailbox, madeKnownAt }) => {
    const recorded = moments.get(mailbox)
    return recorded !== undefined && (madeKnownAt === null || !sameMoment(madeKnownAt, recorded))
  })
  return other === undefined ? [] : [{ entry: entry.id, code: "case-known", recorded: moments.get(other.mailbox) ?? "" }]
}

/** Pages write whole seconds, records fractions. */
function sameMoment(left: string, right: string): boolean {
  return Math.abs(Date.parse(left) - Date.parse(right)) < 1000
}

function late(placedAt: string, now: number): boolean {
  return now - Date.parse(placedAt) > PATIENCE
}
