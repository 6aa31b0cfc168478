// Whether a PDF opens, before a court finds out that it does not (HR 12-4-2024, ECLI:NL:HR:2024:570). What is found has the
// codes of zegel/mail/rules.py, and a court's own automation says the same of the same file (vectors/files/pdf.json).
import type { PDFDocumentProxy, PDFPageProxy } from "pdfjs-dist"
import { PdfEngine, type PdfLibrary, PdfRefused } from "../page/pdf-engine.ts"
import type { Bytes } from "../seal/bytes.ts"
import { fromHeader, holdsTogether, latin, type Mark, marksIn, objectText, renewsFields } from "./pdf-structure.ts"

/** Nobody without a password or a repair shop can read it. */
export type PdfFault = "password" | "damaged" | "empty"
/** What acts in a PDF, hides in it, may not be seen, or is not whole; and that it is signed. None keeps it from opening. */
export type PdfDoubt = Mark | "repaired" | "xfa" | "form" | "unsure"

export interface PdfVerdict {
  readonly findings: readonly (PdfFault | PdfDoubt)[]
  readonly pages: number | null
  /** What its pages are made for, where that could be measured: the regulation asks for A4 (art. 3.12). */
  readonly paper?: "A4" | "other"
}

/** A4 upright or lying, in points of 1/72 inch (ISO 216), give or take a millimetre. */
const A4 = [595.28, 841.89] as const
const A4_SLACK = 2.84

/** Drawing takes time in proportion to the pages: as many are tried as fit in this. */
const DRAWING_MILLISECONDS = 4_000
/** What stands on the page that a form of XFA shows to programs that cannot show it. */
const PLACEHOLDER = /please wait|eventually replaced|acrreader/i

let shared: PdfEngine | undefined

async function sharedEngine(): Promise<PdfEngine> {
  if (shared === undefined || shared.lost) shared = await PdfEngine.start()
  return shared
}

function isA4({ view, userUnit }: PDFPageProxy): boolean {
  const [left = 0, bottom = 0, right = 0, top = 0] = view
  const sides = [(right - left) * userUnit, (top - bottom) * userUnit].sort((short, long) => short - long)
  return sides.every((side, at) => Math.abs(side - (A4[at] ?? 0)) <= A4_SLACK)
}

/** Null where this browser cannot tell: that says nothing of the file. */
export async function checkPdf(file: Blob, engine: () => Promise<PdfEngine> = sharedEngine): Promise<PdfVerdict | null> {
  try {
    return await new Look(await engine(), file).verdict()
  } catch (error) {
    if (!(error instanceof PdfRefused)) throw error
    return error.why === "engine" ? null : { findings: [error.why], pages: null }
  }
}

class Look {
  readonly #engine: PdfEngine
  readonly #file: Blob
  readonly #found = new Set<PdfDoubt>()
  /** Whether a field may stand on some page; a page that was not read may have any. */
  #fields = false
  #paper: "A4" | "other" | undefined

  constructor(engine: PdfEngine, file: Blob) {
    this.#engine = engine
    this.#file = file
  }

  async verdict(): Promise<PdfVerdict> {
    const data = await this.#data()
    const text = latin(data)
    const objects = await objectText(data, text)
    for (const mark of marksIn(objects)) this.#found.add(mark)
    if (!holdsTogether(text)) this.#found.add("repaired")
    // The reader takes the bytes away with it.
    const document = await this.#engine.open(data)
    try {
      const pages = document.numPages
      if (pages === 0) return { findings: ["empty"], pages }
      const lost = await this.#readPages(document, renewsFields(objects))
      if (lost === pages) return { findings: ["damaged"], pages }
      await this.#readDocument(document, /\/NeedsRendering\s+true\b/.test(objects)).catch(() => this.#found.add("unsure"))
      return { findings: [...this.#found].sort(), pages, ...(this.#paper !== undefined && { paper: this.#paper }) }
    } finally {
      void document.loadingTask.destroy()
    }
  }

  async #data(): Promise<Bytes> {
    return fromHeader(new Uint8Array(await this.#file.arrayBuffer()))
  }

  /** Every page is looked up, and as many as there is time for are worked out as if they were to be drawn; how many are lost. */
  async #readPages(document: PDFDocumentProxy, renewed: boolean): Promise<number> {
    const until = performance.now() + DRAWING_MILLISECONDS
    const bare: number[] = []
    let lost = 0
    for (let number = 1; number <= document.numPages; number++) {
      const page = await document.getPage(number).catch(() => null)
      if (page === null) lost += 1
      else if (performance.now() >= until) this.#fields = true
      else if (!(await this.#readPage(page, renewed))) bare.push(number)
      page?.cleanup()
    }
    if (lost > 0 || (await this.#broken(bare))) this.#found.add("repaired")
    return lost
  }

  /** Whether anything is drawn on it. */
  async #readPage(page: PDFPageProxy, renewed: boolean): Promise<boolean> {
    this.#paper = this.#paper === "other" || !isA4(page) ? "other" : "A4"
    const annotations = (await page.getAnnotations().catch(() => [])) as readonly Widget[]
    const drawn = await page.getOperatorList().catch(() => null)
    if (annotations.some(({ subtype }) => subtype === "Widget")) this.#fields = true
    const shown = drawn === null ? null : shownFields(drawn, this.#engine.library.OPS)
    if (annotations.some((annotation) => unseen(annotation, renewed, shown))) this.#found.add("form")
    if ((await page.getJSActions().catch(() => null)) !== null) this.#found.add("script")
    return drawn !== null && drawn.fnArray.length > 0
  }

  /** Of pages on which nothing is drawn, whether one should have had something: told where the reader stops at errors. */
  async #broken(numbers: readonly number[]): Promise<boolean> {
    if (numbers.length === 0) return false
    const document = await this.#engine.open(await this.#data(), { stopAtErrors: true })
    try {
      for (const number of numbers) await (await document.getPage(number)).getOperatorList()
      return false
    } catch {
      return true
    } finally {
      void document.loadingTask.destroy()
    }
  }

  async #readDocument(document: PDFDocumentProxy, rendering: boolean): Promise<void> {
    const { info } = (await document.getMetadata()) as { info: { readonly IsXFAPresent?: boolean } }
    // The page of a form that makes its own pages has no field on it, whatever it says and in which language.
    if (info.IsXFAPresent === true && (rendering || !this.#fields || (await placeholder(document)))) this.#found.add("xfa")
    if ((await document.getJSActions()) !== null) this.#found.add("script")
    if ((await document.getAttachments()) !== null) this.#found.add("embedded")
  }
}

async function placeholder(document: PDFDocumentProxy): Promise<boolean> {
  const { items } = await (await document.getPage(1)).getTextContent()
  return PLACEHOLDER.test(items.map((item) => ("str" in item ? item.str : "")).join(""))
}

/** As pdf.js tells of a field on a page. */
interface Widget {
  readonly id?: string
  readonly subtype?: string
  readonly hidden?: boolean
  readonly fieldType?: string
  readonly fieldValue?: unknown
  readonly buttonValue?: string | null
  readonly radioButton?: boolean
  readonly hasAppearance?: boolean
}

/** Whether somebody filled a field in and the file has no picture of it, or says that the picture is old. */
function unseen(field: Widget, renewed: boolean, shown: ReadonlySet<string> | null): boolean {
  const { id, hidden, fieldType, fieldValue, buttonValue, radioButton, hasAppearance } = field
  if (!["Tx", "Ch", "Btn"].includes(fieldType ?? "") || hidden === true) return false
  const filled = [fieldValue ?? ""].flat().some((value) => String(value).trim() !== "" && value !== "Off")
  const other = radioButton === true && buttonValue !== null && buttonValue !== fieldValue
  if (!filled || other) return false
  const empty = fieldType !== "Btn" && shown !== null && !shown.has(id ?? "")
  return renewed || hasAppearance !== true || empty
}

/**
 * Fields with letters or a picture in what is drawn for them; others are a frame or a background: programs that fill in forms often
 * leave the old, empty one.
 */
function shownFields({ fnArray, argsArray }: Awaited<ReturnType<PDFPageProxy["getOperatorList"]>>, ops: PdfLibrary["OPS"]): ReadonlySet<string> {
  const pictures = new Set<number>([
    ops.paintFormXObjectBegin, ops.shadingFill, ops.paintImageXObject, ops.paintInlineImageXObject, ops.paintImageMaskXObject,
  ])
  const shown = new Set<string>()
  let field = ""
  for (const [at, op] of fnArray.entries()) {
    const args = (argsArray as readonly (readonly unknown[] | null)[])[at] ?? []
    if (op === ops.beginAnnotation) field = String(args[0])
    else if (op === ops.endAnnotation) field = ""
    else if (field !== "" && (pictures.has(op) || (op === ops.showText && written(args[0])))) shown.add(field)
  }
  return shown
}

/** Whether letters that are seen are among the signs of a line. */
function written(glyphs: unknown): boolean {
  return Array.isArray(glyphs) && glyphs.some((glyph: { readonly unicode?: string } | number) => typeof glyph === "object" && (glyph.unicode ?? "").trim() !== "")
}
