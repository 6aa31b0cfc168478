// Searching in all documents of a case: the text of every PDF, read here after it was opened here. The index lives in memory and
// goes with the page.
import type { PDFDocumentProxy } from "pdfjs-dist"
import { PdfEngine, PdfRefused } from "../page/pdf-engine.ts"
import { folded } from "../reading/find.ts"

export interface Hit {
  /** As the index was given it. */
  readonly document: number
  /** From 1. */
  readonly page: number
  /** The words around what was found. */
  readonly text: string
}

const AROUND = 40
const MOST = 200

/** What stands around words and between names, and is no part of either. */
const BESIDE_WORDS = /^[,;:."“”„()<>[\]]+|[,;:."“”„()<>[\]]+$/g

export class TextIndex {
  readonly #pages = new Map<number, readonly string[]>()

  put(document: number, pages: readonly string[]): void {
    this.#pages.set(document, pages.map((text) => text.replaceAll(/\s+/g, " ").trim()))
  }

  /** The text of each page; nothing for what was not read. */
  pages(document: number): readonly string[] {
    return this.#pages.get(document) ?? []
  }

  has(document: number): boolean {
    return this.#pages.has(document)
  }

  /** Documents without any text: scans that nobody can search. */
  get empty(): number {
    return [...this.#pages.values()].filter((pages) => pages.every((text) => text === "")).length
  }

  get size(): number {
    return this.#pages.size
  }

  /** Where all words stand on one page; the words around the first of them. */
  find(typed: string): Hit[] {
    const words = folded(typed).split(/[ ,;]+/).map((word) => word.replaceAll(BESIDE_WORDS, "")).filter((word) => word !== "")
    const hits: Hit[] = []
    for (const [document, pages] of [...this.#pages].sort(([left], [right]) => left - right)) {
      for (const [at, text] of pages.entries()) {
        const flat = folded(text)
        if (words.length > 0 && words.every((word) => flat.includes(word))) hits.push({ document, page: at + 1, text: around(flat, text, words[0] ?? "") })
        if (hits.length === MOST) return hits
      }
    }
    return hits
  }
}

/** The words around a place. Folding may change lengths, so the place is found in proportion. */
function around(flat: string, text: string, word: string): string {
  const at = Math.round((flat.indexOf(word) / Math.max(1, flat.length)) * text.length)
  const start = Math.max(0, at - AROUND)
  return `${start > 0 ? "…" : ""}${text.slice(start, at + word.length + AROUND).trim()}…`
}

/** The text of each page of a PDF; empty for what does not open. */
export async function textOf(plain: Blob, engine: PdfEngine): Promise<string[]> {
  let document: PDFDocumentProxy
  try {
    document = await engine.open(new Uint8Array(await plain.arrayBuffer()))
  } catch (error) {
    if (error instanceof PdfRefused && error.why !== "engine") return []
    throw error
  }
  try {
    const pages: string[] = []
    for (let number = 1; number <= document.numPages; number++) {
      const page = await document.getPage(number)
      const { items } = await page.getTextContent()
      pages.push(items.map((item) => ("str" in item ? item.str : "")).join(" "))
      page.cleanup()
    }
    return pages
  } finally {
    void document.loadingTask.destroy()
  }
}
