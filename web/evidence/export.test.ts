/** Exports made by the Python core, and tampered with in every way of the vectors: the same checks fail here as there. */
import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import { test } from "node:test"
import { makeZip } from "client-zip"
import { Walk } from "./export.ts"
import { Export, ExportError } from "./members.ts"

interface Case { name: string; zip: string; fails: string[] }
const read = (name: string) => JSON.parse(readFileSync(new URL(`../../vectors/evidence/${name}.json`, import.meta.url), "utf8")) as { key: string; cases: Case[] }
const vectors = read("export-v1")

const blob = (zip: string) => new Blob([Buffer.from(zip, "base64")])
const good = vectors.cases[0]?.zip ?? ""

async function walked(zip: Blob, key = vectors.key): Promise<Walk> {
  const walk = new Walk(await Export.read(zip), [key])
  await walk.run()
  return walk
}

for (const { name, zip, fails } of [...vectors.cases, ...read("tampered-v1").cases]) {
  test(`export: ${name}`, async () => {
    const { lines } = await walked(blob(zip))
    const found = lines.filter(({ kind }) => kind === "fails").map(({ code }) => code)
    assert.deepEqual(found.sort(), [...fails].sort())
  })
}

test("an ordinary document is found by what it is, also where the export has no documents", async () => {
  const document = { size: 18, sha256: "" }
  document.sha256 = Buffer.from(await crypto.subtle.digest("SHA-256", Buffer.from("%PDF-1.7 productie"))).toString("hex")
  for (const name of ["as it was made", "without the documents"]) {
    const walk = await walked(blob(vectors.cases.find((vector) => vector.name === name)?.zip ?? ""))
    const found = walk.find(document)
    assert.deepEqual([found?.message.number, found?.entry.number, found?.entry.name], [1, 2, "Productie 1.pdf"])
    assert.equal(walk.find({ ...document, size: 19 }), undefined)
  }
})

test("another key is refused", async () => {
  const { failed, messages } = await walked(blob(good), `${"A".repeat(43)}=`)
  assert.ok(failed > 0)
  assert.deepEqual(messages, [])
})

const zipOf = (...files: [string, string | Uint8Array<ArrayBuffer>][]) =>
  new Response(makeZip(files.map(([name, input]) => ({ name, input })))).blob()

for (const name of ["../x", "a/../x", "a//x", "a\\x", "./x"]) {
  test(`a name that leads elsewhere is refused: ${name}`, async () => {
    await assert.rejects(walked(await zipOf(["SHA256SUMS", ""], [name, ""])), ExportError)
  })
}

test("two members of one name are refused", async () => {
  await assert.rejects(walked(await zipOf(["SHA256SUMS", ""], ["SHA256SUMS", "x"])), ExportError)
  await assert.rejects(walked(await zipOf(["SHA256SUMS", ""], ["e\u0301", "x"], ["\u00e9", "x"])), ExportError)
})

test("what is no export is refused", async () => {
  for (const cut of [0, 5, 100, 1000]) await assert.rejects(walked(blob(good).slice(0, cut)), ExportError)
  await assert.rejects(walked(await zipOf(["a", "x"])), ExportError)
  for (const list of ["", "null", "[".repeat(9000), '{"type": "zegel/export/v1"}', '{"type": "zegel/export/v1", "messages": 1}']) {
    await assert.rejects(walked(await zipOf(["SHA256SUMS", ""], ["list.json", list])), ExportError)
  }
})

test("a bomb is refused before it goes off", async () => {
  // A thousand zeros say they are a terabyte's worth in the directory; nothing of it is unpacked.
  const zip = new Uint8Array(await (await zipOf(["SHA256SUMS", new Uint8Array(1000)])).arrayBuffer())
  const view = new DataView(zip.buffer)
  const directory = zip.findIndex((_, at) => at + 4 <= zip.length && view.getUint32(at, true) === 0x02014b50)
  view.setUint32(directory + 24, 0xfffffff0, true)
  await assert.rejects(walked(new Blob([zip])), (error: Error) => error instanceof ExportError && error.message === "a bomb")
})

test("what a byte changed does shows, or it changes nothing", async () => {
  const bytes = Buffer.from(good, "base64")
  for (let at = 0; at < bytes.length; at += 397) {
    bytes[at] = (bytes[at] ?? 0) ^ 1
    const failed = await walked(new Blob([bytes])).then((walk) => walk.failed > 0 || walk.messages.length === 2, (error: unknown) => error instanceof ExportError)
    assert.ok(failed, `byte ${at}`)
    bytes[at] = (bytes[at] ?? 0) ^ 1
  }
})
