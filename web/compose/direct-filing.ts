// A filing without a message (docs/formats.md, Filing): every document sealed to a key of its own, and every key to the court's
// desk and the mailbox it is filed from. From what was written to what is handed in.
import { seal } from "../seal/age.ts"
import { b64 } from "../seal/bytes.ts"
import { type FileEntry, makeEnvelope, MANIFEST_TYPE, type Party } from "../seal/manifest.ts"
import { newMessageIdentity, sealMessageKey } from "../seal/message.ts"
import { api } from "../page/server.ts"
import type { Account, Box } from "../session/account.ts"
import { type BoxKeys, keyOf } from "../session/key-versions.ts"
import type { DirectFilingIn, FilingIn, FilingReceiptOut, GrantIn } from "../wire/api.ts"

/** A document that lies sealed at the server, and the identity it is sealed to. */
export interface SealedDocument {
  readonly entry: FileEntry
  readonly identity: string
}

export interface DirectFiling {
  readonly filing: string
  readonly facts: FilingIn
  readonly desk: Omit<Party, "kind">
  readonly subject: string
  readonly text: string
  readonly documents: readonly SealedDocument[]
  /** The person it is filed for, where that is another than the mailbox. */
  readonly filedFor: string
}

/** Everything sealed, ready to be handed in and, if need be, to be handed in again exactly as it is. */
export async function sealFiling(out: DirectFiling, me: Account, box: Box, keys: BoxKeys, at: Date): Promise<DirectFilingIn> {
  const manifest = await makeEnvelope({
    type: MANIFEST_TYPE,
    message: out.filing,
    conversation: out.filing,
    created: at.toISOString().replace(/\.\d+Z$/, "Z"),
    sender: { kind: "box", id: box.id, name: box.name, user: me.user.id, userName: me.user.name },
    recipients: [{ kind: "box", ...out.desk }],
    subject: out.subject,
    text: out.text,
    secret: out.facts.secret,
    files: out.documents.map(({ entry }) => entry),
  }, me.signing)
  const own = await newMessageIdentity()
  // What a desk takes down for itself has one reader.
  const readers = [...new Set([out.desk.id, box.id])]
  return {
    filing: out.filing,
    box: box.id,
    filedFor: out.filedFor,
    facts: out.facts,
    envelope: b64(await seal([own.recipient], manifest)),
    grants: await granted(own.identity, readers, keys),
    documents: await Promise.all(out.documents.map(async ({ entry, identity }) => (
      { object: entry.object, grants: await granted(identity, readers, keys) }
    ))),
  }
}

export async function postFiling(filing: DirectFilingIn): Promise<FilingReceiptOut> {
  return api<FilingReceiptOut>("/api/filings/direct", { json: filing })
}

async function granted(identity: string, readers: readonly string[], keys: BoxKeys): Promise<GrantIn[]> {
  const sealed = await sealMessageKey(identity, readers.map((reader) => keyOf(reader, keys).recipient))
  return readers.map((container, at) => (
    { container, sealedKey: b64(sealed[at] ?? new Uint8Array()), keyVersion: keyOf(container, keys).keyVersion }
  ))
}
