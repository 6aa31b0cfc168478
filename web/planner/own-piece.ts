// What the court itself places in a file: sealed to a circle on the device of who makes it, and signed by them.
import { recipientOf, seal } from "../seal/age.ts"
import { b64, type Bytes } from "../seal/bytes.ts"
import { sha256Hex } from "../seal/derive.ts"
import { makeEnvelope, MANIFEST_TYPE } from "../seal/manifest.ts"
import { newMessageIdentity, sealIdentity } from "../seal/message.ts"
import { serverNow } from "../page/clock.ts"
import { api } from "../page/server.ts"
import type { Account } from "../session/account.ts"
import type { LetterIn, SealedReasonIn, UploadOut } from "../wire/api.ts"

/** A circle of a case, by the newest key that this device opens. */
export interface Target {
  readonly circle: string
  readonly recipient: string
  readonly keyVersion: number
}

export interface OwnPiece {
  readonly desk: { readonly id: string; readonly name: string }
  readonly subject: string
  readonly text: string
  readonly name: string
  readonly type: string
  readonly bytes: Bytes
}

/** The circle as something to seal to; null where its newest key does not open here. */
export async function targetOf(me: Account, circle: string, container: string): Promise<Target | null> {
  const { keyVersions, keyVersion } = await me.circle(container)
  const identity = keyVersions.get(keyVersion)
  return identity === undefined ? null : { circle, recipient: await recipientOf(identity), keyVersion }
}

/** Seals, signs and brings over one file. @throws {Problem} the server refused it. */
export async function sealOwnPiece(me: Account, target: Target, piece: OwnPiece): Promise<LetterIn> {
  const [own, file] = await Promise.all([newMessageIdentity(), newMessageIdentity()])
  const object = await brought(await seal([file.recipient], piece.bytes))
  const message = crypto.randomUUID()
  const envelope = await makeEnvelope({
    type: MANIFEST_TYPE,
    message,
    conversation: message,
    created: serverNow().toISOString().replace(/\.\d+Z$/, "Z"),
    sender: { kind: "box", id: piece.desk.id, name: piece.desk.name, user: me.user.id, userName: me.user.name },
    recipients: [],
    subject: piece.subject,
    text: piece.text,
    secret: false,
    files: [{
      number: 1, name: piece.name, type: piece.type, size: piece.bytes.length, sha256: await sha256Hex(piece.bytes), object, pages: null,
    }],
  }, me.signing)
  return {
    circle: target.circle,
    envelope: b64(await seal([own.recipient], envelope)),
    sealedKey: b64(await sealIdentity(own.identity, target.recipient)),
    keyVersion: target.keyVersion,
    documents: [{ object, sealedKey: b64(await sealIdentity(file.identity, target.recipient)) }],
  }
}

/** Words that only the readers of a circle open. */
export async function sealReason(target: Target, words: string): Promise<SealedReasonIn> {
  const own = await newMessageIdentity()
  return {
    circle: target.circle,
    envelope: b64(await seal([own.recipient], new TextEncoder().encode(words))),
    sealedKey: b64(await sealIdentity(own.identity, target.recipient)),
    keyVersion: target.keyVersion,
  }
}

/** A small sealed file at the server; gives its identifier there. */
async function brought(sealed: Bytes): Promise<string> {
  const begun = await api<UploadOut>("/api/uploads", { json: { size: sealed.length, sha256: await sha256Hex(sealed) } })
  for (let number = 1, start = 0; start < sealed.length; number++, start += begun.partSize) {
    const body = new Blob([sealed.subarray(start, start + begun.partSize)])
    await api(`/api/uploads/${begun.id}/parts/${number}`, { method: "PUT", body, headers: { "content-type": "application/octet-stream" } })
  }
  return (await api<UploadOut>(`/api/uploads/${begun.id}/finish`, { method: "POST" })).id
}
