// Whether a PDF opens, before a court finds out that it does not (HR 12-4-2024, ECLI:NL:HR:2024:570).
import type { PDFDocumentProxy, PDFWorker } from "pdfjs-dist"
import { worker } from "../page/scripts.ts"

/** What acts in a PDF, hides in it, or is not whole; none of it keeps it from opening. */
export type PdfDoubt = "script" | "launch" | "embedded" | "damaged"

export interface PdfVerdict {
  readonly verdict: "opens" | "password" | "broken"
  readonly pages: number | null
  readonly doubts: readonly PdfDoubt[]
}

type Library = typeof import("pdfjs-dist")

let loaded: Promise<{ library: Library; reader: PDFWorker }> | undefined

/** Fetched with the first PDF somebody adds, and not before. */
function library(): Promise<{ library: Library; reader: PDFWorker }> {
  loaded ??= import("pdfjs-dist").then((found) => {
    // One worker given to every task: a task that ends then leaves it running for the others.
    const reader = new found.PDFWorker({ port: worker("pdfjs/pdf.worker.mjs") as unknown as null, verbosity: 0 })
    return { library: found, reader }
  })
  return loaded
}

/** Drawing takes time in proportion to the pages: as many are tried as fit in this. */
const DRAWING_MILLISECONDS = 4_000
const END_BYTES = 2_048

export async function checkPdf(file: Blob): Promise<PdfVerdict> {
  const { library: pdfjs, reader } = await library()
  const data = new Uint8Array(await file.arrayBuffer())
  // The reader takes the bytes away with it.
  const doubts = doubtsOf(data)
  const task = pdfjs.getDocument({ data, worker: reader, enableXfa: false, stopAtErrors: true, verbosity: 0 })
  try {
    const document = await task.promise
    if (document.numPages === 0) return { verdict: "broken", pages: 0, doubts: [] }
    await readPages(document)
    if (await document.hasJSActions()) doubts.add("script")
    if ((await document.getAttachments()) !== null) doubts.add("embedded")
    return { verdict: "opens", pages: document.numPages, doubts: [...doubts] }
  } catch (error) {
    const verdict = error instanceof Error && error.name === "PasswordException" ? "password" : "broken"
    return { verdict, pages: null, doubts: [] }
  } finally {
    await task.destroy()
  }
}

/** Every page is looked up, and as many as there is time for are worked out as if they were to be drawn. */
async function readPages(document: PDFDocumentProxy): Promise<void> {
  const until = performance.now() + DRAWING_MILLISECONDS
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number)
    if (performance.now() < until) await page.getOperatorList()
    page.cleanup()
  }
}

/** What the bytes themselves say: an end that is missing, and actions that stand in them unpacked. */
function doubtsOf(data: Uint8Array): Set<PdfDoubt> {
  const found = new Set<PdfDoubt>()
  const text = new TextDecoder("latin1")
  if (!text.decode(data.subarray(-END_BYTES)).includes("%%EOF")) found.add("damaged")
  const all = text.decode(data)
  if (/\/S\s*\/Launch\b/.test(all)) found.add("launch")
  if (/\/S\s*\/JavaScript\b/.test(all)) found.add("script")
  if (/\/EmbeddedFile\b/.test(all)) found.add("embedded")
  return found
}
