import assert from "node:assert/strict"
import test from "node:test"
import { holdsPdf } from "./pdf-structure.ts"

test("a PDF is one behind a gateway's words, a picture that speaks of PDF is a picture", async () => {
  assert.ok(await holdsPdf(new Blob(["%PDF-1.7\n"])))
  assert.ok(await holdsPdf(new Blob(["x".repeat(50_000), "%PDF-1.4\n"])))
  assert.ok(!(await holdsPdf(new Blob([Uint8Array.of(0xff, 0xd8, 0xff), "comment %PDF-1.4\n"]))))
  assert.ok(!(await holdsPdf(new Blob(["Dit is geen pdf.\n"]))))
})
