import assert from "node:assert/strict"
import { test } from "node:test"
import { decodePDFRawStream, PDFArray, PDFDocument, PDFRawStream, PDFString } from "@cantoo/pdf-lib"
import { namedSheet } from "./cover.ts"

const WIDTH = 120

/** A sheet with a line for each file, and a link to something else. */
async function sheet(...pieces: readonly number[]): Promise<ArrayBuffer> {
  const pdf = await PDFDocument.create()
  const page = pdf.addPage([595, 842])
  for (const [at, address] of ["https://zegel.example/desk/A", ...pieces.map((n) => `https://zegel.example/desk/A#piece-${n}`)].entries()) {
    const link = { Type: "Annot", Subtype: "Link", Rect: [100, 700 - 20 * at, 100 + WIDTH, 707 - 20 * at], A: { S: "URI", URI: PDFString.of(address) } }
    page.node.addAnnot(pdf.context.register(pdf.context.obj(link)))
  }
  return (await pdf.save()).buffer as ArrayBuffer
}

/** What is written on the page, as the font has it, with its place. */
async function written(file: Blob): Promise<string[]> {
  const pdf = await PDFDocument.load(await file.arrayBuffer())
  const contents = pdf.getPage(0).node.Contents() as PDFArray
  const streams = contents.asArray().map((_, at) => contents.lookup(at) as PDFRawStream)
  const text = streams.map((stream) => new TextDecoder().decode(decodePDFRawStream(stream).decode())).join("\n")
  const hex = (code: string) => Array.from(code.matchAll(/../g), ([byte]) => String.fromCharCode(parseInt(byte, 16))).join("")
  return Array.from(text.matchAll(/1 0 0 1 ([\d.]+ [\d.]+) Tm\s+<([0-9A-F]*)> Tj/g), ([, place, code = ""]) => `${place} ${hex(code)}`)
}

test("each file has its name on its own line, and a number without a name stays alone", async () => {
  const made = await written(await namedSheet(await sheet(1, 2, 3), new Map([[1, "dagvaarding.pdf"], [3, "productie 2.pdf"]])))
  assert.deepEqual(made.filter((line) => !line.endsWith(" ")), ["100 680 dagvaarding.pdf", "100 640 productie 2.pdf"])
})

test("a name keeps its letters as far as the paper has them", async () => {
  const [line] = await written(await namedSheet(await sheet(1), new Map([[1, "Č\u0301é 文.pdf"]])))
  assert.match(line ?? "", /^100 680 C\??é \?\.pdf$/)
})

test("a name that is too long keeps its beginning and its end, within its line", async () => {
  const name = `productie_7_${"overeenkomst_".repeat(20)}261201.pdf`
  const [line = ""] = await written(await namedSheet(await sheet(1), new Map([[1, name]])))
  const kept = line.slice("100 680 ".length)
  assert.ok(kept.startsWith("productie_7"), kept)
  assert.ok(kept.endsWith("261201.pdf"), kept)
  assert.ok(kept.length < 35, kept)
})
