// Letting somebody into a mailbox: its keys sealed to them, and a statement that says so, signed for the other members.
import { Problem } from "../page/server.ts"
import { say } from "../page/words.ts"
import { b64 } from "../seal/bytes.ts"
import { keyHash } from "../seal/derive.ts"
import { sealIdentity } from "../seal/message.ts"
import { knows } from "../seal/pins.ts"
import type { Account } from "./holder.ts"
import { letIn, type Named } from "./members.ts"

/** What is known of somebody's keys: nothing yet, these very ones, or others. */
export async function familiar(me: Account, { user, recipient, signingKey }: Named): Promise<"new" | "same" | "other"> {
  if (!me.pins.people.has(user)) return "new"
  return knows(me.pins, user, { recipient: await keyHash(recipient), key: signingKey }) ? "same" : "other"
}

/**
 * What lets a person in, whose number was shown to who does it: from then on these are the keys they are known by.
 * @throws {Problem} what is known of the mailbox is in doubt.
 */
export async function invited(me: Account, box: string, person: Named): Promise<object> {
  const { doubt, head } = await me.standing(box)
  if (doubt !== null || head === null || me.pinsDoubt) throw new Problem(409, { code: "key-doubt", detail: say("keyDoubt", { name: me.box(box)?.name ?? "" }) })
  const keys = { recipient: await keyHash(person.recipient), key: person.signingKey }
  await me.keepPins((pins) => ({ ...pins, people: new Map([...pins.people, [person.user, keys]]) }))
  const sealed = [...(me.box(box)?.keyVersions ?? [])].map(async ([number, identity]) => ({
    number,
    sealedIdentity: b64(await sealIdentity(identity, person.recipient)),
  }))
  return { user: person.user, keys: await Promise.all(sealed), statement: await letIn(me.signer, head, person) }
}
