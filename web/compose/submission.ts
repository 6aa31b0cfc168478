// From what was written to what is sent: the manifest, signed and sealed, and the message's key for every holder.
import { recipientOf, seal } from "../seal/age.ts"
import { b64, fromB64 } from "../seal/bytes.ts"
import { type AccessLock, makeGuest, openSenderCopy } from "../seal/guest.ts"
import { type FileEntry, makeEnvelope, type Manifest, MANIFEST_TYPE, type Party } from "../seal/manifest.ts"
import { type KeyPair, sealMessageKey } from "../seal/message.ts"
import { sealedSummary } from "../seal/summary.ts"
import type { Account, Box } from "../session/account.ts"
import { type BoxKeys, keyOf } from "../session/key-versions.ts"
import { readPhone } from "../typed/phone.ts"
import { basisPart, type Recipient } from "./recipient.ts"
import type { GuestRecipientIn, NewGuestIn, UserMessageIn } from "../wire/api.ts"

/** What a writer has made. */
export interface Outgoing {
  readonly message: string
  readonly conversation: string
  readonly keys: KeyPair
  readonly recipients: readonly Recipient[]
  readonly subject: string
  readonly text: string
  readonly secret: boolean
  readonly files: readonly FileEntry[]
  readonly draft: string | null
}

export interface Sealing {
  readonly me: Account
  readonly box: Box
  readonly at: Date
  /** The newest key of the sender's box and of every box written to. */
  readonly keys: BoxKeys
  /** Argon2id of an access code, in the worker. */
  readonly stretch: (code: string) => Promise<AccessLock>
}

/** A recipient with what a message to them needs; the link is a guest's alone. */
interface Ready {
  readonly addressee: Recipient
  readonly id: string
  readonly recipient: string
  /** Of a box: the number of the key version of `recipient`. */
  readonly keyVersion: number
  readonly link: string
  readonly fresh: NewGuestIn | null
}

/** Everything sealed, ready to be sent and, if need be, to be sent again exactly as it is. */
export async function submissionOf(out: Outgoing, sealing: Sealing): Promise<UserMessageIn> {
  const ready: Ready[] = []
  for (const recipient of out.recipients) ready.push(await readied(recipient, sealing))
  const manifest = manifestOf(out, ready, sealing)
  const envelope = await makeEnvelope(manifest, sealing.me.signing)
  const sender = keyOf(sealing.box.id, sealing.keys)
  const holders = [sender.recipient, ...ready.map(({ recipient }) => recipient)]
  const [senderKey, ...keys] = (await sealMessageKey(out.keys.identity, holders)).map(b64)
  const parts = ready.map((part, at) => ({ ...part, key: keys[at] ?? "" }))
  return {
    box: sealing.box.id,
    message: out.message,
    conversation: out.conversation,
    subject: out.subject,
    envelope: b64(await seal([out.keys.recipient], envelope)),
    summary: await sealedSummary(manifest, sealing.me.signing, out.keys.recipient),
    senderKey: senderKey ?? "",
    senderKeyVersion: sender.keyVersion,
    objects: out.files.map(({ object }) => object),
    boxes: parts
      .filter(({ addressee }) => addressee.kind === "box")
      .map(({ addressee, id, key, keyVersion }) => ({ box: id, key, keyVersion, ...basisPart(addressee) })),
    guests: parts.filter(({ addressee }) => addressee.kind !== "box").map(guestPart),
    secret: out.secret,
    draft: out.draft,
  }
}

function guestPart({ addressee, id, key, link, fresh }: Ready & { key: string }): GuestRecipientIn {
  return { guest: id, key, link, ...basisPart(addressee), ...(fresh === null ? {} : { new: fresh }) }
}

async function readied(addressee: Recipient, sealing: Sealing): Promise<Ready> {
  const { id } = addressee
  if (addressee.kind === "box") return { addressee, id, ...keyOf(id, sealing.keys), link: "", fresh: null }
  if (addressee.kind === "new") return newcomerReady(addressee, sealing)
  const copy = await openSenderCopy(fromB64(addressee.senderCopy), sealing.me.identities)
  // The sender made this guest and holds the identity, so its public half is derived.
  return { addressee, id, recipient: await recipientOf(copy.identity), keyVersion: 0, link: copy.linkSecret, fresh: null }
}

async function newcomerReady(addressee: Recipient, { box, keys, stretch }: Sealing): Promise<Ready> {
  const access = addressee.way === "code" ? { access: await stretch(addressee.code) } : {}
  const guest = await makeGuest({ senderBoxRecipient: keyOf(box.id, keys).recipient, ...access })
  const phone = readPhone(addressee.phone)
  const fresh: NewGuestIn = {
    name: addressee.name.trim(),
    email: addressee.address,
    // A number that was typed before the access code was chosen need not be right.
    phone: "number" in phone && addressee.way === "sms" ? phone.number : "",
    language: addressee.language,
    verification: addressee.way,
    recipient: guest.recipient,
    sealedIdentity: b64(guest.sealedIdentity),
    senderCopy: b64(guest.senderCopy),
    ...(guest.codeSalt === undefined ? {} : { codeSalt: guest.codeSalt }),
    ...(guest.codeVerifier === undefined ? {} : { codeVerifier: guest.codeVerifier }),
    ...(addressee.organisationCode ? { organisationCode: addressee.organisationCode } : {}),
  }
  return { addressee, id: guest.id, recipient: guest.recipient, keyVersion: 0, link: guest.linkSecret, fresh }
}

function manifestOf(out: Outgoing, ready: readonly Ready[], { me, box, at }: Sealing): Manifest {
  const { message, conversation, subject, text, secret } = out
  return {
    type: MANIFEST_TYPE,
    message,
    conversation,
    created: at.toISOString().replace(/\.\d+Z$/, "Z"),
    sender: { kind: "box", id: box.id, name: box.name, user: me.user.id, userName: me.user.name },
    recipients: ready.map(partyOf),
    subject,
    text,
    secret,
    files: [...out.files],
  }
}

function partyOf({ addressee, id }: Ready): Party {
  return { kind: addressee.kind === "box" ? "box" : "guest", id, name: addressee.name.trim(), address: addressee.address }
}

/** Text that is sealed and signed has one spelling and no signs a canonical JSON cannot hold. */
export function plainText(typed: string): string {
  return typed.toWellFormed().replaceAll("\r\n", "\n").trim()
}
