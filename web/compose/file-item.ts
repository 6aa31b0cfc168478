// One file of a message, what there is to say of it, and the shape in which a draft remembers it. No DOM.
import { fileType, headOf, misnamed, PDF } from "../page/kinds.ts"
import type { Day } from "../time/days.ts"
import type { FileEntry } from "../seal/manifest.ts"
import { followsRule, LONGEST_NAME, proposedName } from "./names.ts"
import type { PdfDoubt, PdfFault, PdfVerdict } from "./pdf-check.ts"
import type { Upload } from "./upload.ts"

export const MOST_FILES = 100
export const LARGEST = 25 * 2 ** 20
export const WARN_ABOVE = 25 * 10 ** 6

export interface FileItem {
  readonly key: string
  name: string
  /** What it is, in a few words, where its name does not say so: the overview of exhibits of art. 3.14. */
  described?: string
  /** Its name has the date of today because it came without one. */
  guessed: boolean
  /** By its content, its name and what the device said, in that order. */
  readonly type: string
  readonly size: number
  /** Its name belongs to another kind of file than its content. */
  readonly misnamed: boolean
  /** Gone after a reload, when only the sealed one is left. */
  readonly file: Blob | null
  check: "checking" | "done"
  pdf: PdfVerdict | null
  /** It could not be turned into a PDF here. */
  unmade?: boolean
  /** The sender has seen that it does not open and sends it all the same. */
  accepted: boolean
  /** What a draft knew of a file that is stored at the server. */
  readonly stored: { readonly object: string; readonly sha256: string } | null
}

/** As a draft keeps it. */
export interface SavedFile {
  readonly key: string
  readonly name: string
  readonly type: string
  readonly size: number
  readonly sha256: string | null
  readonly object: string | null
  readonly pages: number | null
  /** Null or absent where no PDF was looked into. */
  readonly findings?: PdfVerdict["findings"] | null
  readonly misnamed?: boolean
  readonly accepted?: boolean
  readonly guessed?: boolean
}

export interface Remark {
  readonly level: "warning" | "error"
  /** Key of the sentence. */
  readonly text: string
  readonly values?: Readonly<Record<string, string | number>>
  readonly act?: "accept" | "rename" | "photo" | "document"
}

/** Everything there is to say of a file, the worst first. */
export function remarks(item: FileItem, all: readonly FileItem[], today: Day, nameRule: boolean, court = false): Remark[] {
  const strange: Remark[] = item.misnamed ? [{ level: "warning", text: "filesMisnamed" }] : []
  return [...sizeRemarks(item), ...pdfRemarks(item, court), ...strange, ...nameRemarks(item, all, today, nameRule)]
}

function sizeRemarks({ size }: FileItem): Remark[] {
  if (size === 0) return [{ level: "error", text: "filesEmpty" }]
  if (size > LARGEST) return [{ level: "error", text: "filesTooLarge" }]
  return size > WARN_ABOVE ? [{ level: "warning", text: "filesAlmostTooLarge" }] : []
}

/** What keeps a PDF from being read; what nobody can open does not go to a court. */
const FAULTS: Readonly<Record<PdfFault, string>> = { password: "filesPassword", damaged: "filesBroken", empty: "filesNoPages" }
const DOUBTS: Readonly<Record<Exclude<PdfDoubt, "signed">, string>> = {
  script: "filesActive", launch: "filesLaunch", embedded: "filesEmbedded", repaired: "filesDamaged", xfa: "filesXfa",
  form: "filesForm", unsure: "filesUnsure",
}

function pdfRemarks(item: FileItem, court: boolean): Remark[] {
  if (isPhoto(item)) return [item.unmade === true ? { level: "warning", text: "filesPhotoFailed" } : { level: "warning", text: "filesPhoto", act: "photo" }]
  if (!isPdf(item)) return [{ level: "warning", text: "filesNotPdf", ...(isDocument(item) ? { act: "document" as const } : {}) }]
  if (item.pdf === null) return item.check === "done" && item.file !== null ? [{ level: "warning", text: "filesUnchecked" }] : []
  const fault = faultOf(item.pdf)
  if (fault !== null) {
    const text = FAULTS[fault]
    // What nobody can open does not go to a court (VI 6.5; HR 12-4-2024, ECLI:NL:HR:2024:570).
    if (court) return [{ level: "error", text: `${text}Court` }]
    return [item.accepted ? { level: "warning", text } : { level: "error", text, act: "accept" }]
  }
  return item.pdf.findings.flatMap((doubt) => (doubt in DOUBTS ? [{ level: "warning", text: DOUBTS[doubt as keyof typeof DOUBTS] }] : []))
}

function nameRemarks(item: FileItem, all: readonly FileItem[], today: Day, nameRule: boolean): Remark[] {
  if (item.name.length > LONGEST_NAME) return [{ level: "error", text: "filesNameLong", values: { most: LONGEST_NAME } }]
  const same = all.find((other) => other !== item && other.name.toLowerCase() === item.name.toLowerCase())
  if (same !== undefined && all.indexOf(same) < all.indexOf(item)) return [{ level: "error", text: "filesSameName", act: "rename" }]
  if (!nameRule || !isPdf(item) || followsRule(item.name, today)) return []
  return [{ level: "warning", text: "filesNameRule", values: { name: proposedName(item.name, today) }, act: "rename" }]
}

export function faultOf({ findings }: PdfVerdict): PdfFault | null {
  return findings.find((code): code is PdfFault => code in FAULTS) ?? null
}

export function isPdf({ type }: Pick<FileItem, "type">): boolean {
  return type === PDF
}

export function isPhoto({ type, file }: Pick<FileItem, "type" | "file">): boolean {
  return file !== null && type.startsWith("image/")
}

const DOCUMENT = /^application\/(?:msword|rtf|vnd\.(?:ms-(?:excel|powerpoint)|openxmlformats-officedocument|oasis\.opendocument)\b)/

/** Whether the program that wrote it makes a PDF of it. */
export function isDocument({ type, name }: Pick<FileItem, "type" | "name">): boolean {
  return DOCUMENT.test(type) || /\.pages$/i.test(name)
}

/** The manifest's entry, or null while the file is not there yet. */
export function entryOf(item: FileItem, number: number, upload: Upload | undefined): FileEntry | null {
  const facts = upload?.phase === "done" ? upload.record : null
  const object = facts?.object ?? item.stored?.object
  const sha256 = facts?.sha256 ?? item.stored?.sha256
  if (object === undefined || object === null || sha256 === undefined) return null
  const { name, size, pdf } = item
  return { number, name, type: item.type, size, sha256, object, pages: pdf?.pages ?? null }
}

export function saved(item: FileItem, upload: Upload | undefined): SavedFile {
  const entry = entryOf(item, 1, upload)
  const { key, name, guessed, type, size, accepted, misnamed } = item
  const { sha256, object } = entry ?? { sha256: null, object: null }
  return { key, name, guessed, type, size, accepted, misnamed, sha256, object, pages: item.pdf?.pages ?? null, findings: item.pdf?.findings ?? null }
}

export function restored(file: SavedFile): FileItem {
  const { key, name, type, size, pages, object, sha256 } = file
  const findings = file.findings ?? null
  return {
    key, name, type, size,
    guessed: file.guessed ?? false,
    file: null,
    check: "done",
    pdf: findings === null ? null : { findings, pages },
    misnamed: file.misnamed ?? false,
    accepted: file.accepted ?? false,
    stored: object !== null && sha256 !== null ? { object, sha256 } : null,
  }
}

/** A file as it comes in. What cannot be read has no content to go by, and its upload says so. */
export async function fresh(file: Blob, name: string): Promise<FileItem> {
  const head = await headOf(file).catch(() => new Uint8Array())
  const facts = { type: fileType(head, name, file.type), misnamed: misnamed(head, name) }
  const base = { key: crypto.randomUUID(), name, guessed: false, size: file.size, file, ...facts }
  return { ...base, check: "checking", pdf: null, accepted: false, stored: null }
}
