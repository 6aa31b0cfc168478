// The identities of a filing: one for each file, so that each can be placed apart (docs/formats.md, Filing), and the one that
// all files are sealed to when a message carries them.
import { recipientOf } from "../seal/age.ts"
import { type KeyPair, newMessageIdentity } from "../seal/message.ts"

export class Keys {
  readonly message: KeyPair
  readonly #identities: Map<string, string>

  private constructor(message: KeyPair, identities: Readonly<Record<string, string>>) {
    this.message = message
    this.#identities = new Map(Object.entries(identities))
  }

  static async make(messageIdentity: string | null, identities: Readonly<Record<string, string>>): Promise<Keys> {
    const message = messageIdentity === null ? await newMessageIdentity() : { identity: messageIdentity, recipient: await recipientOf(messageIdentity) }
    return new Keys(message, identities)
  }

  /** What the file of this key is sealed to. */
  async recipientFor(key: string): Promise<string> {
    const known = this.#identities.get(key)
    if (known !== undefined) return recipientOf(known)
    const { identity, recipient } = await newMessageIdentity()
    this.#identities.set(key, identity)
    return recipient
  }

  /** Of a file that was sealed here. */
  identityOf(key: string): string {
    const found = this.#identities.get(key)
    if (found === undefined) throw new Error(`no identity for ${key}`)
    return found
  }

  saved(): Record<string, string> {
    return Object.fromEntries(this.#identities)
  }
}
