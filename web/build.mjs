// The only build step: page modules, workers and styles into zegel/portal/static/build.
//
//   node web/build.mjs            once
//   node web/build.mjs --watch    again at every change
//
// Entry names are stable (pages/inbox.js, workers/seal.js, main.css), so templates can name them; shared chunks
// carry a hash. Types are checked apart, by `npm run check`.

import { cp, mkdir, readdir, readFile, rm, stat, writeFile } from "node:fs/promises"
import { existsSync } from "node:fs"
import path from "node:path"
import { fileURLToPath } from "node:url"
import { gzipSync } from "node:zlib"
import esbuild from "esbuild"
import { makeFonts } from "./fonts.mjs"

const WEB = path.dirname(fileURLToPath(import.meta.url))
const ROOT = path.dirname(WEB)
const OUT = path.join(ROOT, "zegel", "portal", "static", "build")
// The oldest browsers (docs/decisions); pages name the same ones.
const BROWSERS = JSON.parse(await readFile(path.join(ROOT, "zegel", "portal", "browsers.json"), "utf8"))
const OLDEST = Object.entries(BROWSERS).map(([browser, version]) => `${browser}${version}`)
const PDFJS = path.join(ROOT, "node_modules", "pdfjs-dist")

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
async function copyPdfjs() {
  if (!existsSync(PDFJS)) return
  const to = path.join(OUT, "pdfjs")
  await mkdir(to, { recursive: true })
  for (const part of ["worker", "renderer"]) {
    const from = path.join(PDFJS, "legacy", "build", `pdf.${part}.min.mjs`)
    if (!existsSync(from)) continue
    const { code } = await esbuild.transform(await readFile(from, "utf8"), { format: "esm", target: OLDEST, minify: true })
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

async function options() {
  const styles = path.join(WEB, "styles", "main.css")
  const points = [...(await entries("pages")), ...(await entries("workers"))]
  const named = points.map((file) => ({ in: file, out: path.relative(WEB, file).replace(/\.ts$/, "") }))
  if (existsSync(styles)) named.push({ in: styles, out: "main" })
  return {
    entryPoints: named,
    outdir: OUT,
    absWorkingDir: ROOT,
    bundle: true,
    format: "esm",
    splitting: true,
    target: OLDEST,
    minify: true,
    sourcemap: "external",
    legalComments: "linked",
    chunkNames: "chunks/[name]-[hash]",
    assetNames: "assets/[name]",
    loader: { ".woff2": "file", ".svg": "file" },
    metafile: true,
    logLevel: "warning",
    plugins: [report],
  }
}

const watching = process.argv.includes("--watch")
// Old chunks would stay behind under names nobody asks for any more.
await rm(path.join(OUT, "chunks"), { recursive: true, force: true })
await mkdir(OUT, { recursive: true })
await copyPdfjs()
await makeFonts(ROOT, path.join(OUT, "letters"))
const settings = await options()
if (watching) {
  const context = await esbuild.context(settings)
  await context.watch()
  console.log("watching; a new page or worker file needs a restart")
} else {
  await esbuild.build(settings)
  const size = async (folder) =>
    (await readdir(folder, { recursive: true, withFileTypes: true }))
      .filter((entry) => entry.isFile())
      .reduce(async (sum, entry) => (await sum) + (await stat(path.join(entry.parentPath, entry.name))).size, 0)
  const pdfjs = path.join(OUT, "pdfjs")
  if (existsSync(pdfjs)) console.log(`${kilobytes(await size(pdfjs))} ${" ".repeat(16)}  pdfjs/ (fetched when a PDF is opened)`)
}
