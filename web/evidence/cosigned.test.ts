/** Receipts whose state witnesses cosigned and an authority stamped; the core says the same of them in zegel/seal/tests/test_cosigned_vectors.py. */
import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import { test } from "node:test"
import { LogError } from "./log.ts"
import { check } from "./receipt.ts"
import { checkStamp } from "./stamp.ts"
import { policyOf, quorumMoment } from "./witnesses.ts"

interface Vectors { key: string; policy: string; authority: string; at: string; cases: { name: string; receipt: string; vouched: boolean; stamp: boolean }[] }
const place = new URL("../../vectors/evidence/cosigned-v1.json", import.meta.url)
const { key, policy, authority, at, cases } = JSON.parse(readFileSync(place, "utf8")) as Vectors
const AT = Date.parse(at), HOUR = 3_600_000

for (const { name, receipt, vouched, stamp } of cases) {
  test(`cosigned: ${name}`, async () => {
    const held = await check(receipt, [key])
    const since = await quorumMoment(await policyOf(policy), held.note).catch((error: unknown) => {
      assert.ok(error instanceof LogError)
      return null
    })
    assert.equal(since !== null && since.getTime() > AT - HOUR && since.getTime() <= AT, vouched)
    if (held.stamp === null) return
    if (!stamp) return assert.rejects(checkStamp(held.stamp, held.note, authority), LogError)
    const found = await checkStamp(held.stamp, held.note, authority)
    assert.ok(Math.abs(found.at.getTime() - AT) < 300_000)
  })
}
