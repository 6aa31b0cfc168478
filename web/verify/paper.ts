// What a file is that somebody drops on the page: a receipt (JSON, or a PDF with that inside), a judge's signature, an export, or
// something else.
import { isExport } from "../evidence/members.ts"
import { headOf, PDF, typeByContent } from "../page/kinds.ts"
import { PdfEngine, PdfRefused } from "../page/pdf-engine.ts"

const RECEIPT = /"type"\s*:\s*"zegel\/receipt\//
const JUDGMENT = /"type"\s*:\s*"zegel\/judgment\//

export type Paper = { readonly kind: "export" | "other" } | { readonly kind: "receipt" | "judgment"; readonly text: string }

export async function paperIn(file: File): Promise<Paper> {
  if (await isExport(file)) return { kind: "export" }
  const head = await headOf(file)
  if (typeByContent(head) === PDF) {
    const text = await attachedIn(file)
    return text === undefined ? { kind: "other" } : { kind: "receipt", text }
  }
  if (!new TextDecoder().decode(head).trimStart().startsWith("{")) return { kind: "other" }
  const text = await file.text()
  return { kind: JUDGMENT.test(text) && !RECEIPT.test(text) ? "judgment" : "receipt", text }
}

/** The receipt that is attached to a PDF. */
async function attachedIn(file: File): Promise<string | undefined> {
  const engine = await PdfEngine.start()
  try {
    const opened = await engine.open(new Uint8Array(await file.arrayBuffer()))
    for (const [id, { filename }] of (await opened.getAttachments()) ?? []) {
      if (!filename.endsWith(".json")) continue
      const text = new TextDecoder().decode((await opened.getAttachmentContent(id)) ?? undefined)
      if (RECEIPT.test(text)) return text
    }
    return undefined
  } catch (error) {
    // A document that does not open is no receipt; a browser that opens none has not seen what it is.
    if (error instanceof PdfRefused && error.why !== "engine") return undefined
    throw error
  } finally {
    engine.close()
  }
}
