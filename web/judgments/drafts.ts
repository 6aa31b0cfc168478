// Drafts of a judgment: sealed here to the circle of the court, opened here, and held to who made them.
import type { Upload } from "../compose/upload.ts"
import { serverNow } from "../page/clock.ts"
import { api, Problem } from "../page/server.ts"
import { say } from "../page/words.ts"
import { SealedFiles } from "../reading/files.ts"
import { Refused } from "../reading/letter.ts"
import { open, seal } from "../seal/age.ts"
import { b64, fromB64 } from "../seal/bytes.ts"
import { reportCode, SealError } from "../seal/errors.ts"
import { type FileEntry, makeEnvelope, type Manifest, MANIFEST_TYPE, signedBy } from "../seal/manifest.ts"
import { newMessageIdentity, openIdentity, sealIdentity } from "../seal/message.ts"
import type { Account } from "../session/account.ts"
import type { JudgmentDraftOut, NewDraftIn } from "../wire/api.ts"
import { circleKey, type NamedCircle } from "./circle.ts"

/** What the page knows of the case: registry data. */
export interface Told {
  readonly case: string
  readonly number: string
  readonly court: string
  readonly courtName: string
  readonly desk: string
  readonly deskName: string
  readonly lastAct: number
  /** Of today, on a Dutch calendar. */
  readonly day: string
  readonly open: NamedCircle
  readonly courtCircle: NamedCircle
  /** The judgment that still has to be worked out; null where there is none. */
  readonly follows: { readonly id: string; readonly kind: "full" | "record"; readonly day: string } | null
}

export interface Draft {
  readonly told: JudgmentDraftOut
  readonly entry: FileEntry
  /** What the file is sealed to. */
  readonly identity: string
  /** Signed by whom the directory names. */
  readonly signed: boolean
}

const files = new SealedFiles()

const path = ({ case: key }: Told, rest: string): string => `/api/cases/${key}/judgment/${rest}`

/** The drafts that open and are what was signed; others are left out. */
export async function openDrafts(me: Account, told: Told): Promise<Draft[]> {
  const rows = await api<JudgmentDraftOut[]>(path(told, "drafts"))
  if (rows.length === 0) return []
  const { identities } = await circleKey(me, told.courtCircle)
  const drafts = await Promise.all(rows.map((row) => openedDraft(row, identities)))
  return drafts.filter((draft) => draft !== null)
}

async function openedDraft(told: JudgmentDraftOut, identities: readonly string[]): Promise<Draft | null> {
  try {
    const envelope = await open([await openIdentity(fromB64(told.sealedKey), identities)], fromB64(told.envelope))
    const { manifest, key } = await signedBy(envelope)
    const entry = manifest.files.find(({ object }) => object === told.object)
    if (entry === undefined || manifest.message !== told.id) return null
    return { told, entry, identity: await openIdentity(fromB64(told.documentKey), identities), signed: key === told.signerKey }
  } catch (error) {
    if (error instanceof SealError) return null
    throw error
  }
}

/** The document of a draft. @throws {Problem} not fetched. @throws {Refused} not what was signed. */
export function draftDocument(told: Told, { told: row, entry, identity }: Draft): Promise<Blob> {
  const failed = async (error: unknown) => new Refused(reportCode(error), false, error)
  return files.open({ path: path(told, `drafts/${row.id}/document`), size: row.size, identity, entry, failed })
}

/** Seals a PDF, brings it over and keeps it as the next version. @throws {Problem} it is no PDF that opens, or was not kept. */
export async function keepDraft(me: Account, told: Told, file: File): Promise<void> {
  // Fetched with the first draft: who only reads does not need it.
  const { checkPdf } = await import("../compose/pdf-check.ts")
  const verdict = await checkPdf(file)
  if (verdict?.findings.some((found) => ["password", "damaged", "empty"].includes(found))) {
    throw new Problem(422, { code: "not-openable", detail: say("notPdf") })
  }
  const { recipient, keyVersion } = await circleKey(me, told.courtCircle)
  // The file has a key of its own: the parties get that one when judgment is given, and not what opens the draft around it.
  const [own, document] = [await newMessageIdentity(), await newMessageIdentity()]
  const { object, sha256, size } = await broughtOver(file, document.recipient)
  const id = crypto.randomUUID()
  const entry = { number: 1, name: file.name, type: "application/pdf", size, sha256, object, pages: verdict?.pages ?? null }
  const envelope = await makeEnvelope(manifestOf(me, told, id, [entry]), me.signing)
  const body: NewDraftIn = {
    envelope: b64(await seal([own.recipient], envelope)),
    sealedKey: b64(await sealIdentity(own.identity, recipient)),
    object,
    documentKey: b64(await sealIdentity(document.identity, recipient)),
    keyVersion,
  }
  await api(path(told, `drafts/${id}`), { method: "PUT", json: body })
}

/** What a court's own document says around its files. */
export function manifestOf(me: Account, told: Told, id: string, entries: readonly FileEntry[]): Manifest {
  return {
    type: MANIFEST_TYPE,
    message: id,
    conversation: told.case,
    created: momentNow(),
    sender: { kind: "box", id: told.desk, name: told.deskName, user: me.user.id, userName: me.user.name },
    recipients: [],
    subject: told.number,
    text: "",
    secret: false,
    files: [...entries],
  }
}

export const momentNow = (): string => `${serverNow().toISOString().slice(0, 19)}Z`

export interface Brought {
  readonly object: string
  readonly sha256: string
  readonly size: number
}

/** A file sealed and brought to the server. @throws {Problem} it did not get there. */
export async function broughtOver(file: Blob, recipient: string): Promise<Brought> {
  const { Uploads } = await import("../compose/upload.ts")
  const done = await new Promise<Upload>((resolve, reject) => {
    const changed = (upload: Upload) => {
      if (upload.phase === "done") resolve(upload)
      if (upload.phase === "failed") reject(new Problem(0, { code: "upload", detail: upload.reason }))
    }
    void Uploads.open({ guest: null, changed }).then((uploads) => uploads.add(crypto.randomUUID(), file, recipient), reject)
  })
  const { object, sha256, size } = done.record ?? { object: null, sha256: "", size: 0 }
  if (object === null) throw new Problem(0, { code: "upload", detail: say("filesSealFailed") })
  return { object, sha256, size }
}
