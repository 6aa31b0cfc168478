// A guest's answer: signed with a key of the guest's own, sealed to the court's box and to the guest, handed in once.
import { sumOf, type Tries } from "../session/attempts.ts"
import { serverNow } from "../page/clock.ts"
import { Problem } from "../page/server.ts"
import { open, recipientOf, seal } from "../seal/age.ts"
import { b64, type Bytes, fromB64, fromUtf8, utf8 } from "../seal/bytes.ts"
import { newGuestSigning, openGuestSigning } from "../seal/guest.ts"
import { type FileEntry, makeEnvelope, type Manifest, MANIFEST_TYPE } from "../seal/manifest.ts"
import { type KeyPair, newMessageIdentity, sealMessageKey } from "../seal/message.ts"
import { sealedSummary } from "../seal/summary.ts"
import { guestApi } from "../session/guest.ts"
import type { EnteredOut } from "../wire/api.ts"

export interface Receipt {
  readonly message: string
  readonly receivedAt: string
}

/** What a reader typed and chose, as it is kept sealed in this browser until it has been sent. */
export interface Kept<Files> {
  readonly message: string
  readonly keys: KeyPair
  readonly text: string
  readonly files: Files
}

export async function newAnswer<Files>(files: Files): Promise<Kept<Files>> {
  return { message: crypto.randomUUID(), keys: await newMessageIdentity(), text: "", files }
}

interface Body {
  readonly envelope: string
  readonly [name: string]: unknown
}

/** What a guest writes: an answer, or an application of their own. */
type Written = "answer" | "application"

const placeOf = (guest: string, what: Written) => `zegel.${what}.${guest}`

/** Sealed to the guest: whoever finds it in this browser without the link and the code can do nothing with it. */
export async function keep(guest: EnteredOut, identity: string, kept: unknown, what: Written = "answer"): Promise<void> {
  localStorage.setItem(placeOf(guest.id, what), b64(await seal([await recipientOf(identity)], utf8(JSON.stringify(kept)))))
}

/** What lies in this browser, sealed; null where nothing does. */
export function lying(guest: EnteredOut, what: Written): string | null {
  return localStorage.getItem(placeOf(guest.id, what))
}

/** What was kept before, or null; something that does not open any more is thrown away. */
export async function recall<Files>(guest: EnteredOut, identity: string): Promise<Kept<Files> | null> {
  return (await recalled(guest, identity, "answer")) as Kept<Files> | null
}

/** The same of what is kept in another shape than an answer's. */
export async function recalled(guest: EnteredOut, identity: string, what: Written): Promise<unknown> {
  const sealed = lying(guest, what)
  if (sealed === null) return null
  try {
    return JSON.parse(fromUtf8(await open([identity], fromB64(sealed)))) as unknown
  } catch {
    forget(guest, what)
    return null
  }
}

export function forget(guest: EnteredOut, what: Written = "answer"): void {
  localStorage.removeItem(placeOf(guest.id, what))
}

/** Where it is handed in, and what goes along with it. */
export interface Door {
  readonly path: "/messages" | "/applications"
  readonly along: Readonly<Record<string, unknown>>
}

const ANSWERS: Door = { path: "/messages", along: {} }

/**
 * Hands in an answer. The same contents give the same bytes again, so that a second press after a lost connection
 * finds the first receipt and not a second message.
 */
export class Sender {
  #guest: EnteredOut
  readonly #identity: string
  readonly #tries: Tries
  #built: { readonly contents: string; readonly body: Body } | undefined
  #seed: Bytes | undefined

  constructor(guest: EnteredOut, identity: string, tries: Tries) {
    this.#guest = guest
    this.#identity = identity
    this.#tries = tries
  }

  keep(kept: Kept<unknown>): Promise<void> {
    return keep(this.#guest, this.#identity, kept)
  }

  async send(kept: Kept<unknown>, files: readonly FileEntry[], door: Door = ANSWERS): Promise<Receipt> {
    const contents = JSON.stringify([kept.message, kept.text, files])
    if (this.#built?.contents !== contents) this.#built = { contents, body: await this.#build(kept, files) }
    try {
      return await this.#post(this.#built.body, door)
    } catch (error) {
      if (!(error instanceof Problem) || error.code !== "key-version-past") throw error
      // The court renewed its key while this page stood open: nothing was received, and it is sealed once more.
      this.#guest = await guestApi<EnteredOut>(this.#guest.id, "/me")
      this.#built = { contents, body: await this.#build(kept, files) }
      return this.#post(this.#built.body, door)
    }
  }

  async #post(body: Body, { path, along }: Door): Promise<Receipt> {
    this.#seed ??= await this.#signing()
    const attempts = await this.#tries.part(body.envelope, this.#seed)
    try {
      const receipt = await guestApi<Receipt>(this.#guest.id, path, { json: { ...body, ...attempts, ...along } })
      await this.#tries.received()
      return receipt
    } catch (error) {
      if (error instanceof Problem) {
        await this.#tries.failed("message", error.status, await sumOf(fromB64(body.envelope)))
      }
      throw error
    }
  }

  async #build(kept: Kept<unknown>, files: readonly FileEntry[]): Promise<Body> {
    const { owner } = this.#guest
    const recipient = await recipientOf(this.#identity)
    this.#seed ??= await this.#signing()
    const manifest = this.#manifest(kept, files)
    const envelope = await makeEnvelope(manifest, this.#seed)
    const [mine, theirs] = await sealMessageKey(kept.keys.identity, [recipient, owner.recipient])
    if (mine === undefined || theirs === undefined) throw new Error("a key for each")
    return {
      message: kept.message,
      conversation: this.#guest.conversation,
      subject: this.#guest.subject,
      envelope: b64(await seal([kept.keys.recipient], envelope)),
      summary: await sealedSummary(manifest, this.#seed, kept.keys.recipient),
      senderKey: b64(mine),
      objects: files.map((file) => file.object),
      boxes: [{ box: owner.id, key: b64(theirs), keyVersion: owner.keyVersion }],
    }
  }

  #manifest(kept: Kept<unknown>, files: readonly FileEntry[]): Manifest {
    const { id, name, conversation, subject, owner } = this.#guest
    return {
      type: MANIFEST_TYPE,
      message: kept.message,
      conversation,
      created: `${serverNow().toISOString().slice(0, 19)}Z`,
      sender: { kind: "guest", id, name, user: null, userName: null },
      recipients: [{ kind: "box", id: owner.id, name: owner.name, address: owner.address }],
      subject,
      text: kept.text,
      secret: false,
      files: [...files],
    }
  }

  /** The guest's signing key: made at the first answer, and kept at the server sealed to the guest. */
  async #signing(): Promise<Bytes> {
    if (this.#guest.signingKey !== "") return openGuestSigning(fromB64(this.#guest.sealedSigning), this.#identity)
    const made = await newGuestSigning(this.#identity)
    await guestApi(this.#guest.id, "/signing-key", { json: { public: made.publicKey, sealed: b64(made.sealed) } })
    // Another tab may have been first; the key that counts is the one the server has.
    const { sealedSigning } = await guestApi<EnteredOut>(this.#guest.id, "/me")
    return openGuestSigning(fromB64(sealedSigning), this.#identity)
  }
}

/** Whether the server no longer lets this guest in: a guest it does not let in does not exist for it. */
export function shutOut(error: unknown): boolean {
  return error instanceof Problem && (error.code === "guest-unknown" || error.status === 401)
}
