// The pieces of a case file: each opened by the key of its circle, and held to what its filer or the court signed.
import { open } from "../seal/age.ts"
import { fromB64 } from "../seal/bytes.ts"
import { reportCode, SealError } from "../seal/errors.ts"
import { type FileEntry, type Manifest, signedBy } from "../seal/manifest.ts"
import { openIdentity } from "../seal/message.ts"
import type { DocketEntryOut } from "../wire/api.ts"
import { SealedFiles, type Watch } from "./files.ts"
import { Refused } from "./letter.ts"

/**
 * signed: by whom the directory names. cannot: signed, but nobody's key is known to hold it to. wrong: not what was signed.
 * locked: this reader has no key of it.
 */
export type Check = "signed" | "cannot" | "wrong" | "locked"

export interface PieceFile {
  readonly entry: FileEntry
  readonly exhibit: number | null
  readonly path: string
  readonly size: number
  readonly identity: string
}

export interface Piece {
  readonly entry: DocketEntryOut
  readonly check: Check
  readonly manifest: Manifest | null
  /** What opens its envelope and nothing else; empty where that was not opened. */
  readonly identity: string
  readonly files: readonly PieceFile[]
}

/** Opens what stands around the files of a piece; never rejects for what is wrong with it. `path` is that of the case. */
export async function openPiece(path: string, entry: DocketEntryOut, identities: readonly string[]): Promise<Piece> {
  const closed = (check: Check): Piece => ({ entry, check, manifest: null, identity: "", files: [] })
  let envelope: Uint8Array
  let keys: string[]
  let own: string
  try {
    own = await openIdentity(fromB64(entry.sealedKey), identities)
    envelope = await open([own], fromB64(entry.envelope))
    keys = await Promise.all(entry.documents.map(({ sealedKey }) => openIdentity(fromB64(sealedKey), identities)))
  } catch (error) {
    if (!(error instanceof SealError)) throw error
    return closed("locked")
  }
  const manifest = await signedManifest(envelope, entry)
  if (manifest === null) return closed("wrong")
  const files = filesOf(path, entry, manifest, keys)
  return files === null ? closed("wrong") : { entry, check: entry.signerKey === "" ? "cannot" : "signed", manifest, identity: own, files }
}

/** What was signed, when it is by whom the directory names and about this piece. */
async function signedManifest(envelope: Uint8Array, entry: DocketEntryOut): Promise<Manifest | null> {
  try {
    const { manifest, key } = await signedBy(envelope)
    const theirs = entry.signerKey === "" || key === entry.signerKey
    const about = entry.about === null || manifest.message === entry.about
    return theirs && about ? manifest : null
  } catch (error) {
    reportCode(error)
    return null
  }
}

/** The files as they were signed, under the numbers of the docket; null where one was not signed at all. */
function filesOf(path: string, entry: DocketEntryOut, manifest: Manifest, keys: readonly string[]): PieceFile[] | null {
  const signed = new Map(manifest.files.map((file) => [file.object, file]))
  const found = entry.documents.map(({ object, number, exhibit, size }, at) => {
    const file = signed.get(object)
    const source = `${path}/entries/${entry.id}/documents/${number}`
    return file === undefined ? null : { entry: { ...file, number }, exhibit, path: source, size, identity: keys[at] ?? "" }
  })
  return found.includes(null) ? null : found.filter((file) => file !== null)
}

/** The short description of an exhibit, from the overview that came with it (art. 3.14); empty where there is none. */
export function described(manifest: Manifest, { name }: FileEntry): string {
  const key = `${name.replace(/\.[A-Za-z0-9]{1,5}$/, "")}: `
  const line = manifest.text.split("\n").find((text) => text.startsWith(key))
  return line === undefined ? "" : line.slice(key.length).trim()
}

/** The files of pieces, fetched and checked once each. */
export class PieceFiles {
  readonly #files = new SealedFiles()

  /** @throws {Problem} not fetched. @throws {Refused} not what was signed. @throws {CannotCheck} this browser cannot tell. */
  open({ path, size, identity, entry }: PieceFile, watch: Watch = () => {}): Promise<Blob> {
    const failed = async (error: unknown) => new Refused(reportCode(error), false, error)
    return this.#files.open({ path, size, identity, entry, failed }, watch)
  }
}
