// One photo as a PDF of one page. It is drawn anew: what a device wrote beside the picture (place, a second picture, a film, a
// comment) stays behind, wherever in the file it stands.
import { owned } from "../seal/bytes.ts"
import { heicBitmap } from "./heic.ts"
import { imagePdf, TURNS } from "./image-pdf.ts"
import { type Jpeg, readJpeg } from "./jpeg.ts"

// Enough for A4 at 400 dots an inch; phones draw nothing on a larger canvas, without a word.
export const MOST_PIXELS = 16_000_000

/** Rejects when the browser cannot read the picture. */
export async function photoToPdf(photo: Blob): Promise<Blob> {
  return new Blob([imagePdf(await pictureOf(photo))], { type: "application/pdf" })
}

/** A photo drawn anew as a JPEG. Rejects when the browser cannot read it. */
export async function pictureOf(photo: Blob): Promise<Jpeg> {
  return redrawn(photo).catch(() => bare(photo))
}

/** Of a JPEG that cannot be drawn here (for want of memory) the picture alone, as it is. */
async function bare(photo: Blob): Promise<Jpeg> {
  const jpeg = readJpeg(new Uint8Array(await photo.arrayBuffer()))
  if (jpeg === null || !(jpeg.orientation in TURNS)) throw new Error("this browser cannot draw this picture")
  return jpeg
}

/** Drawn upright on white (a PNG may be transparent) and written as a JPEG. */
async function redrawn(photo: Blob): Promise<Jpeg> {
  const bitmap = await createImageBitmap(photo, { imageOrientation: "from-image" }).catch(() => heicBitmap(photo))
  const scale = Math.min(1, Math.sqrt(MOST_PIXELS / (bitmap.width * bitmap.height)))
  const canvas = document.createElement("canvas")
  canvas.width = Math.max(1, Math.round(bitmap.width * scale))
  canvas.height = Math.max(1, Math.round(bitmap.height * scale))
  const context = canvas.getContext("2d")
  if (context === null) throw new Error("no canvas")
  context.fillStyle = "#ffffff"
  context.fillRect(0, 0, canvas.width, canvas.height)
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height)
  bitmap.close()
  return jpegOf(canvas, 0.92)
}

/** What is drawn on a canvas, as a JPEG. */
export async function jpegOf(canvas: HTMLCanvasElement, quality: number): Promise<Jpeg> {
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/jpeg", quality))
  const jpeg = blob === null ? null : readJpeg(owned(new Uint8Array(await blob.arrayBuffer())))
  if (jpeg === null) throw new Error("this browser wrote no JPEG")
  return jpeg
}
