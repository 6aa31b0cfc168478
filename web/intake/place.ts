// Placing a filing: the keys of its manifest and documents, sealed to a circle. No file is encrypted again.
import { b64 } from "../seal/bytes.ts"
import { sealIdentity } from "../seal/message.ts"
import { api } from "../page/server.ts"
import type { Account } from "../session/account.ts"
import { circleKey } from "../session/circle-standing.ts"
import type { SealKey } from "../session/holder.ts"
import type { CaseCircleOut, PlacedOut, PlacementIn, PlacingIn } from "../wire/api.ts"
import type { OpenedFiling } from "./filing.ts"

/** Where a filing goes, as the clerk chose; `exhibits` by number of the document. */
export interface Choice {
  readonly case: string
  readonly party: string
  readonly circle: CaseCircleOut
  readonly kind: string
  readonly exhibits: ReadonlyMap<number, number>
  /** The piece it replaces, whose moment it keeps (art. 3.12). */
  readonly replaces: string | null
}

/** Keys of a filing sealed to a circle; the documents in the order of the filing, or of the numbers of exhibits. */
export async function placementOf(
  filing: OpenedFiling, target: SealKey, kind: string, exhibits: ReadonlyMap<number, number>,
): Promise<PlacementIn> {
  const to = async (identity: string) => b64(await sealIdentity(identity, target.recipient))
  const documents = await Promise.all(filing.files.map(async ({ entry, identity }) => (
    { number: entry.number, sealedKey: await to(identity), exhibit: exhibits.get(entry.number) ?? null }
  )))
  documents.sort((left, right) => (left.exhibit ?? 0) - (right.exhibit ?? 0) || left.number - right.number)
  return { kind, sealedKey: await to(filing.identity), keyVersion: target.keyVersion, documents }
}

/** Places a filing in a case. What is sealed to is derived from the key that opens, and signed. @throws {Problem} the circle is in doubt. */
export async function place(me: Account, told: { readonly filing: string }, filing: OpenedFiling, choice: Choice): Promise<PlacedOut> {
  const circle = await me.circle(choice.circle.container)
  const placement = await placementOf(filing, await circleKey(me, circle), choice.kind, choice.exhibits)
  const body: PlacingIn = { ...placement, case: choice.case, party: choice.party, circle: choice.circle.id, replaces: choice.replaces }
  return api<PlacedOut>(`/api/intake/${told.filing}/place`, { json: body })
}

const EXHIBIT = /(?:^|[^a-z])prod(?:uctie)?s?[ ._-]*(\d{1,4})/i

/** Which documents look like exhibits, numbered on from `next` in the order of the numbers their names carry. */
export function proposedExhibits(
  files: readonly { readonly number: number; readonly name: string }[], kind: string, next: number,
): Map<number, number> {
  const named = files.map(({ number, name }) => ({ number, said: Number(EXHIBIT.exec(name)?.[1] ?? 0) }))
  const exhibits = kind === "productie" && named.every(({ said }) => said === 0) ? named : named.filter(({ said }) => said > 0)
  exhibits.sort((left, right) => left.said - right.said || left.number - right.number)
  return new Map(exhibits.map(({ number }, at) => [number, next + at]))
}
