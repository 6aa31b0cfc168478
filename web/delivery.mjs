// How built files are called and packed for the wire: a hash of the content in the name, brotli and gzip beside the file.
import { createHash } from "node:crypto"
import { existsSync } from "node:fs"
import { readdir, readFile, rename, rm, writeFile } from "node:fs/promises"
import path from "node:path"
import { promisify } from "node:util"
import { brotliCompress, constants, gzip } from "node:zlib"

const PACKED = /\.(js|mjs|css|svg|json|txt|wasm|ttf|icc)$/
const packers = [
  [".br", (bytes) => promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: quality(bytes) } })],
  [".gz", (bytes) => promisify(gzip)(bytes, { level: 9 })],
]

/** Eight signs, as esbuild has them. */
export function hashOf(parts) {
  const hash = createHash("sha256")
  for (const part of parts) hash.update(part)
  return hash.digest("hex").slice(0, 8).toUpperCase()
}

/** `icons.svg` as `icons-0A1B2C3D.svg`. */
export function named(file, hash) {
  const { name, ext } = path.parse(file)
  return `${name}-${hash}${ext}`
}

/** At the best quality the few large files would take a minute, for a few parts in a hundred. */
const quality = (bytes) => (bytes.length > 2 ** 18 ? 9 : constants.BROTLI_MAX_QUALITY)

/** The files straight in these folders, each with what of it goes over the wire where that is less. */
export async function compressed(folders) {
  for (const folder of folders) {
    const files = (await readdir(folder, { withFileTypes: true })).filter((entry) => entry.isFile() && PACKED.test(entry.name))
    for (const { name } of files) {
      const file = path.join(folder, name)
      const bytes = await readFile(file)
      for (const [ending, pack] of packers) {
        const packed = await pack(bytes)
        if (packed.length < 0.95 * bytes.length) await writeFile(file + ending, packed)
      }
    }
  }
}

/** A folder that `fill` writes, under a name that changes with what is in it. Packed once, and again when that changed. */
export async function hashedFolder(out, name, fill) {
  const fresh = path.join(out, `${name}.new`)
  await rm(fresh, { recursive: true, force: true })
  await fill(fresh)
  const files = (await readdir(fresh, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile())
  const paths = files.map((entry) => path.join(entry.parentPath, entry.name)).sort()
  const parts = await Promise.all(paths.map(async (file) => [path.relative(fresh, file), await readFile(file)]))
  const called = `${name}-${hashOf(parts.flat())}`
  const to = path.join(out, called)
  if (existsSync(to)) {
    await rm(fresh, { recursive: true })
  } else {
    await compressed([...new Set(paths.map((file) => path.dirname(file)))])
    await rename(fresh, to)
  }
  for (const other of await readdir(out)) {
    if (other.startsWith(`${name}-`) && other !== called) await rm(path.join(out, other), { recursive: true })
  }
  return called
}
