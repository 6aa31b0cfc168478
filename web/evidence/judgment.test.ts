/** Signed judgments made by the Python core, read by this independent code; the vectors say what must not hold. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fromB64, fromUtf8, utf8 } from "../seal/bytes.ts";
import type { Json } from "../seal/canonical.ts";
import { SealError } from "../seal/errors.ts";
import { type Judgment, readJudgment, signJudgment, withProof } from "../seal/judgment.ts";
import { confirmed } from "./judgment.ts";
import { LogError } from "./log.ts";

interface Vectors {
  seed: string;
  logKey: string;
  otherKey: string;
  signed: { statement: Judgment; file: string }[];
  confirmed: string;
  unconfirmed: { name: string; file: string }[];
  wrong: { name: string; file: string }[];
}

const place = new URL("../../vectors/evidence/judgment-v1.json", import.meta.url);
const vectors = JSON.parse(readFileSync(place, "utf8")) as Vectors;

for (const { statement, file } of vectors.signed) {
  test(`a ${statement.kind} judgment (${statement.document.conformance}) is written and read as Python does`, async () => {
    const made = await signJudgment(statement, fromB64(vectors.seed));
    assert.equal(fromUtf8(made.file), file);
    const found = await readJudgment(made.file);
    assert.deepEqual(found.judgment, statement);
    assert.equal(await confirmed(found, [vectors.logKey]), null);
  });
}

for (const { name, file } of vectors.wrong) {
  test(`refused: ${name}`, async () => {
    await assert.rejects(readJudgment(utf8(file)), SealError);
  });
}

test("the log confirms who signed, under its own key only", async () => {
  const found = await readJudgment(utf8(vectors.confirmed));
  assert.equal((await confirmed(found, [vectors.logKey]))?.state.origin, "court.example");
  await assert.rejects(confirmed(found, [vectors.otherKey]), LogError);
});

test("a proof that is put beside a judgment later is read as one that was there", async () => {
  const bare = utf8(vectors.signed[0]?.file ?? "");
  const { proof } = JSON.parse(vectors.confirmed) as { proof: Json };
  assert.equal(fromUtf8(withProof(bare, proof)), vectors.confirmed);
});

for (const { name, file } of vectors.unconfirmed) {
  test(`the log does not confirm: ${name}`, async () => {
    await assert.rejects(confirmed(await readJudgment(utf8(file)), [vectors.logKey]), LogError);
  });
}
