// Whether a PDF opens, before a court finds out that it does not (HR 12-4-2024, ECLI:NL:HR:2024:570).
import type { PDFWorker } from "pdfjs-dist"
import { worker } from "../session/scripts.ts"

export interface PdfVerdict {
  readonly verdict: "opens" | "password" | "broken"
  readonly pages: number | null
  /** Script inside: a reader will not run it, so what it should do does not happen. */
  readonly active: boolean
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

export async function checkPdf(file: Blob): Promise<PdfVerdict> {
  const { library: pdfjs, reader } = await library()
  const data = new Uint8Array(await file.arrayBuffer())
  const task = pdfjs.getDocument({ data, worker: reader, enableXfa: false, stopAtErrors: true, verbosity: 0 })
  try {
    const document = await task.promise
    await document.getPage(1)
    if (document.numPages > 1) await document.getPage(document.numPages)
    return { verdict: "opens", pages: document.numPages, active: await document.hasJSActions() }
  } catch (error) {
    const verdict = error instanceof Error && error.name === "PasswordException" ? "password" : "broken"
    return { verdict, pages: null, active: false }
  } finally {
    await task.destroy()
  }
}
