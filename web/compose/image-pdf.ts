// Pictures as the pages of one PDF/A-2b: nothing but the pictures, their colours, and what the standard asks (ISO 19005-2).
import { CLAIM, srgbProfile } from "../print/archival.ts"
import { type Bytes, concat, hex, randomBytes, utf8 } from "../seal/bytes.ts"
import type { Jpeg } from "./jpeg.ts"

const A4 = [595.28, 841.89] as const
const MARGIN = 28.35

/** How a page must be turned for the orientations that are a turn; the mirrored ones are drawn anew. */
export const TURNS: Readonly<Record<number, number>> = { 1: 0, 3: 180, 6: 90, 8: 270 }

export interface Picture {
  readonly jpeg: Jpeg
  /** Width and height in points of the page that it fills; without, it stands on A4 with a margin. */
  readonly page?: readonly [number, number]
}

/** Whether the PDF of these pictures is PDF/A: colours for print would ask for a profile of their own. */
export function isArchival(pictures: readonly Picture[]): boolean {
  return pictures.every(({ jpeg }) => jpeg.components !== 4)
}

/** The bytes of a PDF 1.4 with a page for each picture; PDF/A-2b where `isArchival`. */
export function picturesPdf(pictures: readonly Picture[]): Bytes {
  const archival = isArchival(pictures)
  const first = archival ? 6 : 3
  const kids = pictures.map((_, at) => `${first + 3 * at} 0 R`).join(" ")
  const catalog = archival ? " /Metadata 3 0 R /OutputIntents [4 0 R]" : ""
  return assemble([
    `<< /Type /Catalog /Pages 2 0 R${catalog} >>`,
    `<< /Type /Pages /Kids [${kids}] /Count ${pictures.length} >>`,
    ...(archival ? standing() : []),
    ...pictures.flatMap((picture, at) => pageOf(picture, first + 3 * at)),
  ])
}

/** One picture on A4, upright or lying as it is. */
export function imagePdf(jpeg: Jpeg): Bytes {
  return picturesPdf([{ jpeg }])
}

/** What it claims to be, and the colours that RGB stands for. */
function standing(): Body[] {
  return [
    { dictionary: "/Type /Metadata /Subtype /XML", data: utf8(CLAIM) },
    "<< /Type /OutputIntent /S /GTS_PDFA1 /OutputConditionIdentifier (sRGB) /Info (sRGB) /DestOutputProfile 5 0 R >>",
    { dictionary: "/N 3", data: srgbProfile() },
  ]
}

/** A page, its picture and what draws it, as the objects from this number on. */
function pageOf({ jpeg, page }: Picture, number: number): Body[] {
  const [width, height] = page ?? (jpeg.width > jpeg.height ? [A4[1], A4[0]] : A4)
  const margin = page === undefined ? MARGIN : 0
  const scale = Math.min((width - 2 * margin) / jpeg.width, (height - 2 * margin) / jpeg.height)
  const [w, h] = [jpeg.width * scale, jpeg.height * scale]
  const drawing = `q ${points(w, 0, 0, h, (width - w) / 2, (height - h) / 2)} cm /Im0 Do Q\n`
  return [
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${points(width, height)}] /Rotate ${TURNS[jpeg.orientation] ?? 0} `
      + `/Resources << /XObject << /Im0 ${number + 1} 0 R >> >> /Contents ${number + 2} 0 R >>`,
    { dictionary: imageDictionary(jpeg), data: jpeg.bytes },
    { dictionary: "", data: latin(drawing) },
  ]
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
  let length = parts[0]?.length ?? 0
  for (const [at, body] of bodies.entries()) {
    offsets.push(length)
    for (const part of [latin(`${at + 1} 0 obj\n`), ...bodyParts(body), latin("\nendobj\n")]) {
      parts.push(part)
      length += part.length
    }
  }
  const rows = offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`).join("")
  const size = bodies.length + 1
  const id = hex(randomBytes(16))
  parts.push(latin(`xref\n0 ${size}\n0000000000 65535 f \n${rows}`))
  parts.push(latin(`trailer\n<< /Size ${size} /Root 1 0 R /ID [<${id}> <${id}>] >>\nstartxref\n${length}\n%%EOF\n`))
  return concat(...parts)
}

function bodyParts(body: Body): Bytes[] {
  if (typeof body === "string") return [latin(body)]
  return [latin(`<< ${body.dictionary} /Length ${body.data.length} >>\nstream\n`), body.data, latin("\nendstream")]
}

function points(...values: readonly number[]): string {
  return values.map((value) => Number(value.toFixed(3))).join(" ")
}

function latin(text: string): Bytes {
  return Uint8Array.from(text, (char) => char.charCodeAt(0))
}
