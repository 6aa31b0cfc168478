// Opened documents as one PDF: an index in front, bookmarks, and a number at the foot of every page of a document. What cannot be
// taken up is said in the index, in words.
import { degrees, EncryptedPDFError, ParseSpeeds, PDFDocument, type PDFFont, type PDFPage, rgb, StandardFonts } from "@cantoo/pdf-lib"
import { fromHeader, holdsPdf } from "../compose/pdf-structure.ts"
import { owned } from "../seal/bytes.ts"
import { addOutline, type Bookmark } from "./outline.ts"
import { footOf } from "./stamp.ts"

/** A file that may become pages. */
export interface Source {
  readonly title: string
  /** Fetched when its turn comes, so that one file at a time is open; null for what cannot be had. */
  read(): Promise<Blob | null>
}

/** A piece of the file, with its files in order. */
export interface Chapter {
  /** Such as "3": stands before the page number. */
  readonly number: string
  readonly title: string
  readonly sources: readonly Source[]
}

/** Why a file is not among the pages. */
export type Left = "missing" | "password" | "damaged" | "other"

/** What the index says: every file with its first page, or why it has none. */
export interface Line {
  readonly chapter: Chapter
  readonly files: readonly { readonly title: string; readonly page: number | null; readonly left: Left | null }[]
}

export interface Tools {
  /** The index as a PDF. */
  index(lines: readonly Line[]): Promise<Uint8Array>
  /** A picture as a PDF of one page; rejects for what is none. */
  pictured(picture: Blob): Promise<Uint8Array>
  /** After each file. */
  watch(done: number): void
}

export interface Volume {
  readonly pdf: Blob
  /** How many pages were numbered. */
  readonly pages: number
  readonly left: number
}

const SIZE = 8

/** `first` is the number of the first page: a later part goes on from the one before it. */
export async function volumeOf(title: string, chapters: readonly Chapter[], first: number, tools: Tools): Promise<Volume> {
  const pdf = await PDFDocument.create()
  pdf.setTitle(title, { showInWindowTitleBar: true })
  pdf.setProducer("Zegel")
  pdf.setCreator("Zegel")
  const foot = await pdf.embedFont(StandardFonts.Helvetica)
  const [lines, bookmarks]: [Line[], Bookmark[]] = [[], []]
  let [next, done] = [first, 0]
  for (const chapter of chapters) {
    const [files, under]: [Line["files"][number][], Bookmark[]] = [[], []]
    for (const source of chapter.sources) {
      const taken = await pagesOf(pdf, source, tools)
      if (typeof taken === "string") {
        files.push({ title: source.title, page: null, left: taken })
      } else {
        files.push({ title: source.title, page: next, left: null })
        for (const page of taken) stamp(pdf.addPage(page), foot, `${chapter.number} · ${next++}`)
        under.push({ title: source.title, page: (taken[0] as PDFPage).ref, under: [] })
      }
      tools.watch(++done)
    }
    lines.push({ chapter, files })
    const [start] = under
    if (start !== undefined) bookmarks.push({ title: chapter.title, page: start.page, under: under.length > 1 ? under : [] })
  }
  await putInFront(pdf, await tools.index(lines))
  addOutline(pdf, bookmarks)
  const left = lines.flatMap(({ files }) => files).filter(({ page }) => page === null).length
  return { pdf: new Blob([(await pdf.save({ objectsPerTick: 200 })) as BlobPart], { type: "application/pdf" }), pages: next - first, left }
}

/** The pages of a file, copied into the PDF and not yet in their place; or why there are none. */
async function pagesOf(pdf: PDFDocument, source: Source, tools: Tools): Promise<readonly PDFPage[] | Left> {
  const file = await source.read()
  if (file === null) return "missing"
  let bytes: Uint8Array
  try {
    bytes = (await holdsPdf(file)) ? fromHeader(owned(new Uint8Array(await file.arrayBuffer()))) : await tools.pictured(file)
  } catch {
    return "other"
  }
  try {
    // A file that only says what may not be done with it opens by an empty password.
    const options = { updateMetadata: false, parseSpeed: ParseSpeeds.Fast, throwOnInvalidObject: false }
    const read = await PDFDocument.load(bytes, options).catch((error: unknown) => {
      if (error instanceof EncryptedPDFError) return PDFDocument.load(bytes, { ...options, password: "" }).catch(() => Promise.reject(error))
      throw error
    })
    const pages = await pdf.copyPages(read, read.getPageIndices())
    return pages.length === 0 ? "damaged" : pages
  } catch (error) {
    return error instanceof EncryptedPDFError ? "password" : "damaged"
  }
}

async function putInFront(pdf: PDFDocument, index: Uint8Array): Promise<void> {
  const read = await PDFDocument.load(index, { updateMetadata: false })
  const pages = await pdf.copyPages(read, read.getPageIndices())
  for (const [at, page] of pages.entries()) pdf.insertPage(at, page)
}

/** The number on white, for what lies under it may be dark. */
function stamp(page: PDFPage, font: PDFFont, text: string): void {
  const width = font.widthOfTextAtSize(text, SIZE)
  const { x, y, turn } = footOf(page.getCropBox(), page.getRotation().angle, width)
  const rotate = degrees(turn)
  const [pad, drop] = [3, 2.5]
  const angle = (turn * Math.PI) / 180
  const [cos, sin] = [Math.round(Math.cos(angle)), Math.round(Math.sin(angle))]
  page.drawRectangle({
    x: x - pad * cos + drop * sin,
    y: y - pad * sin - drop * cos,
    width: width + 2 * pad,
    height: SIZE + drop,
    rotate,
    color: rgb(1, 1, 1),
  })
  page.drawText(text, { x, y, size: SIZE, font, rotate, color: rgb(0, 0, 0) })
}

/** Chapters in parts of at most so many bytes, each at least one chapter. */
export function inParts<T>(chapters: readonly T[], sizeOf: (chapter: T) => number, most: number): T[][] {
  const parts: T[][] = []
  let size = Number.POSITIVE_INFINITY
  for (const chapter of chapters) {
    const own = sizeOf(chapter)
    if (size + own > most) {
      parts.push([])
      size = 0
    }
    parts.at(-1)?.push(chapter)
    size += own
  }
  return parts
}
