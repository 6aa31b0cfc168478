// Fetching a sealed message, opening it and checking it in the stated order (docs/formats.md, Manifest). Whoever calls
// this gets a message that is right, or an error; there is nothing in between that could be shown.
import { api, apiResponse, part, Problem } from "../page/server.ts"
import { say } from "../page/words.ts"
import { open } from "../seal/age.ts"
import { type Bytes, fromB64, owned } from "../seal/bytes.ts"
import { type ManifestCode, reportCode, SealError } from "../seal/errors.ts"
import { type Manifest, readEnvelope, type Sender } from "../seal/manifest.ts"
import { openMessageKey } from "../seal/message.ts"
import { piecesOf } from "../seal/stream.ts"
import { logKeys, sameLog } from "../session/log-memory.ts"
import type { OpenedOut } from "../wire/api.ts"
import type { Told } from "./recipients.ts"

export interface Letter {
  readonly manifest: Manifest
  /** The message identity: opens its files and nothing else. */
  readonly identity: string
  readonly sealed: OpenedOut
  /** What may be told of it: who sent it to whom, about what, and what of that does not agree. */
  readonly told: Told
}

/** A check failed. It has been reported to the server, unless `reported` is false. */
export class Refused extends Error {
  readonly code: ManifestCode
  readonly reported: boolean

  constructor(code: ManifestCode, reported: boolean, cause: unknown) {
    super(code, { cause })
    this.name = "Refused"
    this.code = code
    this.reported = reported
  }
}

/**
 * @throws {Problem} the server could not be reached or refused. @throws {Refused} the message is not right.
 * @throws {CannotCheck} this browser cannot tell.
 */
export async function openLetter(path: string, identities: readonly string[]): Promise<Letter> {
  const sealed = await api<OpenedOut>(`${path}/open`, { json: {} })
  try {
    return await unsealed(sealed, identities)
  } catch (error) {
    throw await refused(path, error)
  }
}

export async function unsealed(sealed: OpenedOut, identities: readonly string[]): Promise<Letter> {
  const identity = await openMessageKey(fromB64(sealed.sealedKey), identities)
  const envelope = await open([identity], fromB64(sealed.envelope))
  const manifest = await readEnvelope(envelope, {
    senderKey: sealed.senderKey,
    message: sealed.message,
    conversation: sealed.conversation,
    objects: sealed.files.map((file) => file.object),
  })
  // A key of one's own signs any name: without this a message could say it is from a court.
  if (!sameParty(manifest.sender, sealed.sender)) throw new SealError("sender-key", "another sender than the directory's")
  const { toldOf } = await part(import("./told.ts"))
  return { manifest, identity, sealed, told: await toldOf(manifest, sealed) }
}

/** The letter with what the signed log itself says; `proved` is false where that cannot be told now. */
export async function heldAgainstLog(letter: Letter): Promise<Letter & { readonly proved: boolean }> {
  const { inTheLog } = await part(import("./told.ts"))
  const found = await inTheLog(letter.sealed, { keys: logKeys, same: sameLog })
  if (found !== "not") return { ...letter, proved: found === "proved" }
  const differences = [{ code: "record", signed: "", recorded: "" } as const, ...letter.told.differences]
  return { ...letter, proved: false, told: { ...letter.told, differences } }
}

/** Tells the server what differs between letter and log. Whether it could be told. */
export async function reportDifferences(path: string, { told }: Letter): Promise<boolean> {
  const codes = new Set(told.differences.map(({ code }) => code))
  const done = await Promise.all([...codes].map((code) => api(`${path}/reports`, { json: { code, fileNumber: null } }).then(() => true, () => false)))
  return done.every(Boolean)
}

function sameParty(left: Sender, right: Sender): boolean {
  return left.kind === right.kind && left.id === right.id && left.user === right.user
}

/**
 * Tells the server which check failed; that it cannot be told must not hide that the check failed.
 * @throws {CannotCheck} nothing was found wrong: this browser cannot check it.
 */
export async function refused(path: string, error: unknown, fileNumber?: number): Promise<Refused> {
  const code = reportCode(error)
  const report = { code, fileNumber: fileNumber ?? null }
  const reported = await api(`${path}/reports`, { json: report }).then(() => true, () => false)
  return new Refused(code, reported, error)
}

/** The sealed bytes of one file. `onProgress` gets bytes done and in all. */
export async function fetchSealed(
  path: string, size: number, onProgress: (done: number, total: number) => void,
): Promise<Blob> {
  const response = await apiResponse(path)
  if (response.body === null) return response.blob()
  const pieces: Bytes[] = []
  let done = 0
  for await (const piece of arriving(response.body)) {
    pieces.push(owned(piece))
    done += piece.length
    onProgress(done, size)
  }
  return new Blob(pieces)
}

/** Only what goes wrong on the road is the network's fault: a fault of ours must not look like one. */
async function* arriving(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* piecesOf(body)
  } catch {
    throw new Problem(0, { code: "network", detail: say("network"), retry: true })
  }
}
