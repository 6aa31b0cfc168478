// Whoever builds the scripts anew gets the very files that a site serves: in another folder, at another time (docs/formats.md, Client).
import assert from "node:assert/strict"
import { createHash } from "node:crypto"
import { cpSync, mkdtempSync, rmSync, utimesSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { after, test } from "node:test"
import { fileURLToPath } from "node:url"
import esbuild, { type BuildOptions } from "esbuild"
import { bundling } from "./bundles.mjs"

const ROOT = fileURLToPath(new URL("..", import.meta.url)).replace(/\/$/, "")
const ELSEWHERE = mkdtempSync(path.join(tmpdir(), "zegel-elsewhere-"))
after(() => rmSync(ELSEWHERE, { recursive: true }))

/** A page that fetches some of its chunks later, and a worker that shares some with it. */
const POINTS = ["pages/message.ts", "workers/seal.worker.ts"]
/** Built without what only the delivery knows. */
const PLACES = { BUILT_SEAL_WORKER: '""', BUILT_HEIC_WORKER: '""', BUILT_PDFJS: '""', BUILT_LETTERS: '""', BUILT_ICONS: '""' }

interface Built { files: Map<string, string>; inputs: string[] }

async function built(root: string, change: BuildOptions = {}): Promise<Built> {
  const points = POINTS.map((file) => path.join(root, "web", file))
  const settings = await bundling(root, points, path.join(root, "build"))
  const { outputFiles, metafile } = await esbuild.build({ ...settings, define: PLACES, write: false, metafile: true, ...change } as BuildOptions & { write: false; metafile: true })
  const files = outputFiles.map(({ path: file, contents }) => [path.relative(root, file), createHash("sha256").update(contents).digest("hex")] as const)
  return { files: new Map(files.toSorted()), inputs: Object.keys(metafile.inputs) }
}

/** Copies of our files that went in, and of the packages of the others: with their source maps, what those name, and what says how to read them. */
function moved(inputs: readonly string[]): void {
  const packages = inputs.flatMap((file) => /^node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0] ?? [])
  const own = inputs.filter((file) => !file.startsWith("node_modules/"))
  for (const part of new Set([...packages, ...own, "package.json", "web/tsconfig.json", "zegel/portal/browsers.json"])) {
    cpSync(path.join(ROOT, part), path.join(ELSEWHERE, part), { recursive: true })
    utimesSync(path.join(ELSEWHERE, part), 0, 0)
  }
}

test("a build elsewhere gives the same files, byte for byte", async () => {
  const here = await built(ROOT)
  assert.ok(here.files.size > 10)
  moved(here.inputs)
  assert.deepEqual((await built(ELSEWHERE)).files, here.files)
  // What would not be the same shows here.
  const other = await built(ELSEWHERE, { banner: { js: `// ${ELSEWHERE}` } })
  assert.notDeepEqual(other.files, here.files)
})
