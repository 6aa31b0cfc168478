// Scanned pages, turned into PDF/A on the clerk's device. A scanner's own PDF/A stays as it is; everything else becomes pictures
// of pages, which is all that can be promised of it.
import { isArchival, type Picture, picturesPdf } from "../compose/image-pdf.ts"
import { LARGEST } from "../compose/file-item.ts"
import { holdsPdf, latin } from "../compose/pdf-structure.ts"
import { jpegOf, MOST_PIXELS, pictureOf } from "../compose/photo.ts"
import { PdfEngine } from "../page/pdf-engine.ts"
import { owned } from "../seal/bytes.ts"

/** Dots an inch at which a page of a PDF is drawn: what a court's scanner makes, and small print stays legible. */
const DOTS = 200
const QUALITY = 0.8
/** Room for what stands around the pictures of a file. */
const MOST_PICTURES = LARGEST - 64 * 1024

/** made: here, as PDF/A-2b. claimed: the scanner says so (`level`), nobody checked it. none: colours for print, no PDF/A. */
export type Level = "made" | "claimed" | "none"

export interface Scanned {
  readonly pdf: Blob
  readonly pages: number
  readonly level: Level
  /** As the file says it, such as `2B`; of what is made here `2B`, without a claim empty. */
  readonly says: string
}

/**
 * The files as one PDF, or, where it would be larger than a court takes, as several in the same order.
 * @throws {PdfRefused} a PDF does not open. Rejects when a picture cannot be read here.
 */
export async function scannedPdfs(files: readonly Blob[], watch: (page: number) => void): Promise<Scanned[]> {
  const [only] = files
  if (only !== undefined && files.length === 1) {
    const kept = await asScanned(only)
    if (kept !== null) return [kept]
  }
  const pictures: Picture[] = []
  for (const file of files) {
    for await (const picture of picturesOf(file)) {
      pictures.push(picture)
      watch(pictures.length)
    }
  }
  return parts(pictures, MOST_PICTURES).map((part) => ({
    pdf: new Blob([picturesPdf(part)], { type: "application/pdf" }),
    pages: part.length,
    level: isArchival(part) ? "made" : "none",
    says: isArchival(part) ? "2B" : "",
  }))
}

/** Pictures in parts of which none is larger than so many bytes, as long as no picture alone is. */
export function parts(pictures: readonly Picture[], most: number): Picture[][] {
  const found: Picture[][] = []
  let size = Number.POSITIVE_INFINITY
  for (const picture of pictures) {
    const { length } = picture.jpeg.bytes
    if (size + length > most) {
      found.push([])
      size = 0
    }
    found.at(-1)?.push(picture)
    size += length
  }
  return found
}

/** What a PDF says of itself in the part that PDF/A keeps in the open, such as `1B` or `2A`; empty where it says nothing. */
export function claimOf(bytes: Uint8Array): string {
  const text = latin(bytes)
  const part = /pdfaid:part(?:>|=["'])\s*([1-4])/.exec(text)?.[1]
  const conformance = /pdfaid:conformance(?:>|=["'])\s*([ABUEF])/i.exec(text)?.[1]
  return part === undefined ? "" : `${part}${(conformance ?? "").toUpperCase()}`
}

/** A PDF that says it is PDF/A and is no larger than a court takes stays what it is: text that a scanner recognised is kept. */
async function asScanned(file: Blob): Promise<Scanned | null> {
  if (file.size > LARGEST || !(await holdsPdf(file))) return null
  const bytes = new Uint8Array(await file.arrayBuffer())
  const says = claimOf(bytes)
  if (says === "") return null
  return withDocument(bytes, async ({ numPages }) => ({ pdf: new Blob([file], { type: "application/pdf" }), pages: numPages, level: "claimed", says }))
}

type Opened = Awaited<ReturnType<PdfEngine["open"]>>

async function withDocument<T>(bytes: Uint8Array, work: (document: Opened) => Promise<T>): Promise<T> {
  const engine = await PdfEngine.start()
  try {
    return await work(await engine.open(bytes))
  } finally {
    engine.close()
  }
}

async function* picturesOf(file: Blob): AsyncGenerator<Picture> {
  if (!(await holdsPdf(file))) {
    yield { jpeg: await pictureOf(file) }
    return
  }
  const engine = await PdfEngine.start()
  try {
    const opened = await engine.open(owned(new Uint8Array(await file.arrayBuffer())))
    for (let number = 1; number <= opened.numPages; number++) yield await drawn(opened, number)
  } finally {
    engine.close()
  }
}

/** A page as a picture of its own size on paper. */
async function drawn(opened: Opened, number: number): Promise<Picture> {
  const page = await opened.getPage(number)
  const { width, height } = page.getViewport({ scale: 1 })
  const scale = Math.min(DOTS / 72, Math.sqrt(MOST_PIXELS / (width * height)))
  const viewport = page.getViewport({ scale })
  const canvas = document.createElement("canvas")
  canvas.width = Math.max(1, Math.floor(viewport.width))
  canvas.height = Math.max(1, Math.floor(viewport.height))
  await page.render({ canvas, viewport, background: "#ffffff", intent: "print" }).promise
  page.cleanup()
  const jpeg = await jpegOf(canvas, QUALITY)
  // Phones keep the memory of a canvas until it is small.
  canvas.width = canvas.height = 0
  return { jpeg, page: [width, height] }
}
