// What is sealed to a circle of the case: to its newest key, which is this person's own to open, so it is derived and not fetched.
import { recipientOf, seal } from "../seal/age.ts"
import { b64, utf8 } from "../seal/bytes.ts"
import { newMessageIdentity, sealIdentity } from "../seal/message.ts"
import type { Account } from "../session/account.ts"
import type { ReasonIn } from "../wire/api.ts"

export interface CircleKey {
  readonly recipient: string
  readonly keyVersion: number
  readonly identities: readonly string[]
}

/** A circle as the page names it. */
export interface NamedCircle {
  readonly id: string
  readonly container: string
}

export async function circleKey(me: Account, { container }: NamedCircle): Promise<CircleKey> {
  const { keyVersion, keyVersions } = await me.circle(container)
  const identity = keyVersions.get(keyVersion)
  if (identity === undefined) throw new Error("the newest key of the circle does not open")
  return { recipient: await recipientOf(identity), keyVersion, identities: [...keyVersions.values()] }
}

/** Why a judge decides otherwise, for the readers of a circle; null where nothing was written. */
export async function sealedReason(me: Account, circle: NamedCircle, typed: string): Promise<ReasonIn | null> {
  const text = typed.toWellFormed().trim()
  if (text === "") return null
  const { recipient, keyVersion } = await circleKey(me, circle)
  const own = await newMessageIdentity()
  return {
    circle: circle.id,
    envelope: b64(await seal([own.recipient], utf8(text))),
    sealedKey: b64(await sealIdentity(own.identity, recipient)),
    keyVersion,
  }
}
