import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import test from "node:test"
import { fileType, HEAD, headOf, misnamed, withEnding } from "./kinds.ts"

interface Case {
  readonly head: string
  readonly name: string
  readonly declared: string
  readonly type: string
  readonly misnamed: boolean
}

const { cases } = JSON.parse(readFileSync(new URL("../../vectors/files/kinds.json", import.meta.url), "utf8")) as { cases: Case[] }

test("content comes first, then the name, and last the type", async () => {
  for (const vector of cases) {
    const head = await headOf(new Blob([Uint8Array.from(vector.head, (sign) => sign.charCodeAt(0))]))
    assert.ok(head.length <= HEAD)
    assert.equal(fileType(head, vector.name, vector.declared), vector.type, JSON.stringify(vector))
    assert.equal(misnamed(head, vector.name), vector.misnamed, JSON.stringify(vector))
  }
})

test("before a file is open its name counts, and then its type", () => {
  assert.equal(fileType(null, "stuk.pdf", "application/octet-stream"), "application/pdf")
  assert.equal(fileType(null, "stuk", "application/x-pdf"), "application/pdf")
  assert.equal(fileType(null, "stuk", "application/x-download"), "application/x-download")
})

test("a name without an ending that is known gets one, a name that has one keeps it", () => {
  assert.equal(withEnding("stuk", "application/pdf"), "stuk.pdf")
  assert.equal(withEnding("productie 3.1", "application/pdf"), "productie 3.1.pdf")
  assert.equal(withEnding("stuk.docx", "application/pdf"), "stuk.docx")
  assert.equal(withEnding("foto", "image/jpeg"), "foto.jpg")
  assert.equal(withEnding("stuk", "application/octet-stream"), "stuk")
  assert.equal(withEnding("", "application/pdf"), "")
})
