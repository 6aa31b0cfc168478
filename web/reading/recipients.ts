// What may be told of a message, once letter and log were held against each other (told.ts).
import type { Difference, DifferenceCode } from "../evidence/agreement.ts"
import type { Party } from "../seal/manifest.ts"

export type AlarmCode = DifferenceCode | "envelope" | "received" | "record" | "grants"

/** A message as it may be told of. Names are those of the log; of what the log does not name, what the sender wrote. */
export interface Told {
  /** The mailbox or guest; `person` pressed the button for it, null where they are one. */
  readonly sender: string
  readonly person: string | null
  readonly organisation: string
  readonly subject: string
  readonly receivedAt: string
  readonly differences: readonly Difference<AlarmCode>[]
  /** By reference: what the log calls a mailbox that it went to. */
  readonly mailboxes: ReadonlyMap<string, string>
}

/** A recipient as the log names it, with its court or office; of a guest, and of what is not in the log, what the sender wrote. */
export function recipientName(party: Party, told: Told): { readonly name: string; readonly written: boolean } {
  const logged = told.mailboxes.get(`${party.kind}:${party.id}`)
  return logged === undefined ? { name: party.name, written: true } : { name: logged, written: false }
}
