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
    assert.deepEqual([verdict?.findings, verdict?.pages], [findings, pages])
  })
}

const page = (box: string) => `%PDF-1.7
1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj
2 0 obj <</Type/Pages/Kids[3 0 R 4 0 R]/Count 2>> endobj
3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 595.28 841.89]>> endobj
4 0 obj <</Type/Page/Parent 2 0 R/MediaBox[${box}]>> endobj
trailer <</Root 1 0 R>>`

for (const [box, paper] of [["0 0 595 842", "A4"], ["0 0 842 595", "A4"], ["10 20 605 862", "A4"], ["0 0 612 792", "other"], ["0 0 595 842] /UserUnit 2 /Rest [", "other"]] as const) {
  test(`pages of ${box} are made for ${paper}`, async () => {
    assert.equal((await checkPdf(new Blob([page(box)]), async () => engine))?.paper, paper)
  })
}
