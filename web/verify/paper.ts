// What a file is that somebody drops on the page: a receipt (JSON, or a PDF with that inside), an export, or something else.
import { isExport } from "../evidence/members.ts"
import { worker } from "../page/scripts.ts"

const RECEIPT = /"type"\s*:\s*"zegel\/receipt\//

export type Paper = { readonly kind: "export" | "other" } | { readonly kind: "receipt"; readonly text: string }

export async function paperIn(file: File): Promise<Paper> {
  if (await isExport(file)) return { kind: "export" }
  const start = new TextDecoder().decode(await file.slice(0, 1024).arrayBuffer())
  if (start.startsWith("%PDF-")) {
    const text = await attachedIn(file)
    return text === undefined ? { kind: "other" } : { kind: "receipt", text }
  }
  return start.trimStart().startsWith("{") ? { kind: "receipt", text: await file.text() } : { kind: "other" }
}

/** The receipt that is attached to a PDF. */
async function attachedIn(file: File): Promise<string | undefined> {
  const { getDocument, PDFWorker } = await import("pdfjs-dist")
  const port = worker("pdfjs/pdf.worker.mjs")
  const pdfWorker = new PDFWorker({ port: port as unknown as null })
  try {
    const opened = await getDocument({ data: new Uint8Array(await file.arrayBuffer()), worker: pdfWorker, enableXfa: false }).promise
    for (const [id, { filename }] of (await opened.getAttachments()) ?? []) {
      if (!filename.endsWith(".json")) continue
      const text = new TextDecoder().decode((await opened.getAttachmentContent(id)) ?? undefined)
      if (RECEIPT.test(text)) return text
    }
    return undefined
  } catch {
    // A document that PDF.js cannot read is no receipt.
    return undefined
  } finally {
    pdfWorker.destroy()
    port.terminate()
  }
}
