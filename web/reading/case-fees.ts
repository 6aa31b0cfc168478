// The court fees as the page of a case tells them, held against the entries of the ledgers that the log recorded (docs/formats.md, Page of a case).
import type { LogRecord } from "../evidence/receipt.ts"
import { type CaseAlarm, type CaseLog, settled, unrecorded } from "./case-records.ts"

/** A party's line of the court fee, in cents, of the ledger of who bears it; `at` is when the newest entry was booked, `due` a day. */
export interface ToldFee {
  readonly id: string
  readonly bears: string
  readonly cents: number
  readonly due: string
  readonly at: string
}

const BOOKED = "fees.entry.booked"

interface Entry { readonly kind: string, readonly party: string, readonly cents: number, readonly day: string, readonly due: string | null }

/** Every line that is not what its ledger comes to, and every ledger that no line tells of. */
export function feeAlarms(log: CaseLog, { at, fees }: { readonly at: string, readonly fees: readonly ToldFee[] }, now: number): CaseAlarm[] {
  const records = log.records.filter(({ event }) => event === BOOKED)
  const ledgers = Map.groupBy(records, ({ facts }) => String(facts["party"]))
  const told = new Set(fees.flatMap(({ id, bears }) => [id, bears]))
  const untold = [...ledgers].filter(([party, ledger]) => !told.has(party) && ledger.every((record) => settled(record, at)) && stands(ledger).cents !== 0)
  return [
    ...fees.flatMap((fee) => aboutFee(fee, ledgers, log, at, now)),
    ...untold.map(([party, ledger]) => differ(party, stands(ledger))),
  ]
}

function aboutFee(fee: ToldFee, ledgers: ReadonlyMap<string, readonly LogRecord[]>, log: CaseLog, at: string, now: number): CaseAlarm[] {
  const ledger = ledgers.get(fee.bears) ?? []
  const own = fee.bears === fee.id ? [] : (ledgers.get(fee.id) ?? [])
  if (![...ledger, ...own].every((record) => settled(record, at))) return []
  // What somebody paid before the fee stood in another's name is theirs still; what was levied on them was booked back.
  const recorded = stands(ledger), alone = stands(own.filter(({ facts }) => facts["kind"] === "levy" || facts["kind"] === "correction"))
  if (recorded.cents === fee.cents && recorded.due === fee.due && alone.cents === 0) return []
  // What was booked a moment ago has no place in the log yet.
  const code = fee.at === "" ? "case-unrecorded" : unrecorded(fee.at, log, now)
  if (code === null) return []
  return code === "case-record" ? [{ told: "fee", id: fee.id, code, recorded: [] }] : [differ(fee.id, alone.cents === 0 ? recorded : alone)]
}

function differ(id: string, { cents, due }: { readonly cents: number, readonly due: string }): CaseAlarm {
  return { told: "fee", id, code: "case-fee", recorded: [String(cents), due].filter((each) => each !== "") }
}

/** What a ledger comes to, and the first last day that was not met, or not yet (7.1), as `zegel.fees.rules.standing` reads it. */
function stands(ledger: readonly LogRecord[]): { readonly cents: number, readonly due: string } {
  const entries = ledger.map(({ facts }) => facts as unknown as Entry)
  const cents = sum(entries)
  if (cents <= 0) return { cents, due: "" }
  const days = [...new Set(entries.flatMap(({ due }) => due ?? []))].sort()
  return { cents, due: days.find((day) => openAt(entries, day) > 0) ?? "" }
}

function openAt(entries: readonly Entry[], day: string): number {
  return sum(entries.filter(({ kind, cents, day: on, due }) => (kind === "payment" ? on <= day : !(cents > 0 && due !== null && due > day))))
}

function sum(entries: readonly Entry[]): number {
  return entries.reduce((total, { cents }) => total + cents, 0)
}
