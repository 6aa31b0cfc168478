// One photo as a PDF of one page. It is drawn anew: what a device wrote beside the picture (place, a second picture, a film, a
// comment) stays behind, wherever in the file it stands.
import { type Bytes, concat, owned } from "../seal/bytes.ts"
import { heicBitmap } from "./heic.ts"
import { type Jpeg, readJpeg } from "./jpeg.ts"

const A4 = [595.28, 841.89] as const
const MARGIN = 28.35
// Enough for A4 at 400 dots an inch; phones draw nothing on a larger canvas, without a word.
const MOST_PIXELS = 16_000_000

/** How a page must be turned for the orientations that are a turn; the mirrored ones are drawn anew. */
const TURNS: Readonly<Record<number, number>> = { 1: 0, 3: 180, 6: 90, 8: 270 }

/** Rejects when the browser cannot read the picture. */
export async function photoToPdf(photo: Blob): Promise<Blob> {
  const jpeg = await redrawn(photo).catch(() => bare(photo))
  return new Blob([imagePdf(jpeg)], { type: "application/pdf" })
}

/** Of a JPEG that cannot be drawn here (for want of memory) the picture alone, as it is. */
async function bare(photo: Blob): Promise<Jpeg> {
  const jpeg = readJpeg(new Uint8Array(await photo.arrayBuffer()))
  if (jpeg === null || !(jpeg.orientation in TURNS)) throw new Error("this browser cannot draw this picture")
  return jpeg
}

/** The bytes of a PDF 1.4 with one A4 page, upright or lying as the picture is. */
export function imagePdf(jpeg: Jpeg): Bytes {
  const turn = TURNS[jpeg.orientation] ?? 0
  const lying = jpeg.width > jpeg.height
  const [width, height] = lying ? [A4[1], A4[0]] : A4
  const scale = Math.min((width - 2 * MARGIN) / jpeg.width, (height - 2 * MARGIN) / jpeg.height)
  const [w, h] = [jpeg.width * scale, jpeg.height * scale]
  const drawing = `q ${points(w, 0, 0, h, (width - w) / 2, (height - h) / 2)} cm /Im0 Do Q\n`
  return assemble([
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${points(width, height)}] /Rotate ${turn} `
      + "/Resources << /XObject << /Im0 4 0 R >> >> /Contents 5 0 R >>",
    { dictionary: imageDictionary(jpeg), data: jpeg.bytes },
    { dictionary: "", data: latin(drawing) },
  ])
}

function imageDictionary({ width, height, components, inverted }: Jpeg): string {
  const space = { 1: "DeviceGray", 3: "DeviceRGB", 4: "DeviceCMYK" }[components]
  const decode = inverted ? " /Decode [1 0 1 0 1 0 1 0]" : ""
  return `/Type /XObject /Subtype /Image /Width ${width} /Height ${height} /ColorSpace /${space} `
    + `/BitsPerComponent 8 /Filter /DCTDecode${decode}`
}

type Body = string | { readonly dictionary: string; readonly data: Bytes }

function assemble(bodies: readonly Body[]): Bytes {
  // The four bytes above 127 tell every program that this is no text.
  const parts: Bytes[] = [concat(latin("%PDF-1.4\n%"), Uint8Array.of(0xe2, 0xe3, 0xcf, 0xd3), latin("\n"))]
  const offsets: number[] = []
  const length = () => parts.reduce((sum, part) => sum + part.length, 0)
  for (const [at, body] of bodies.entries()) {
    offsets.push(length())
    parts.push(latin(`${at + 1} 0 obj\n`), bodyBytes(body), latin("\nendobj\n"))
  }
  const start = length()
  const rows = offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`).join("")
  const size = bodies.length + 1
  parts.push(latin(`xref\n0 ${size}\n0000000000 65535 f \n${rows}`))
  parts.push(latin(`trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`))
  return concat(...parts)
}

function bodyBytes(body: Body): Bytes {
  if (typeof body === "string") return latin(body)
  return concat(latin(`<< ${body.dictionary} /Length ${body.data.length} >>\nstream\n`), body.data, latin("\nendstream"))
}

function points(...values: readonly number[]): string {
  return values.map((value) => Number(value.toFixed(3))).join(" ")
}

function latin(text: string): Bytes {
  return Uint8Array.from(text, (char) => char.charCodeAt(0))
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
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/jpeg", 0.92))
  const jpeg = blob === null ? null : readJpeg(owned(new Uint8Array(await blob.arrayBuffer())))
  if (jpeg === null) throw new Error("this browser wrote no JPEG")
  return jpeg
}
