// What a PDF has to know of a JPEG, and the JPEG without what it tells of its maker (place, device, comments).
import { type Bytes, concat } from "../seal/bytes.ts"

export interface Jpeg {
  readonly width: number
  readonly height: number
  /** 1 grey, 3 colour, 4 for print. */
  readonly components: 1 | 3 | 4
  /** The orientation of EXIF, 1 to 8; a PDF does not look at it. */
  readonly orientation: number
  /** Four components are stored upside down when Adobe wrote them. */
  readonly inverted: boolean
  /** The picture and nothing else: no EXIF, comment, profile or preview, and nothing that stands behind its end. */
  readonly bytes: Bytes
}

const SOI = 0xd8
const SOS = 0xda
const EOI = 0xd9
const APP1 = 0xe1
const APP14 = 0xee
// Tables, restart interval, number of lines and the scans: what a picture is made of, beside its frame.
const DRAWING: ReadonlySet<number> = new Set([0xc4, 0xcc, 0xdb, 0xdc, 0xdd, SOS])
const ADOBE_LENGTH = 14

interface Segment {
  readonly marker: number
  readonly start: number
  readonly end: number
}

/** Null for what is no JPEG, or one a PDF cannot hold as it is (12 bits, lossless, arithmetic). */
export function readJpeg(bytes: Bytes): Jpeg | null {
  const segments = segmentsOf(bytes)
  const frame = segments?.find(({ marker }) => isFrame(marker))
  if (segments === null || frame === undefined || ![0xc0, 0xc1, 0xc2].includes(frame.marker)) return null
  const view = new DataView(bytes.buffer, bytes.byteOffset + frame.start + 4, frame.end - frame.start - 4)
  const components = view.getUint8(5)
  const [height, width] = [view.getUint16(1), view.getUint16(3)]
  if (view.getUint8(0) !== 8 || width === 0 || height === 0) return null
  if (components !== 1 && components !== 3 && components !== 4) return null
  const inverted = components === 4 && segments.some(({ marker }) => marker === APP14)
  return { width, height, components, inverted, orientation: orientationOf(bytes, segments), bytes: stripped(bytes, segments) }
}

function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
}

/** The segments of the first picture in the file, its scans with their data; null for what is no JPEG. */
function segmentsOf(bytes: Bytes): Segment[] | null {
  if (bytes[0] !== 0xff || bytes[1] !== SOI) return null
  const segments: Segment[] = []
  for (let at = 2; at + 4 <= bytes.length; ) {
    if (bytes[at] !== 0xff) return null
    const marker = bytes[at + 1] ?? 0
    if (marker === 0xff) {
      at++ // Fill bytes may stand before any marker.
      continue
    }
    const end = at + 2 + (((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0))
    if (end > bytes.length || end < at + 4) return null
    const whole = marker === SOS ? endOfScan(bytes, end) : end
    segments.push({ marker, start: at, end: whole })
    at = whole
    if (marker === SOS && (at + 4 > bytes.length || bytes[at + 1] === EOI)) return segments
  }
  return null
}

/** Where the data of a scan ends: at the first marker that is neither a stuffed zero nor a restart. */
function endOfScan(bytes: Bytes, start: number): number {
  for (let at = start; at + 1 < bytes.length; at++) {
    const next = bytes[at + 1] ?? 0
    if (bytes[at] === 0xff && next !== 0 && next !== 0xff && (next < 0xd0 || next > 0xd7)) return at
  }
  return bytes.length
}

function stripped(bytes: Bytes, segments: readonly Segment[]): Bytes {
  const kept = segments.filter((segment) => keeps(bytes, segment)).map(({ start, end }) => bytes.subarray(start, end))
  return concat(bytes.subarray(0, 2), ...kept, Uint8Array.of(0xff, EOI))
}

/** What is drawn, and of all other segments only the one that says how four colours are stored. */
function keeps(bytes: Bytes, { marker, start, end }: Segment): boolean {
  if (marker === APP14) return end - start <= ADOBE_LENGTH + 2 && ascii(bytes, start + 4, 5) === "Adobe"
  return isFrame(marker) || DRAWING.has(marker)
}

function orientationOf(bytes: Bytes, segments: readonly Segment[]): number {
  const exif = segments.find(({ marker, start }) => marker === APP1 && ascii(bytes, start + 4, 4) === "Exif")
  if (exif === undefined) return 1
  try {
    return orientationIn(new DataView(bytes.buffer, bytes.byteOffset + exif.start + 10, exif.end - exif.start - 10))
  } catch {
    return 1 // A broken EXIF block says nothing.
  }
}

function orientationIn(tiff: DataView): number {
  const little = tiff.getUint16(0) === 0x4949
  const directory = tiff.getUint32(4, little)
  const count = tiff.getUint16(directory, little)
  for (let entry = 0; entry < count; entry++) {
    const at = directory + 2 + entry * 12
    if (tiff.getUint16(at, little) !== 0x0112) continue
    const value = tiff.getUint16(at + 8, little)
    return value >= 1 && value <= 8 ? value : 1
  }
  return 1
}

function ascii(bytes: Bytes, start: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(start, start + length))
}
