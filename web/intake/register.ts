// Registering a case with the filing that asks for it: its circles are made here, and the filing's keys sealed to the open one.
import { api } from "../page/server.ts"
import type { Account } from "../session/account.ts"
import { heed, newCircle, type Right } from "../session/circles.ts"
import { withBoxKeys } from "../session/key-versions.ts"
import type { CasePartyIn, PlacedOut, RegistrationIn } from "../wire/api.ts"
import type { OpenedFiling, Told } from "./filing.ts"
import { placementOf } from "./place.ts"

export interface Registration {
  readonly parties: readonly CasePartyIn[]
  readonly veryUrgent: boolean
  readonly kind: string
  readonly exhibits: ReadonlyMap<number, number>
}

/** The mailboxes that read digitally: the representative's, or the party's own where it has none (art. 1.4). */
export function readingMailboxes(parties: readonly CasePartyIn[]): string[] {
  const digital = parties.filter(({ channel }) => channel === "digital")
  const found = digital.map(({ representative, mailbox }) => (representative ? representative.mailbox : mailbox) ?? null)
  return [...new Set(found.filter((mailbox) => mailbox !== null))]
}

/**
 * Numbers, parties, circles and the filing as the first piece, or nothing.
 * @throws {Problem} a mailbox has another key than was known.
 */
export async function register(me: Account, told: Told, filing: OpenedFiling, asked: Registration): Promise<PlacedOut> {
  const { desk } = told
  const readers = readingMailboxes(asked.parties).filter((mailbox) => mailbox !== desk.box)
  await heed(me, readers, ["changed"])
  return withBoxKeys(me, [desk.box, ...readers], async (keys) => {
    const rights = new Map<string, Right>([[desk.box, "manage"], ...readers.map((reader): [string, Right] => [reader, "read"])])
    const open = await newCircle(me, "open", desk.box, rights, keys)
    const court = await newCircle(me, "court", desk.box, new Map([[desk.box, "manage"]]), keys)
    const placement = await placementOf(filing, { recipient: open.recipient, keyVersion: 1 }, asked.kind, asked.exhibits)
    const { court: name, location, matter, box } = desk
    const found = { court: name, location, matter, desk: box, parties: asked.parties, circles: [{ ...open, kind: "open" as const }, { ...court, kind: "court" as const }], veryUrgent: asked.veryUrgent }
    const body: RegistrationIn = { case: found, party: claimantOf(asked.parties), placement }
    return api<PlacedOut>(`/api/intake/${told.filing}/case`, { json: body })
  })
}

function claimantOf(parties: readonly CasePartyIn[]): number {
  return Math.max(1, parties.findIndex(({ role }) => role === "claimant") + 1)
}
