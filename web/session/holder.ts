// Who is logged in, with their keys opened: the shapes, for all who work with them.
import type { Bytes } from "../seal/bytes.ts"
import type { PersonKeys, Pins } from "../seal/pins.ts"
import type { Standing } from "../seal/standing.ts"
import type { Signer } from "./members.ts"
import type { BoxOut, StatementOut, UserOut } from "../wire/api.ts"

/** A mailbox this person can open. Its key to seal to is derived (`ownKey`), so the server's word for it is left out. */
export interface Box extends Omit<BoxOut, "keys" | "recipient"> {
  /** What the server calls its recipient, to be compared with what is derived. */
  readonly named: string
  /** The identity of each key version this person may open, by its number. */
  readonly keyVersions: ReadonlyMap<number, string>
}

export type Right = "read" | "prepare" | "send" | "manage"

export interface Circle {
  readonly id: string
  readonly kind: string
  readonly keyVersion: number
  readonly right: Right
  /** Somebody who knows the key has left, and this person is one who makes the next. */
  readonly renew: boolean
  /** The identity of each key version this person may open, by its number. */
  readonly keyVersions: ReadonlyMap<number, string>
  /** The mailboxes of this person that the newest key is sealed to. */
  readonly through: readonly string[]
  /** The last statement about it, not judged yet (session/circle-standing.ts). */
  readonly statement: StatementOut | null
}

/** What is sealed to: a recipient, and the number of its key version. */
export interface SealKey {
  readonly recipient: string
  readonly keyVersion: number
}

export interface Account {
  readonly user: UserOut
  /** The person's own age identity; content is sealed to boxes, not to this. */
  readonly identity: string
  /** The Ed25519 seed messages are signed with. */
  readonly signing: Bytes
  /** The person's own public keys, derived. */
  readonly own: PersonKeys
  readonly boxes: readonly Box[]
  /** The identities of all key versions of all boxes. */
  readonly identities: readonly string[]
  box(id: string): Box | undefined
  /** Opens a circle of a case, through a mailbox of this person. */
  circle(id: string): Promise<Circle>

  /** Which keys of others this person goes by. `pinsDoubt`: this browser knew newer ones. */
  readonly pins: Pins
  readonly pinsDoubt: boolean
  keepPins(change: (pins: Pins) => Pins): Promise<void>
  /** What this device makes of what members signed about a mailbox of this person. */
  standing(box: string): Promise<Standing>
  /** The key of a mailbox of this person, derived from the identity that members signed for. @throws {Problem} in doubt. */
  ownKey(box: string): Promise<SealKey>
  readonly signer: Signer
  /** Asks the server again which mailboxes there are. */
  refresh(): Promise<void>
}
