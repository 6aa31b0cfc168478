import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import test, { after, before } from "node:test"
import { PdfEngine } from "../page/pdf-engine.ts"
import { checkPdf } from "./pdf-check.ts"

interface Case {
  readonly file: string
  readonly findings: readonly string[]
  readonly pages: number | null
}

const PLACE = new URL("../../vectors/files/", import.meta.url)
const { cases } = JSON.parse(readFileSync(new URL("pdf.json", PLACE), "utf8")) as { cases: Case[] }
let engine: PdfEngine

before(async () => {
  engine = await PdfEngine.start(() => null)
})
after(() => engine.close())

for (const { file, findings, pages } of cases) {
  test(`${file}: ${findings.join(", ") || "opens"}, as a court's agent says`, async () => {
    const verdict = await checkPdf(new Blob([readFileSync(new URL(`pdf/${file}`, PLACE))]), async () => engine)
    assert.deepEqual(verdict, { findings, pages })
  })
}
