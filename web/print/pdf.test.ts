import assert from "node:assert/strict"
import { mkdtemp, readFile, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import path from "node:path"
import test, { after, before } from "node:test"
import { fileURLToPath } from "node:url"
import { makeFonts } from "../fonts.mjs"
import { PdfEngine } from "../page/pdf-engine.ts"
import { Paper } from "./pdf.ts"

const ROOT = fileURLToPath(new URL("../../", import.meta.url))
const fetched = globalThis.fetch
const asked: string[] = []
let folder = ""
let engine: PdfEngine

/** As the server gives what the build has made. */
before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "letters-"))
  await makeFonts(ROOT, folder)
  engine = await PdfEngine.start(() => null)
  globalThis.fetch = async (address) => {
    const name = String(address)
    asked.push(path.basename(name))
    const place = name.includes("/pdfjs/") ? path.join(ROOT, "node_modules/pdfjs-dist/standard_fonts") : folder
    return new Response(await readFile(path.join(place, path.basename(name))))
  }
})
after(async () => {
  globalThis.fetch = fetched
  engine.close()
  await rm(folder, { recursive: true })
})

async function written(text: string): Promise<{ lines: string[]; lost: number; blob: Blob }> {
  asked.length = 0
  const paper = await Paper.make("Titel", "nl", text)
  const { text: printable, lost } = paper.printable(text)
  paper.text(printable, { size: 11 })
  const blob = paper.blob()
  const opened = await engine.open(new Uint8Array(await blob.arrayBuffer()))
  const lines: string[] = []
  for (let number = 1; number <= opened.numPages; number++) {
    const { items } = await (await opened.getPage(number)).getTextContent()
    for (const item of items) if ("str" in item && item.str.trim() !== "") lines.push(item.str.normalize("NFKC"))
  }
  return { lines, lost, blob }
}

const SCRIPTS: readonly (readonly [string, string])[] = [
  ["Latin", "Geachte mevrouw Çelik-Nowosielska, € 1.250,–"], ["Greek", "Αθήνα"], ["Cyrillic", "Олександр Шевченко"], ["Hebrew", "שלום"],
  ["Arabic", "محمد العربي"], ["Chinese", "王小明租赁合同"], ["Japanese", "こんにちは東京"], ["Korean", "김민준 계약서"],
  ["Ethiopic", "ሰላም ኣለኹ"], ["Georgian", "გიორგი"], ["Armenian", "Հայաստան"],
]

for (const [script, words] of SCRIPTS) {
  test(`${script} does not vanish from a page`, async () => {
    const { lines, lost } = await written(words)
    assert.equal(lost, 0)
    const there = new Set(lines.join("").split(""))
    assert.deepEqual([...words.normalize("NFKC").replaceAll(/\s/g, "")].filter((letter) => !there.has(letter)), [])
  })
}

test("what is written from right to left begins at the right, and numbers in it stay as they are", async () => {
  const { blob } = await written("שלום 123 עולם")
  const opened = await engine.open(new Uint8Array(await blob.arrayBuffer()))
  const { items } = await (await opened.getPage(1)).getTextContent()
  const found = items.flatMap((item) => ("str" in item && item.str.trim() !== "" ? [{ text: item.str.trim(), x: Number(item.transform[4]) }] : []))
  const place = (text: string) => found.find((item) => item.text.includes(text))?.x ?? Number.NaN
  assert.ok(place("123") > 300, JSON.stringify(found))
  assert.ok(found.some((item) => /[\u0590-\u05ff]/.test(item.text)))
})

test("only the fonts that are needed are fetched", async () => {
  await written("Geachte heer Jansen")
  assert.deepEqual(asked, ["LiberationSans-Regular.ttf", "LiberationSans-Bold.ttf"])
  await written("محمد")
  assert.deepEqual(asked.slice(2), ["letters.json", "arabic-arabic.ttf"])
})

test("a letter that no font has leaves a sign, and is counted", async () => {
  const { lines, lost } = await written("Groet \u{1f600} en \u0e01")
  assert.equal(lost, 2)
  assert.match(lines.join(" "), /Groet/)
})

test("a long line of Chinese is broken within the paper, and nothing of it is lost", async () => {
  const words = "租赁合同".repeat(60)
  const { lines } = await written(words)
  assert.ok(lines.length > 2)
  assert.equal(lines.join("").length, words.length)
})

test("a word wider than the paper and lines of one's own stay whole", async () => {
  const { lines } = await written(`${"x".repeat(200)}\n\nRegel twee\nRegel drie`)
  assert.equal(lines.filter((line) => line.startsWith("x")).join(""), "x".repeat(200))
  assert.deepEqual(lines.slice(-2), ["Regel twee", "Regel drie"])
})
