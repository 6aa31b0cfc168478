/** The file that a judge takes along: one page that runs its own script alone and names nobody before it is opened. */
import assert from "node:assert/strict"
import { test } from "node:test"
import { BlobReader, TextWriter, ZipReader } from "@zip.js/zip.js"
import { answer, json, page } from "../dom.ts"
import { unlock } from "../seal/locked.ts"

page("")
const { lockedCase } = await import("./along.ts")

const WORDS = {
  title: "Een vergrendeld dossier", lead: "Typ de code", code: "Code", open: "Openen", noCode: "", otherCode: "", changed: "", opening: "",
  save: "", apart: "", keep: "</script><b>", noScript: "",
}
const SCRIPT = "globalThis.opened = true"

test("the page holds the export of the case, locked, and lets nothing out", async () => {
  answer({
    "/api/cases/a": () => json({ id: "a", number: "C/13/756123", summaryNumber: "KG ZA 26-1012", court: "amsterdam" }),
    "/api/cases/a/log": () => json({ proofs: ['{"records": []}'] }),
  })
  const source = { path: "/api/cases/a", pieces: [], open: async () => new Blob([]), watch: () => {}, guide: () => "gids" }
  const { file, code } = await lockedCase(source, WORDS, SCRIPT, "nl")
  const text = await file.text()
  assert.ok(!text.includes("756123"))
  assert.ok(!text.includes("</script><b>"))
  const sum = Buffer.from(await crypto.subtle.digest("SHA-256", Buffer.from(SCRIPT))).toString("base64")
  const policy = /Content-Security-Policy" content="([^"]+)"/.exec(text)?.[1] ?? ""
  assert.ok(policy.startsWith("default-src 'none'; ") && policy.includes(`script-src 'sha256-${sum}'`))
  assert.ok(!/connect-src|https?:|unsafe|\*/.test(policy))
  const zip = await new Response(await unlock(text, code)).blob()
  const entries = await new ZipReader(new BlobReader(zip)).getEntries()
  const list = entries.find(({ filename }) => filename === "case.json")
  assert.ok(list !== undefined && !list.directory)
  assert.equal((JSON.parse(await list.getData(new TextWriter())) as { number: string }).number, "C/13/756123")
  assert.deepEqual(entries.map(({ filename }) => filename).sort(), ["SHA256SUMS", "case.json", "proof/log-1.json", "read-me.txt"])
})
