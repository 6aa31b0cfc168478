/** Stamps of real authorities (openssl), good and tampered; openssl says the same of them in zegel/seal/tests/test_stamp_vectors.py. */
import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import { test } from "node:test"
import { LogError } from "./log.ts"
import { checkStamp } from "./stamp.ts"

interface Vectors { note: string; authority: string; at: string; cases: { name: string; stamp: string; holds: boolean }[] }
const place = new URL("../../vectors/evidence/stamp-v1.json", import.meta.url)
const { note, authority, at, cases } = JSON.parse(readFileSync(place, "utf8")) as Vectors

for (const { name, stamp, holds } of cases) {
  test(`stamp: ${name}`, async () => {
    if (!holds) return assert.rejects(checkStamp(stamp, note, authority), LogError)
    const found = await checkStamp(stamp, note, authority)
    assert.equal(found.authority, "One TSA, Vectors")
    assert.ok(Math.abs(found.at.getTime() - Date.parse(at)) < 300_000)
  })
}

test("without a certificate of an authority nothing holds", async () => {
  for (const pem of ["", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----"]) {
    await assert.rejects(checkStamp(cases[0]?.stamp ?? "", note, pem), LogError)
  }
})

test("a byte changed shows, or it changes nothing of what was said", async () => {
  const good = cases[0]?.stamp ?? ""
  const said = await checkStamp(good, note, authority)
  const bytes = Buffer.from(good, "base64")
  for (let at = 0; at < bytes.length; at += 7) {
    bytes[at] = (bytes[at] ?? 0) ^ 1
    const found = await checkStamp(bytes.toString("base64"), note, authority).catch((error: unknown) => {
      assert.ok(error instanceof LogError)
      return said
    })
    assert.deepEqual(found, said, `byte ${at}`)
    bytes[at] = (bytes[at] ?? 0) ^ 1
  }
})
