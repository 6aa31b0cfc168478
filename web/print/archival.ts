// What a PDF/A-2b carries besides its pages (ISO 19005-2): its claim, and the colour profile for what is drawn in RGB: sRGB as an ICC
// profile of version 2, made from its definition (IEC 61966-2-1, adapted to D50).
import { type Bytes, concat, utf8 } from "../seal/bytes.ts"

/** The metadata of a file that claims to be PDF/A-2b. */
export const CLAIM = "<?xpacket begin=\"\ufeff\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>"
  + "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">"
  + "<rdf:Description rdf:about=\"\" xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\"><pdfaid:part>2</pdfaid:part>"
  + "<pdfaid:conformance>B</pdfaid:conformance></rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end=\"r\"?>"

const HEADER = 128
const STEPS = 256
/** X, Y, Z of the white and of red, green and blue at their brightest. */
const POINTS: Readonly<Record<string, readonly [number, number, number]>> = {
  wtpt: [0.9642, 1, 0.8249],
  rXYZ: [0.43607, 0.22249, 0.01392],
  gXYZ: [0.38515, 0.71687, 0.09708],
  bXYZ: [0.14307, 0.06061, 0.7141],
}

export function srgbProfile(): Bytes {
  const curve = tag("curv", 4 + 2 * STEPS, (view) => {
    view.setUint32(8, STEPS)
    for (let step = 0; step < STEPS; step++) view.setUint16(12 + 2 * step, Math.round(linear(step / (STEPS - 1)) * 0xffff))
  })
  const tags: readonly (readonly [string, Bytes])[] = [
    ["desc", description("sRGB")],
    ["cprt", text("Public domain")],
    ...Object.entries(POINTS).map(([name, point]) => [name, tag("XYZ ", 12, (view) => setPoint(view, 8, point))] as const),
    ["rTRC", curve],
    ["gTRC", curve],
    ["bTRC", curve],
  ]
  return assembled(tags)
}

/** Light of a value on the screen. */
function linear(value: number): number {
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
}

function assembled(tags: readonly (readonly [string, Bytes])[]): Bytes {
  const table = new Uint8Array(4 + 12 * tags.length)
  const view = new DataView(table.buffer)
  view.setUint32(0, tags.length)
  const bodies: Bytes[] = []
  const places = new Map<Bytes, number>()
  let at = HEADER + table.length
  for (const [order, [name, body]] of tags.entries()) {
    // The three curves are one.
    const place = places.get(body) ?? at
    if (place === at) {
      places.set(body, at)
      bodies.push(body)
      at += body.length
    }
    table.set(utf8(name), 4 + 12 * order)
    view.setUint32(8 + 12 * order, place)
    view.setUint32(12 + 12 * order, body.length)
  }
  return concat(header(at), table, ...bodies)
}

function header(size: number): Bytes {
  const bytes = new Uint8Array(HEADER)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, size)
  view.setUint32(8, 0x02100000)
  for (const [at, name] of [[12, "mntr"], [16, "RGB "], [20, "XYZ "], [36, "acsp"]] as const) bytes.set(utf8(name), at)
  for (const [order, value] of [2026, 1, 1, 0, 0, 0].entries()) view.setUint16(24 + 2 * order, value)
  setPoint(view, 68, POINTS["wtpt"] ?? [0, 0, 0])
  return bytes
}

function tag(type: string, length: number, fill: (view: DataView) => void): Bytes {
  const bytes = new Uint8Array(Math.ceil((8 + length) / 4) * 4)
  bytes.set(utf8(type))
  fill(new DataView(bytes.buffer))
  return bytes
}

function text(words: string): Bytes {
  const bytes = tag("text", words.length + 1, () => {})
  bytes.set(utf8(words), 8)
  return bytes
}

/** The words, and the same in Unicode and for an old script, both left out. */
function description(words: string): Bytes {
  const bytes = tag("desc", 4 + words.length + 1 + 8 + 3 + 67, (view) => view.setUint32(8, words.length + 1))
  bytes.set(utf8(words), 12)
  return bytes
}

/** Numbers with sixteen bits before the point and sixteen after it. */
function setPoint(view: DataView, at: number, point: readonly [number, number, number]): void {
  for (const [order, value] of point.entries()) view.setInt32(at + 4 * order, Math.round(value * 0x10000))
}
