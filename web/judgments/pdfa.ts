// Which level of PDF/A a PDF says it is. That is its own word: a browser validates none (art. 3.5 of the law's rows).
import { PdfEngine } from "../page/pdf-engine.ts"

const PART = /pdfaid:part(?:>|\s*=\s*["'])\s*([1-4])/
const CONFORMANCE = /pdfaid:conformance(?:>|\s*=\s*["'])\s*([A-Za-z])/
const LEVEL = /^(?:[123][abu]|4[ef]?)$/

/** The level in its metadata, such as `2b`; empty where it names none. */
export function levelIn(metadata: string): string {
  const level = `${PART.exec(metadata)?.[1] ?? ""}${(CONFORMANCE.exec(metadata)?.[1] ?? "").toLowerCase()}`
  return LEVEL.test(level) ? level : ""
}

/** Its pages and the level it claims. @throws {PdfRefused} it does not open, or this browser opens none. */
export async function looked(plain: Blob): Promise<{ pages: number; conformance: string }> {
  const engine = await PdfEngine.start()
  try {
    const document = await engine.open(new Uint8Array(await plain.arrayBuffer()))
    const { metadata } = (await document.getMetadata()) as { metadata: { getRaw(): string } | null }
    return { pages: document.numPages, conformance: levelIn(metadata?.getRaw() ?? "") }
  } finally {
    engine.close()
  }
}
