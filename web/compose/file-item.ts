// One file of a message, what there is to say of it, and the shape in which a draft remembers it. No DOM.
import type { Day } from "../time/days.ts"
import type { FileEntry } from "../seal/manifest.ts"
import { followsRule, LONGEST_NAME, proposedName } from "./names.ts"
import type { PdfDoubt, PdfVerdict } from "./pdf-check.ts"
import type { Upload } from "./upload.ts"

export const MOST_FILES = 100
export const LARGEST = 25 * 2 ** 20
export const WARN_ABOVE = 25 * 10 ** 6

export interface FileItem {
  readonly key: string
  name: string
  /** Its name has the date of today because it came without one. */
  guessed: boolean
  readonly type: string
  readonly size: number
  /** Gone after a reload, when only the sealed one is left. */
  readonly file: Blob | null
  check: "checking" | "done"
  pdf: PdfVerdict | null
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
  readonly verdict?: PdfVerdict["verdict"] | null
  readonly doubts?: PdfVerdict["doubts"]
  readonly accepted?: boolean
  readonly guessed?: boolean
}

export interface Remark {
  readonly level: "warning" | "error"
  /** Key of the sentence. */
  readonly text: string
  readonly values?: Readonly<Record<string, string | number>>
  readonly act?: "accept" | "rename" | "photo"
}

/** Everything there is to say of a file, the worst first. */
export function remarks(item: FileItem, all: readonly FileItem[], today: Day, nameRule: boolean, court = false): Remark[] {
  return [...sizeRemarks(item), ...pdfRemarks(item, court), ...nameRemarks(item, all, today, nameRule)]
}

function sizeRemarks({ size }: FileItem): Remark[] {
  if (size === 0) return [{ level: "error", text: "filesEmpty" }]
  if (size > LARGEST) return [{ level: "error", text: "filesTooLarge" }]
  return size > WARN_ABOVE ? [{ level: "warning", text: "filesAlmostTooLarge" }] : []
}

const DOUBTS: Readonly<Record<PdfDoubt, string>> = {
  script: "filesActive", launch: "filesLaunch", embedded: "filesEmbedded", damaged: "filesDamaged",
}

function pdfRemarks(item: FileItem, court: boolean): Remark[] {
  if (isPhoto(item)) return [{ level: "warning", text: "filesPhoto", act: "photo" }]
  if (!isPdf(item)) return [{ level: "warning", text: "filesNotPdf" }]
  if (item.pdf === null) return []
  if (item.pdf.verdict !== "opens") {
    const text = item.pdf.verdict === "password" ? "filesPassword" : "filesBroken"
    // What nobody can open does not go to a court (VI 6.5; HR 12-4-2024, ECLI:NL:HR:2024:570).
    if (court) return [{ level: "error", text: `${text}Court` }]
    return [item.accepted ? { level: "warning", text } : { level: "error", text, act: "accept" }]
  }
  return item.pdf.doubts.map((doubt) => ({ level: "warning", text: DOUBTS[doubt] }))
}

function nameRemarks(item: FileItem, all: readonly FileItem[], today: Day, nameRule: boolean): Remark[] {
  if (item.name.length > LONGEST_NAME) return [{ level: "error", text: "filesNameLong", values: { most: LONGEST_NAME } }]
  const same = all.find((other) => other !== item && other.name.toLowerCase() === item.name.toLowerCase())
  if (same !== undefined && all.indexOf(same) < all.indexOf(item)) return [{ level: "error", text: "filesSameName", act: "rename" }]
  if (!nameRule || !isPdf(item) || followsRule(item.name, today)) return []
  return [{ level: "warning", text: "filesNameRule", values: { name: proposedName(item.name, today) }, act: "rename" }]
}

export function isPdf({ type, name }: Pick<FileItem, "type" | "name">): boolean {
  return type === "application/pdf" || (type === "" && /\.pdf$/i.test(name))
}

export function isPhoto({ type, file }: Pick<FileItem, "type" | "file">): boolean {
  return file !== null && (type === "image/jpeg" || type === "image/png")
}

/** The manifest's entry, or null while the file is not there yet. */
export function entryOf(item: FileItem, number: number, upload: Upload | undefined): FileEntry | null {
  const facts = upload?.phase === "done" ? upload.record : null
  const object = facts?.object ?? item.stored?.object
  const sha256 = facts?.sha256 ?? item.stored?.sha256
  if (object === undefined || object === null || sha256 === undefined) return null
  const { name, size, pdf } = item
  return { number, name, type: item.type || "application/octet-stream", size, sha256, object, pages: pdf?.pages ?? null }
}

export function saved(item: FileItem, upload: Upload | undefined): SavedFile {
  const entry = entryOf(item, 1, upload)
  const { key, name, guessed, type, size, accepted } = item
  const { sha256, object } = entry ?? { sha256: null, object: null }
  return { key, name, guessed, type, size, accepted, sha256, object, pages: item.pdf?.pages ?? null, verdict: item.pdf?.verdict ?? null, doubts: item.pdf?.doubts ?? [] }
}

export function restored(file: SavedFile): FileItem {
  const { key, name, type, size, pages, object, sha256 } = file
  const verdict = file.verdict ?? (pages === null ? null : "opens")
  return {
    key, name, type, size,
    guessed: file.guessed ?? false,
    file: null,
    check: "done",
    pdf: verdict === null ? null : { verdict, pages, doubts: file.doubts ?? [] },
    accepted: file.accepted ?? false,
    stored: object !== null && sha256 !== null ? { object, sha256 } : null,
  }
}

export function fresh(file: Blob, name: string): FileItem {
  const type = file.type || (/\.pdf$/i.test(name) ? "application/pdf" : "")
  const base = { key: crypto.randomUUID(), name, guessed: false, type, size: file.size, file }
  return { ...base, check: "checking", pdf: null, accepted: false, stored: null }
}
