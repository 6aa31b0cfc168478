import assert from "node:assert/strict"
import test from "node:test"
import { readFileSync } from "node:fs"
import { concat, owned } from "../seal/bytes.ts"
import { readJpeg } from "./jpeg.ts"
import { imagePdf, picturesPdf } from "./image-pdf.ts"

const segment = (marker: number, ...body: number[]) => Uint8Array.of(0xff, marker, (body.length + 2) >> 8, (body.length + 2) & 255, ...body)
const text = (words: string) => [...words].map((char) => char.charCodeAt(0))
const SOI = Uint8Array.of(0xff, 0xd8)
const SCAN = concat(segment(0xda, 1, 1, 0, 0, 63, 0), Uint8Array.of(1, 2, 3, 0xff, 0xd9))
const frame = (width: number, height: number, components: number) =>
  segment(0xc0, 8, height >> 8, height & 255, width >> 8, width & 255, components, ...Array<number>(components * 3).fill(1))
/** A little-endian EXIF block with an orientation and nothing else. */
const exif = (orientation: number) =>
  segment(0xe1, ...text("Exif"), 0, 0, ...text("II"), 42, 0, 8, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0, 0, 0, 0, 0)

test("size, colours and orientation are read, and what tells of the maker is gone", () => {
  const jpeg = readJpeg(concat(SOI, exif(6), segment(0xfe, ...text("secret place")), frame(640, 480, 3), SCAN))
  assert.equal(jpeg?.width, 640)
  assert.equal(jpeg?.height, 480)
  assert.equal(jpeg?.components, 3)
  assert.equal(jpeg?.orientation, 6)
  const left = Buffer.from(jpeg?.bytes ?? []).toString("latin1")
  assert.ok(!left.includes("Exif") && !left.includes("secret"))
  assert.ok(left.startsWith("\xff\xd8\xff\xc0") && left.endsWith("\x01\x02\x03\xff\xd9"))
})

test("of a photo with a film, a second picture and a place behind it only the first picture stays", () => {
  const photo = owned(new Uint8Array(readFileSync(new URL("../../vectors/files/photo/photo-motion-mpf-with-gps-in-tail.jpg", import.meta.url))))
  const jpeg = readJpeg(photo)
  assert.ok(jpeg)
  const left = Buffer.from(jpeg.bytes).toString("latin1")
  for (const told of ["Exif", "MPF", "ftyp", "http", "GPS", "Apple", "ICC_PROFILE"]) assert.ok(!left.includes(told), told)
  assert.equal(left.split("\xff\xd8\xff").length, 2)
  assert.ok(left.endsWith("\xff\xd9") && left.indexOf("\xff\xd9") === left.length - 2)
})

test("nothing hides between the scans of a picture that comes in steps, nor behind its end", () => {
  const table = segment(0xc4, 1, 2, 3)
  const hidden = concat(segment(0xe1, ...text("Exif place")), segment(0xfe, ...text("place")))
  const scan = (...data: number[]) => concat(segment(0xda, 1, 1, 0, 0, 63, 0), Uint8Array.of(...data))
  const progressive = frame(640, 480, 3).with(1, 0xc2)
  const data = [1, 0xff, 0, 2, 0xff, 0xd3, 3]
  const photo = concat(SOI, progressive, scan(...data), hidden, table, scan(4), Uint8Array.of(0xff, 0xd9), SOI, hidden, SCAN)
  const jpeg = readJpeg(photo)
  assert.deepEqual(jpeg?.bytes, concat(SOI, progressive, scan(...data), table, scan(4), Uint8Array.of(0xff, 0xd9)))
})

test("what is no JPEG, or one a PDF cannot hold, is refused", () => {
  assert.equal(readJpeg(new Uint8Array(10)), null)
  assert.equal(readJpeg(concat(SOI, segment(0xc3, 8, 0, 1, 0, 1, 3), SCAN)), null)
  assert.equal(readJpeg(concat(SOI, frame(1, 1, 3))), null)
})

test("the PDF is one page whose cross references hold", () => {
  const jpeg = readJpeg(concat(SOI, exif(6), frame(640, 480, 3), SCAN))
  assert.ok(jpeg)
  const pdf = Buffer.from(imagePdf(jpeg)).toString("latin1")
  assert.match(pdf, /^%PDF-1\.4\n/)
  assert.match(pdf, /\/Rotate 90 /)
  const start = Number(/startxref\n(\d+)\n%%EOF\n$/.exec(pdf)?.[1])
  assert.ok(pdf.startsWith("xref\n0 9\n", start))
  const offsets = [...pdf.slice(start).matchAll(/^(\d{10}) 00000 n $/gm)].map((match) => Number(match[1]))
  assert.deepEqual(offsets.map((at) => /^(\d+) 0 obj/.exec(pdf.slice(at))?.[1]), ["1", "2", "3", "4", "5", "6", "7", "8"])
  const length = Number(/\/DCTDecode \/Length (\d+)/.exec(pdf)?.[1])
  assert.equal(length, jpeg.bytes.length)
})

test("pictures become one PDF/A-2b, with its claim in the open and colours that mean something; print colours make no such claim", () => {
  const jpeg = readJpeg(concat(SOI, exif(1), frame(640, 480, 3), SCAN))
  assert.ok(jpeg)
  const pdf = Buffer.from(picturesPdf([{ jpeg }, { jpeg, page: [612, 792] }])).toString("latin1")
  assert.match(pdf, /\/Count 2 /)
  assert.match(pdf, /<pdfaid:part>2<\/pdfaid:part><pdfaid:conformance>B</)
  assert.match(pdf, /\/GTS_PDFA1 [^>]*\/DestOutputProfile 5 0 R/)
  assert.match(pdf, /\/MediaBox \[0 0 612 792\]/)
  assert.match(pdf, /\/ID \[<[0-9a-f]{32}> <[0-9a-f]{32}>\]/)
  const profile = pdf.slice(pdf.indexOf("stream\n", pdf.indexOf("/N 3")) + 7)
  assert.equal(profile.slice(36, 40), "acsp")
  assert.equal(Buffer.from(profile.slice(0, 4), "latin1").readUInt32BE(), Number(/\/N 3 \/Length (\d+)/.exec(pdf)?.[1]))
  assert.doesNotMatch(Buffer.from(picturesPdf([{ jpeg: { ...jpeg, components: 4 } }])).toString("latin1"), /pdfaid|OutputIntent/)
})
