// Small pictures of files, made on this device one after the other when nothing else asks for its time.
import { isPdf, isPhoto, type FileItem } from "./file-item.ts"
import { heicBitmap } from "./heic.ts"
import { PdfEngine } from "../page/pdf-engine.ts"

/** Dots; twice what is shown, for sharp screens. */
const WIDE = 120
const HIGH = 160
/** The largest PDF of which all is read for a small picture. */
const MOST = 50_000_000

interface Wish {
  readonly item: FileItem
  readonly made: (picture: HTMLCanvasElement) => void
}

const wishes: Wish[] = []
let working = false

/** Tells of the small picture when it is there; of what cannot be drawn nothing comes. */
export function wantThumbnail(item: FileItem, made: (picture: HTMLCanvasElement) => void): void {
  wishes.push({ item, made })
  if (!working) void work()
}

async function work(): Promise<void> {
  working = true
  let engine: PdfEngine | undefined
  for (let wish = wishes.shift(); wish !== undefined; wish = wishes.shift()) {
    await idle()
    const { item, made } = wish
    if (item.file === null || item.size > MOST) continue
    try {
      if (isPhoto(item)) made(await ofPhoto(item.file, WIDE))
      else if (isPdf(item)) made(await ofPdf((engine ??= await PdfEngine.start()), item.file))
    } catch {
      // The row keeps its sign; what is wrong with the file is said by its check.
      if (engine?.lost === true) engine = undefined
    }
  }
  engine?.close()
  working = false
}

/** A photo, upright, so many dots wide. The browser decodes and shrinks it beside the page. */
export async function ofPhoto(photo: Blob, width: number): Promise<HTMLCanvasElement> {
  const options: ImageBitmapOptions = { imageOrientation: "from-image", resizeWidth: width, resizeQuality: "medium" }
  const bitmap = await createImageBitmap(photo, options).catch(() => heicBitmap(photo))
  const canvas = document.createElement("canvas")
  canvas.width = width
  canvas.height = Math.max(1, Math.round((bitmap.height * width) / bitmap.width))
  canvas.getContext("2d")?.drawImage(bitmap, 0, 0, canvas.width, canvas.height)
  bitmap.close()
  return canvas
}

async function ofPdf(engine: PdfEngine, file: Blob): Promise<HTMLCanvasElement> {
  const document_ = await engine.open(new Uint8Array(await file.arrayBuffer()))
  try {
    const page = await document_.getPage(1)
    const whole = page.getViewport({ scale: 1 })
    const viewport = page.getViewport({ scale: Math.min(WIDE / whole.width, HIGH / whole.height) })
    const canvas = document.createElement("canvas")
    canvas.width = Math.max(1, Math.floor(viewport.width))
    canvas.height = Math.max(1, Math.floor(viewport.height))
    await page.render({ canvas, viewport }).promise
    return canvas
  } finally {
    void document_.loadingTask.destroy()
  }
}

/** Until the page has time; not every browser says so. */
function idle(): Promise<void> {
  const ask = (globalThis as { requestIdleCallback?: (then: () => void, options: { timeout: number }) => void }).requestIdleCallback
  return new Promise((resolve) => (ask === undefined ? setTimeout(resolve, 50) : ask(resolve, { timeout: 2000 })))
}
