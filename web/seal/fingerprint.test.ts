/** Fingerprints: the vectors that the Python core makes too, and whatever people type. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fingerprint, type PublicKeys, readFingerprint } from "./fingerprint.ts";

type Case = PublicKeys & { fingerprint: string };

const cases = JSON.parse(readFileSync(new URL("../../vectors/seal/fingerprint-v1.json", import.meta.url), "utf8")) as Case[];

for (const { fingerprint: told, ...keys } of cases) {
  test(`fingerprint ${told}`, async () => {
    assert.equal(await fingerprint(keys), told);
    assert.notEqual(await fingerprint({ ...keys, signing: keys.signing === null ? "" : null }), told);
  });
}

test("a number is read however it was written down", () => {
  const told = cases[0]?.fingerprint ?? "";
  const plain = told.replaceAll(" ", "");
  const spellings = [plain, told, ` ${told.replaceAll(" ", "\n")} `, told.replaceAll(" ", "-"), `https://zegel.example/account/compare#${cases[0]?.box}.${plain}`];
  for (const typed of spellings) assert.equal(readFingerprint(typed), told);
});

test("what is too short, too long or has a letter is no number", () => {
  const plain = cases[0]?.fingerprint.replaceAll(" ", "") ?? "";
  for (const typed of ["", plain.slice(1), `${plain}1`, `${plain.slice(1)}O`]) assert.equal(readFingerprint(typed), null);
});
