/** vectors/seal/attempts-v1.json: made by the Python implementation, held to by both. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { type Attempt, momentOf, signedAttempts } from "./attempts.ts";
import { b64, fromB64, fromUtf8 } from "./bytes.ts";

interface Vector {
  message: string;
  envelope: string;
  attempts: Attempt[];
  signingSeed: string;
  document: string;
  signature: string;
}

const path = new URL("../../vectors/seal/attempts-v1.json", import.meta.url);

for (const one of JSON.parse(readFileSync(path, "utf8")) as Vector[]) {
  test(`a list of ${one.attempts.length} is written and signed as Python does`, async () => {
    const made = await signedAttempts(one.message, one.envelope, one.attempts, fromB64(one.signingSeed));
    assert.equal(fromUtf8(made.document), one.document);
    assert.equal(b64(made.signature), one.signature);
  });
}

test("a moment is in whole seconds", () => {
  assert.equal(momentOf(new Date("2026-11-22T22:51:03.987Z")), "2026-11-22T22:51:03Z");
});
