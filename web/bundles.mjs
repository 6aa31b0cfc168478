// How modules and styles are bundled: the same files, wherever the tree lies and whenever it is built, so that anybody can make the
// scripts that a site serves anew (web/reproducible.test.ts; docs/formats.md, Client).
import { readFile } from "node:fs/promises"
import path from "node:path"
import { slimmed } from "./fonts.mjs"

/** The oldest browsers (docs/decisions); pages name the same ones. */
export async function oldest(root) {
  const browsers = JSON.parse(await readFile(path.join(root, "zegel", "portal", "browsers.json"), "utf8"))
  return Object.entries(browsers).map(([browser, version]) => `${browser}${version}`)
}

/** For esbuild: `points` are files below `web/` of the tree `root`. `watching` keeps the names as they are. */
export async function bundling(root, points, out, { watching = false, plugins = [] } = {}) {
  const web = path.join(root, "web")
  const called = (file) => (file.endsWith(".css") ? path.basename(file, ".css") : path.relative(web, file).replace(/\.ts$/, ""))
  return {
    entryPoints: points.map((file) => ({ in: file, out: called(file) })),
    outdir: out,
    absWorkingDir: root,
    bundle: true,
    format: "esm",
    splitting: true,
    target: await oldest(root),
    minify: true,
    sourcemap: "external",
    legalComments: "linked",
    chunkNames: "chunks/[name]-[hash]",
    entryNames: watching ? "[dir]/[name]" : "[dir]/[name]-[hash]",
    assetNames: watching ? "assets/[name]" : "assets/[name]-[hash]",
    loader: { ".woff2": "file", ".svg": "file" },
    metafile: true,
    logLevel: "warning",
    plugins: [slimmed, ...plugins],
  }
}
