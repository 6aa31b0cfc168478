// The fonts of the pages without what no page shows; and below, the letters that PDF files of ours need beside Latin, Greek and Cyrillic: fonts of npm packages, unpacked from WOFF
// for the programs that set type (jsPDF in the browser, Typst on the server), with a list of which file has which letters.
import { mkdir, readFile, writeFile } from "node:fs/promises"
import { existsSync } from "node:fs"
import path from "node:path"
import { inflateSync } from "node:zlib"
import subsetFont from "subset-font"

/** In the order in which they are asked for a letter. */
const FAMILIES = ["hebrew", "arabic", "sc", "kr", "ethiopic", "georgian", "armenian"]
/** The font of the paper has these. */
const OWN = ["latin", "latin-ext", "cyrillic", "cyrillic-ext", "greek", "greek-ext", "vietnamese", "math", "symbols"]

/** Every letter of a font is kept. */
const LETTERS = Array.from({ length: 0xd800 }, (_, sign) => String.fromCodePoint(sign)).join("") + "\ufeff\ufffd"
/** From normal to bold, as the styles have them; the lighter ones, and forms for fractions, are four parts in ten of the file. */
const SHOWN = { targetFormat: "woff2", variationAxes: { wght: { min: 400, max: 700 } }, noLayoutClosure: true }

/** For esbuild: a font with weights, slimmed. */
export const slimmed = {
  name: "slimmed",
  setup(build) {
    build.onLoad({ filter: /-wght-\w+\.woff2$/ }, async ({ path: file }) => {
      const contents = await subsetFont(await readFile(file), LETTERS, SHOWN)
      return { contents, loader: "file" }
    })
  },
}

export async function makeFonts(root, out) {
  await mkdir(out, { recursive: true })
  const listed = []
  for (const family of FAMILIES) {
    const place = path.join(root, "node_modules", "@fontsource", `noto-sans-${family}`)
    const parts = JSON.parse(await readFile(path.join(place, "unicode.json"), "utf8"))
    for (const [key, letters] of Object.entries(parts)) {
      const part = key.replaceAll(/[[\]]/g, "")
      const from = path.join(place, "files", `noto-sans-${family}-${part}-400-normal.woff`)
      if (OWN.includes(part) || !existsSync(from)) continue
      const file = `${family}-${part}.ttf`
      await writeFile(path.join(out, file), unpacked(await readFile(from)))
      listed.push({ file, letters: letters.split(",").map(range) })
    }
  }
  await writeFile(path.join(out, "letters.json"), JSON.stringify(listed))
}

/** `U+600-6ff` as its first and its last number. */
function range(text) {
  const [first, last = first] = text.trim().slice(2).split("-").map((number) => Number.parseInt(number, 16))
  return [first, last]
}

/** WOFF 1.0 (a W3C recommendation of 2012): the tables of a TrueType font, each packed by itself. */
function unpacked(woff) {
  if (woff.toString("latin1", 0, 4) !== "wOFF") throw new Error("no WOFF")
  const count = woff.readUInt16BE(12)
  const tables = Array.from({ length: count }, (_, at) => {
    const entry = 44 + at * 20
    const [offset, packed, size] = [4, 8, 12].map((place) => woff.readUInt32BE(entry + place))
    const bytes = woff.subarray(offset, offset + packed)
    return { tag: woff.subarray(entry, entry + 4), sum: woff.subarray(entry + 16, entry + 20), bytes: packed < size ? inflateSync(bytes) : bytes }
  })
  const power = 2 ** Math.floor(Math.log2(count))
  const head = Buffer.alloc(12 + 16 * count)
  woff.copy(head, 0, 4, 8)
  for (const [at, value] of [count, power * 16, Math.log2(power), (count - power) * 16].entries()) head.writeUInt16BE(value, 4 + at * 2)
  const bodies = []
  let place = head.length
  for (const [at, { tag, sum, bytes }] of tables.entries()) {
    const entry = 12 + 16 * at
    tag.copy(head, entry)
    sum.copy(head, entry + 4)
    head.writeUInt32BE(place, entry + 8)
    head.writeUInt32BE(bytes.length, entry + 12)
    const padding = Buffer.alloc((4 - (bytes.length % 4)) % 4)
    bodies.push(bytes, padding)
    place += bytes.length + padding.length
  }
  return Buffer.concat([head, ...bodies])
}
