/** Exports of a case made by the Python core, and tampered with in every way of the vectors: the same checks fail here as there. */
import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import { test } from "node:test"
import { makeZip } from "client-zip"
import { type CaseWalk, type Step, walkCase } from "./case.ts"
import { Export, ExportError } from "./members.ts"

interface Vectors {
  key: string
  course: Step[]
  members: Record<string, string>
  cases: { name: string; changed: Record<string, string | null>; fails: string[] }[]
}
const vectors = JSON.parse(readFileSync(new URL("../../vectors/evidence/case-v1.json", import.meta.url), "utf8")) as Vectors

async function walked(changed: Record<string, string | null>, key = vectors.key): Promise<CaseWalk> {
  const members = Object.entries({ ...vectors.members, ...changed }).filter((member): member is [string, string] => member[1] !== null)
  const zip = await new Response(makeZip(members.map(([name, data]) => ({ name, input: Buffer.from(data, "base64") })))).blob()
  return walkCase(await Export.read(zip), [key], vectors.course)
}

for (const { name, changed, fails } of vectors.cases) {
  test(`export of a case: ${name}`, async () => {
    const { lines } = await walked(changed)
    const found = lines.filter(({ kind }) => kind === "fails").map(({ code }) => code)
    assert.deepEqual(found.sort(), [...fails].sort())
  })
}

test("the page has a sentence for each line, with nothing in it that the line does not bring", async () => {
  const page = readFileSync(new URL("../../zegel/portal/receipts/templates/receipts/verify.html", import.meta.url), "utf8")
  const sentences = new Map([...page.matchAll(/data-(walk-[\w-]+)="(.+?)%\}"/gs)].map(([, key = "", text = ""]) => [key, text]))
  const lines = (await Promise.all(vectors.cases.map(({ changed }) => walked(changed)))).flatMap((walk) => walk.lines)
  for (const { kind, code, about = code, values } of lines) {
    const sentence = sentences.get(`walk-${kind}-${about}`)
    assert.ok(sentence, `walk-${kind}-${about}`)
    for (const [, name = ""] of sentence.matchAll(/\{(\w+)\}/g)) assert.ok(name in values, `${about}: ${name}`)
  }
})

test("what holds is told: each act with the places, each piece, the judgment, and where the case stands", async () => {
  const { lines, listed } = await walked({})
  const held = lines.filter(({ kind }) => kind === "holds")
  assert.deepEqual(held.filter(({ about }) => about === "case-act").map(({ values }) => values["act"]).slice(0, 2), ["set day", "inform opponent"])
  assert.equal(held.find(({ values }) => values["act"] === "set day")?.values["places"], "PR 4.1")
  assert.equal(held.find(({ about }) => about === "case-course")?.values["here"], "judgment given")
  assert.deepEqual(held.filter(({ about }) => about === "case-piece").map(({ values }) => values["number"]), [1, 2, 3])
  assert.equal(held.find(({ code }) => code === "judgment")?.values["number"], 3)
  assert.equal(listed.number, "C/13/756123")
})

test("an ordinary document is found by what it is", async () => {
  const walk = await walked({})
  const bytes = Buffer.from("%PDF-1.7 productie")
  const sha256 = Buffer.from(await crypto.subtle.digest("SHA-256", bytes)).toString("hex")
  const found = walk.find({ size: bytes.length, sha256 })
  assert.deepEqual([found?.piece.number, found?.entry.name], [1, "Productie 1.pdf"])
  assert.equal(walk.find({ size: bytes.length + 1, sha256 }), undefined)
})

test("another key is refused", async () => {
  const walk = await walked({}, `${"A".repeat(43)}=`)
  assert.ok(walk.failed > 0)
  assert.deepEqual(walk.filed, [])
})

for (const [what, list] of Object.entries({
  "nothing": "", "another type": '{"type": "zegel/export/v1"}', "no pieces": '{"type": "zegel/case-export/v1"}', "pieces by name": '{"type": "zegel/case-export/v1", "pieces": {}}',
})) {
  test(`a list that is none is refused: ${what}`, async () => {
    await assert.rejects(walked({ "case.json": Buffer.from(list).toString("base64") }), ExportError)
  })
}
