// A circle for the new documents of a party, without the parties the judge keeps them from (art. 3.7).
import type { Account } from "../session/account.ts"
import { heed, newCircle, type Right } from "../session/circles.ts"
import { withBoxKeys } from "../session/key-versions.ts"
import type { DecisionIn } from "../wire/api.ts"
import { sealedWords } from "./reason.ts"

/** Who reads it: the court's desk, and the mailboxes of the other digital parties; the parties kept out by their numbers. */
export interface Shielded {
  readonly desk: string
  readonly readers: readonly string[]
  readonly without: readonly number[]
}

/**
 * The decision that allows it: the circle, with the reason sealed to it.
 * @throws {Problem} a mailbox has another key than was known.
 */
export async function shielding(
  me: Account, told: Shielded, reason: string, send: (decision: DecisionIn) => Promise<boolean>,
): Promise<boolean> {
  await heed(me, told.readers, ["changed"])
  return withBoxKeys(me, [told.desk, ...told.readers], async (keys) => {
    const rights = new Map<string, Right>([[told.desk, "manage"], ...told.readers.map((reader): [string, Right] => [reader, "read"])])
    const made = await newCircle(me, "shielded", told.desk, rights, keys)
    const circle = { ...made, kind: "shielded" as const, without: [...told.without] }
    return send({ granted: true, circle, reason: { ...(await sealedWords(reason, circle.recipient, 1)), newCircle: true } })
  })
}
