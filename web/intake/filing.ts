// A filing of the intake, opened on the clerk's device: its manifest held to who signed it, and the key of every document.
import { open } from "../seal/age.ts"
import { fromB64 } from "../seal/bytes.ts"
import { type Manifest, readEnvelope } from "../seal/manifest.ts"
import { openIdentity } from "../seal/message.ts"
import { api } from "../page/server.ts"
import { openLetter } from "../reading/letter.ts"
import type { PieceFile } from "../reading/pieces.ts"
import type { FilingOut } from "../wire/api.ts"

/** What the page knows of the filing: registry data. */
export interface Told {
  readonly filing: string
  readonly number: string
  readonly kind: string
  readonly channel: string
  readonly mailbox: string | null
  /** Who filed it without an account, in answer to the desk. */
  readonly guest: string | null
  readonly address: string
  readonly sender: string
  readonly caseNumber: string
  readonly case: string | null
  readonly party: string | null
  readonly desk: { readonly box: string; readonly court: string; readonly location: string; readonly matter: "familie" | "handel" | "kanton" }
  /** Whether it lies at the desk on paper and nothing of it was scanned. */
  readonly unscanned: boolean
  /** Whether a lawyer may litigate digitally in such cases here. */
  readonly digital: boolean
}

export interface OpenedFiling {
  readonly manifest: Manifest
  /** The identity the manifest is sealed to. */
  readonly identity: string
  /** The documents with the identity each is sealed to. */
  readonly files: readonly PieceFile[]
}

/** @throws {Problem} not fetched. @throws {SealError} not what was signed, or sealed for others. @throws {Refused} the same, of a message. */
export async function openFiling(filing: string, identities: readonly string[]): Promise<OpenedFiling> {
  const told = await api<FilingOut>(`/api/filings/${filing}`)
  return told.message === null ? openedDirectly(told, identities) : openedLetter(told, told.message, identities)
}

async function openedLetter(told: FilingOut, message: string, identities: readonly string[]): Promise<OpenedFiling> {
  const path = `/api/messages/${message}`
  const { manifest, identity, sealed } = await openLetter(path, identities)
  const files = manifest.files.map((entry, at) => (
    { entry, exhibit: null, path: `${path}/files/${entry.number}`, size: sealed.files[at]?.size ?? told.documents[at]?.size ?? 0, identity }
  ))
  return { manifest, identity, files }
}

async function openedDirectly(told: FilingOut, identities: readonly string[]): Promise<OpenedFiling> {
  const identity = await firstOpened(told.sealedKeys, identities)
  const manifest = await readEnvelope(await open([identity], fromB64(told.envelope)), {
    senderKey: told.senderKey,
    message: told.filing,
    conversation: told.filing,
    objects: told.documents.map(({ object }) => object),
  })
  const files = await Promise.all(manifest.files.map(async (entry, at) => {
    const document = told.documents[at]
    const own = await firstOpened(document?.sealedKeys ?? [], identities)
    return { entry, exhibit: null, path: `/api/filings/${told.filing}/documents/${entry.number}`, size: document?.size ?? 0, identity: own }
  }))
  return { manifest, identity, files }
}

/** The first of several seals of one key that opens: each is sealed to another mailbox of this person. */
async function firstOpened(sealed: readonly string[], identities: readonly string[]): Promise<string> {
  let failed: unknown
  for (const key of sealed) {
    try {
      return await openIdentity(fromB64(key), identities)
    } catch (error) {
      failed = error
    }
  }
  throw failed ?? new Error("no key was given")
}
