// pdf.js as every page uses it: in a worker of our own build, without scripts and forms. What it cannot do here is another
// answer than "this file is broken".
import type { PDFDocumentProxy, PDFWorker } from "pdfjs-dist"
import { PLACES, worker } from "./scripts.ts"

export type PdfLibrary = typeof import("pdfjs-dist/legacy/build/pdf.mjs")

/** Why a PDF does not open: it asks for a password, it is damaged, or PDFs cannot be opened in this browser at all. */
export class PdfRefused extends Error {
  readonly why: "password" | "damaged" | "engine"

  constructor(why: PdfRefused["why"], cause: unknown) {
    super(why, { cause })
    this.name = "PdfRefused"
    this.why = why
  }
}

const PLACE = `${PLACES.pdfjs}/`
const OPTIONS = {
  cMapUrl: `${PLACE}cmaps/`,
  cMapPacked: true,
  standardFontDataUrl: `${PLACE}standard_fonts/`,
  wasmUrl: `${PLACE}wasm/`,
  iccUrl: `${PLACE}iccs/`,
  enableXfa: false,
  verbosity: 0,
}
/** What pdf.js says of a document that is locked in another way than with a password, such as with a certificate. */
const OTHER_LOCK = /^(?:unknown encryption method|unsupported encryption algorithm)/
/** The least there can be: an engine that does not open this has no word about any other file. */
const LEAST = `%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj
trailer<</Root 1 0 R>>
%%EOF
`

export class PdfEngine {
  readonly library: PdfLibrary
  readonly #port: Worker | null
  readonly #worker: PDFWorker
  /** Never resolves; rejects when the worker dies or never came to life: it would be silent for ever. */
  readonly #dead: Promise<never>
  #lost = false

  private constructor(library: PdfLibrary, port: Worker | null) {
    this.library = library
    this.#port = port
    // The types of pdf.js say "null" for what may be a Worker.
    this.#worker = new library.PDFWorker({ port: port as unknown as null, verbosity: 0 })
    this.#dead = new Promise((_, reject) => {
      port?.addEventListener("error", (event) => {
        this.#lost = true
        reject(new PdfRefused("engine", event.message))
      })
    })
    this.#dead.catch(() => {})
  }

  /**
   * Fetches pdf.js with the first PDF, and not before.
   * @throws {PdfRefused} it could not be fetched.
   */
  static async start(port: () => Worker | null = () => worker(`${PLACE}pdf.worker.mjs`)): Promise<PdfEngine> {
    try {
      return new PdfEngine(await import("pdfjs-dist/legacy/build/pdf.mjs"), port())
    } catch (error) {
      throw new PdfRefused("engine", error)
    }
  }

  /** Whether its worker died; a new engine has a new one. */
  get lost(): boolean {
    return this.#lost
  }

  /**
   * Takes the bytes over. What it opened is given back with `document.loadingTask.destroy()`.
   * @throws {PdfRefused}
   */
  async open(data: Uint8Array, more: { readonly stopAtErrors?: boolean } = {}): Promise<PDFDocumentProxy> {
    const task = this.library.getDocument({ ...OPTIONS, ...more, data, worker: this.#worker })
    try {
      return await Promise.race([task.promise, this.#dead])
    } catch (error) {
      void task.destroy()
      if (error instanceof PdfRefused) throw error
      const name = error instanceof Error ? error.name : ""
      if (name === "PasswordException" || (error instanceof Error && OTHER_LOCK.test(error.message))) throw new PdfRefused("password", error)
      throw new PdfRefused(name === "InvalidPDFException" || (await this.#works()) ? "damaged" : "engine", error)
    }
  }

  close(): void {
    this.#worker.destroy()
    this.#port?.terminate()
  }

  async #works(): Promise<boolean> {
    const task = this.library.getDocument({ ...OPTIONS, data: new TextEncoder().encode(LEAST), worker: this.#worker })
    try {
      const document = await Promise.race([task.promise, this.#dead])
      return document.numPages === 1
    } catch {
      return false
    } finally {
      void task.destroy()
    }
  }
}
