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

for (const vector of JSON.parse(readFileSync(path, "utf8")) as Vector[]) {
  test(`a list of ${vector.attempts.length} is written and signed as Python does`, async () => {
    const made = await signedAttempts(vector.message, vector.envelope, vector.attempts, fromB64(vector.signingSeed));
    assert.equal(fromUtf8(made.document), vector.document);
    assert.equal(b64(made.signature), vector.signature);
  });
}

test("a moment is in whole seconds", () => {
  assert.equal(momentOf(new Date("2026-11-22T22:51:03.987Z")), "2026-11-22T22:51:03Z");
});
