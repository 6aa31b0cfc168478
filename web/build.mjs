// The only build step: page modules, workers and styles into zegel/portal/static/build.
//
//   node web/build.mjs            once
//   node web/build.mjs --watch    again at every change
//
// Everything gets a name that changes with its content, so that a browser may keep it for ever. Templates go on naming
// `build/pages/inbox.js`; manifest.json says how that is called today. Beside each file lies what of it goes over the wire
// (.br, .gz). With --watch names stay as they are. Types are checked apart, by `npm run check`.

import { cp, mkdir, readdir, readFile, rm, stat, writeFile } from "node:fs/promises"
import { existsSync } from "node:fs"
import path from "node:path"
import { fileURLToPath } from "node:url"
import { gzipSync } from "node:zlib"
import esbuild from "esbuild"
import { bundling, oldest } from "./bundles.mjs"
import { compressed, hashOf, hashedFolder, named } from "./delivery.mjs"
import { makeFonts, slimmed } from "./fonts.mjs"

const WEB = path.dirname(fileURLToPath(import.meta.url))
const ROOT = path.dirname(WEB)
const STATIC = path.join(ROOT, "zegel", "portal", "static")
const OUT = path.join(STATIC, "build")
const PDFJS = path.join(ROOT, "node_modules", "pdfjs-dist")
const watching = process.argv.includes("--watch")

/** Every module straight in a folder is an entry; a folder that does not exist yet has none. */
async function entries(folder) {
  const place = path.join(WEB, folder)
  if (!existsSync(place)) return []
  const names = (await readdir(place)).filter((name) => name.endsWith(".ts"))
  return names
    .filter((name) => !name.endsWith(".test.ts") && !name.endsWith(".d.ts"))
    .map((name) => path.join(place, name))
}

/**
 * What pdf.js fetches while it works, in its build for browsers of some years; the other one needs those of this year.
 * Its script engine stays out: a filed PDF never runs anything here.
 */
async function copyPdfjs(to) {
  await mkdir(to, { recursive: true })
  for (const part of ["worker", "renderer"]) {
    const from = path.join(PDFJS, "legacy", "build", `pdf.${part}.min.mjs`)
    if (!existsSync(from)) continue
    const { code } = await esbuild.transform(await readFile(from, "utf8"), { format: "esm", target: await oldest(ROOT), minify: true })
    await writeFile(path.join(to, `pdf.${part}.mjs`), code)
  }
  for (const folder of ["cmaps", "standard_fonts", "wasm", "iccs"]) {
    const from = path.join(PDFJS, folder)
    const filter = (name) => !path.basename(name).startsWith("quickjs")
    if (existsSync(from)) await cp(from, path.join(to, folder), { recursive: true, filter })
  }
}

const kilobytes = (size) => `${(size / 1000).toFixed(1).padStart(8)} kB`

/** One line per bundle: bytes as served and as compressed, so that growth is seen at once. */
function printSizes(result) {
  const rows = (result.outputFiles ?? Object.keys(result.metafile.outputs))
    .filter((name) => /\.(js|css|woff2)$/.test(name))
    .sort()
  return Promise.all(
    rows.map(async (name) => {
      const bytes = await readFile(path.resolve(ROOT, name))
      const zipped = name.endsWith(".woff2") ? bytes.length : gzipSync(bytes).length
      return `${kilobytes(bytes.length)} ${kilobytes(zipped)} gzip  ${path.relative(OUT, path.resolve(ROOT, name))}`
    }),
  ).then((lines) => console.log(lines.join("\n")))
}

const report = {
  name: "report",
  setup(build) {
    build.onEnd(async (result) => {
      if (result.errors.length === 0) await printSizes(result)
    })
  },
}

/** Drawings, and what looks whether a page started: written by hand, and delivered under a name of the build as well. */
async function copyOwn() {
  const place = path.join(OUT, "own")
  await mkdir(place, { recursive: true })
  const files = (await readdir(STATIC, { withFileTypes: true })).filter((entry) => entry.isFile())
  const pairs = files.map(async ({ name }) => {
    const bytes = await readFile(path.join(STATIC, name))
    const own = path.join("own", named(name, hashOf([bytes])))
    await writeFile(path.join(OUT, own), bytes)
    return [name, `build/${own}`]
  })
  return Object.fromEntries(await Promise.all(pairs))
}

async function options() {
  const styles = ["main", "viewer"].map((name) => path.join(WEB, "styles", `${name}.css`))
  const points = [...(await entries("pages")), ...(await entries("workers")), ...styles]
  return bundling(ROOT, points, OUT, { watching, plugins: [report] })
}

/** What the templates call each file, and what it is called: all but the chunks, which only scripts name. */
function manifestOf(result) {
  const names = Object.keys(result.metafile.outputs).map((name) => path.relative(STATIC, path.resolve(ROOT, name)))
  const shown = names.filter((name) => /\.(js|css|woff2|svg)$/.test(name) && !name.startsWith("build/chunks/"))
  return Object.fromEntries(shown.map((name) => [name.replace(/-[0-9A-Z]{8}(?=\.\w+$)/, ""), name]))
}

/**
 * Built twice: scripts name the workers, whose names are known when they are built. Workers import nothing of the pages'
 * (web/layers.mjs), so the second time they are called the same.
 */
async function build(settings, places) {
  const workers = (manifest) => ({
    BUILT_SEAL_WORKER: manifest["build/workers/seal.worker.js"],
    BUILT_HEIC_WORKER: manifest["build/workers/heic.worker.js"],
  })
  // Words one by one: an object would be part of every file, and of its name.
  const placed = (found) => {
    const define = Object.entries({ ...places, ...found }).map(([word, name]) => [word, JSON.stringify(`/static/${name}`)])
    return { ...settings, define: Object.fromEntries(define) }
  }
  const unplaced = placed({ BUILT_SEAL_WORKER: "", BUILT_HEIC_WORKER: "" })
  const found = workers(manifestOf(await esbuild.build({ ...unplaced, write: false, plugins: [slimmed] })))
  const manifest = manifestOf(await esbuild.build(placed(found)))
  if (JSON.stringify(workers(manifest)) !== JSON.stringify(found)) throw new Error("a worker is called otherwise than the scripts call it")
  return manifest
}

/** Scripts that go into a file of their own, whole: one script each, which imports nothing. */
async function buildWhole() {
  const settings = await bundling(ROOT, await entries("offline"), OUT, { watching, plugins: [report] })
  return manifestOf(await esbuild.build({ ...settings, format: "iife", splitting: false }))
}

// What was built before stays behind under names nobody asks for any more; two folders are large and seldom change.
await mkdir(OUT, { recursive: true })
for (const name of await readdir(OUT)) {
  if (!/^(pdfjs|letters)-/.test(name)) await rm(path.join(OUT, name), { recursive: true })
}
if (watching) {
  await copyPdfjs(path.join(OUT, "pdfjs"))
  await makeFonts(ROOT, path.join(OUT, "letters"))
  await buildWhole()
  const context = await esbuild.context(await options())
  await context.watch()
  console.log("watching; a new page or worker file needs a restart")
} else {
  const pdfjs = await hashedFolder(OUT, "pdfjs", copyPdfjs)
  const letters = await hashedFolder(OUT, "letters", (to) => makeFonts(ROOT, to))
  const own = await copyOwn()
  const places = { BUILT_PDFJS: `build/${pdfjs}`, BUILT_LETTERS: `build/${letters}`, BUILT_ICONS: own["icons.svg"] }
  const manifest = { ...(await build(await options(), places)), ...(await buildWhole()) }
  await compressed(["pages", "chunks", "workers", "offline", "assets", "own", ""].map((name) => path.join(OUT, name)))
  // Last: who finds it finds all that it names.
  await writeFile(path.join(OUT, "manifest.json"), JSON.stringify({ ...own, ...manifest }, null, 1))
  const size = async (folder) =>
    (await readdir(folder, { recursive: true, withFileTypes: true }))
      .filter((entry) => entry.isFile() && !/\.(br|gz)$/.test(entry.name))
      .reduce(async (sum, entry) => (await sum) + (await stat(path.join(entry.parentPath, entry.name))).size, 0)
  console.log(`${kilobytes(await size(path.join(OUT, pdfjs)))} ${" ".repeat(16)}  pdfjs/ (fetched when a PDF is opened)`)
}
