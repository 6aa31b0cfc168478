import assert from "node:assert/strict"
import { readdirSync, readFileSync } from "node:fs"
import { test } from "node:test"
import { degrees, PDFDocument, PDFName, PDFDict, PDFHexString } from "@cantoo/pdf-lib"
import { footOf } from "./stamp.ts"
import { type Chapter, inParts, type Line, type Source, type Tools, volumeOf } from "./volume.ts"

const FILES = new URL("../../vectors/files/pdf/", import.meta.url)

async function made(pages: readonly (readonly [number, number, number])[]): Promise<Blob> {
  const pdf = await PDFDocument.create()
  for (const [width, height, turn] of pages) pdf.addPage([width, height]).setRotation(degrees(turn))
  return new Blob([(await pdf.save()) as BlobPart])
}

const source = (title: string, blob: Blob): Source => ({ title, read: async () => blob })

function tools(told: { lines?: readonly Line[] } = {}): Tools {
  return {
    index: async (lines) => {
      told.lines = lines
      return new Uint8Array(await (await made([[595, 842, 0], [595, 842, 0]])).arrayBuffer())
    },
    pictured: () => Promise.reject(new Error("no picture")),
    watch: () => {},
  }
}

function titles(pdf: PDFDocument): string[] {
  const outline = pdf.catalog.lookup(PDFName.of("Outlines"), PDFDict)
  const found: string[] = []
  const walk = (entry: PDFDict | undefined): void => {
    for (let at = entry; at !== undefined; at = at.lookupMaybe(PDFName.of("Next"), PDFDict)) {
      found.push(at.lookup(PDFName.of("Title"), PDFHexString).decodeText())
      walk(at.lookupMaybe(PDFName.of("First"), PDFDict))
    }
  }
  walk(outline.lookup(PDFName.of("First"), PDFDict))
  return found
}

test("documents become one PDF with an index in front, bookmarks and numbers that do not count the index", async () => {
  const chapters: Chapter[] = [
    { number: "1", title: "1 Dagvaarding – De Zon", sources: [source("dagvaarding", await made([[595, 842, 0], [595, 842, 90]]))] },
    {
      number: "2",
      title: "2 Producties 1–2 – Őry, Łuczak, 陳 & عمر",
      sources: [source("productie 1", await made([[420, 300, 270]])), source("geluid.mp3", new Blob(["ID3"])), source("productie 2", await made([[595, 842, 180]]))],
    },
  ]
  const told: { lines?: readonly Line[] } = {}
  const { pdf, pages, left } = await volumeOf("Dossier", chapters, 1, tools(told))
  const read = await PDFDocument.load(new Uint8Array(await pdf.arrayBuffer()))
  assert.deepEqual([pages, left, read.getPageCount()], [4, 1, 6])
  assert.deepEqual(titles(read), ["1 Dagvaarding – De Zon", "2 Producties 1–2 – Őry, Łuczak, 陳 & عمر", "productie 1", "productie 2"])
  const files = told.lines?.flatMap((line) => line.files) ?? []
  assert.deepEqual(files.map(({ page, left: why }) => page ?? why), [1, 3, "other", 4])
  assert.equal(read.getPage(3).getRotation().angle, 90)
})

test("a later part goes on where the one before it ended", async () => {
  const told: { lines?: readonly Line[] } = {}
  await volumeOf("Dossier", [{ number: "9", title: "9", sources: [source("a", await made([[595, 842, 0]]))] }], 341, tools(told))
  assert.equal(told.lines?.[0]?.files[0]?.page, 341)
})

test("real files: each gives its pages, or is named with the reason", async () => {
  const names = readdirSync(FILES).filter((name) => name.endsWith(".pdf"))
  assert.ok(names.length > 3)
  const told: { lines?: readonly Line[] } = {}
  const sources = names.map((name) => source(name, new Blob([readFileSync(new URL(name, FILES))])))
  const { pdf } = await volumeOf("Dossier", [{ number: "1", title: "1", sources }], 1, tools(told))
  const files = told.lines?.[0]?.files ?? []
  assert.equal(files.length, names.length)
  // Who may only not print or change it, may read it: an empty password opens it.
  for (const { title, left } of files) {
    if (/^(user-)?password-/.test(title)) assert.equal(left, "password", title)
    if (/^(owner|good|form|leading-junk)-/.test(title)) assert.equal(left, null, title)
  }
  assert.deepEqual(files.filter(({ left }) => left === "other").map(({ title }) => title), ["no-bytes.pdf", "no-pdf.pdf"])
  await PDFDocument.load(new Uint8Array(await pdf.arrayBuffer()))
})

test("the number stands at the right of the foot as the eye sees it, however the page is turned and wherever its box begins", () => {
  const box = { x: 10, y: 20, width: 600, height: 800 }
  assert.deepEqual(footOf(box, 0, 50), { x: 10 + 600 - 14 - 50, y: 20 + 14, turn: 0 })
  assert.deepEqual(footOf(box, 90, 50), { x: 10 + 600 - 14, y: 20 + 800 - 14 - 50, turn: 90 })
  assert.deepEqual(footOf(box, 180, 50), { x: 10 + 14 + 50, y: 20 + 800 - 14, turn: 180 })
  assert.deepEqual(footOf(box, -90, 50), { x: 10 + 14, y: 20 + 14 + 50, turn: 270 })
})

test("parts are no larger than a device can hold, unless one piece alone is", () => {
  assert.deepEqual(inParts([3, 3, 9, 1, 1], (size) => size, 6), [[3, 3], [9], [1, 1]])
  assert.deepEqual(inParts([], (size: number) => size, 6), [])
})
