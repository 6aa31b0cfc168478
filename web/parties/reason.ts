// The reason of a decision: sealed to a circle of the case as the words of an act are, and opened by who reads that circle.
import { open, recipientOf, seal } from "../seal/age.ts"
import { b64, fromB64, fromUtf8, utf8 } from "../seal/bytes.ts"
import { newMessageIdentity, openIdentity, sealIdentity } from "../seal/message.ts"
import type { Account } from "../session/account.ts"
import type { DecisionReasonIn } from "../wire/api.ts"

/** Words sealed to this key of a circle; the circle is named by who sends them. */
export async function sealedWords(text: string, recipient: string, keyVersion: number): Promise<DecisionReasonIn> {
  const own = await newMessageIdentity()
  return {
    envelope: b64(await seal([own.recipient], utf8(text))),
    sealedKey: b64(await sealIdentity(own.identity, recipient)),
    keyVersion,
  }
}

/** Words for who reads a circle of the case now; its newest key is this person's own to open, so what is sealed to is derived. */
export async function reasonFor(me: Account, circle: { readonly id: string; readonly container: string }, text: string): Promise<DecisionReasonIn> {
  const { keyVersion, keyVersions } = await me.circle(circle.container)
  const identity = keyVersions.get(keyVersion)
  if (identity === undefined) throw new Error("the newest key of the circle does not open")
  return { ...(await sealedWords(text, await recipientOf(identity), keyVersion)), circle: circle.id }
}

/** @throws {SealError} no key of the circle opens it. */
export async function openedReason(identities: readonly string[], sealed: { readonly envelope: string; readonly sealedKey: string }): Promise<string> {
  const identity = await openIdentity(fromB64(sealed.sealedKey), identities)
  return fromUtf8(await open([identity], fromB64(sealed.envelope)))
}
