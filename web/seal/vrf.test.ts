import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { hex } from "./bytes.ts";
import { SealError } from "./errors.ts";
import { verifiedLabel } from "./vrf.ts";

interface Case { name: string; key: string; message: string; proof: string; label: string }
const vectors = JSON.parse(readFileSync(new URL("../../vectors/seal/vrf-v1.json", import.meta.url), "utf8")) as { cases: Case[]; refused: Case[] };
const bytes = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, "hex"));

for (const { name, key, message, proof, label } of vectors.cases) {
  test(`label: ${name}`, async () => assert.equal(hex(await verifiedLabel(bytes(key), bytes(message), bytes(proof))), label));
}

for (const { name, key, message, proof } of vectors.refused) {
  test(`no label: ${name}`, async () => assert.rejects(verifiedLabel(bytes(key), bytes(message), bytes(proof)), SealError));
}
