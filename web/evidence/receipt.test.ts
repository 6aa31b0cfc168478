/** An independent check of receipts, written from RFC 9162 (2.1) and the C2SP texts, apart from the Python core. */
import assert from "node:assert/strict";
import { createHash, createPublicKey, verify } from "node:crypto";
import { readFileSync } from "node:fs";
import { test } from "node:test";

interface Case { name: string; receipt: string; fails: string | null }
interface Vectors { key: string; cases: Case[] }
interface Receipt {
  type: string;
  facts: { message: string; received: string; subject: string; envelope: string; files: object[] };
  record: string;
  log: { origin: string; key: string; index: number; proof: string[]; checkpoint: string };
}
interface Record { at: string; subject: string; facts: { subject: string; envelope: string; files: { size: number; sha256: string }[] } }

const vectors = JSON.parse(readFileSync(new URL("../../vectors/evidence/receipt-v1.json", import.meta.url), "utf8")) as Vectors;

const sha256 = (...parts: Uint8Array[]): Buffer => createHash("sha256").update(Buffer.concat(parts)).digest();
const leafHash = (entry: Uint8Array): Buffer => sha256(Buffer.of(0), entry);
const nodeHash = (left: Uint8Array, right: Uint8Array): Buffer => sha256(Buffer.of(1), left, right);

/** The root that leaf `index` of a tree of `size` leads to by this path (2.1.3.2, by recursion over the tree's shape). */
function rootFrom(leaf: Buffer, index: number, size: number, path: Buffer[]): Buffer {
  if (index < 0 || index >= size) throw new Error("no such leaf");
  if (size === 1) {
    if (path.length > 0) throw new Error("path too long");
    return leaf;
  }
  const sibling = path.at(-1);
  if (!sibling) throw new Error("path too short");
  const below = path.slice(0, -1);
  let left = 1;
  while (left * 2 < size) left *= 2;
  return index < left
    ? nodeHash(rootFrom(leaf, index, left, below), sibling)
    : nodeHash(sibling, rootFrom(leaf, index - left, size - left, below));
}

/** The size and root of a note that this key signed under this name (signed-note.md, tlog-checkpoint.md). */
function opened(note: string, name: string, key: Buffer): { size: number; root: Buffer } {
  const cut = note.lastIndexOf("\n\n");
  const body = note.slice(0, cut + 1);
  const id = sha256(Buffer.from(`${name}\n`), Buffer.of(1), key).subarray(0, 4);
  const der = Buffer.concat([Buffer.from("302a300506032b6570032100", "hex"), key]);
  const publicKey = createPublicKey({ key: der, format: "der", type: "spki" });
  const signed = note.slice(cut + 2).split("\n").some((line) => {
    const [dash, signer, text] = line.split(" ");
    const bytes = Buffer.from(text ?? "", "base64");
    return dash === "—" && signer === name && bytes.subarray(0, 4).equals(id)
      && verify(null, Buffer.from(body), publicKey, bytes.subarray(4));
  });
  if (!signed) throw new Error("not signed by this key");
  const [origin, size, root] = body.split("\n");
  if (origin !== name) throw new Error("another log");
  return { size: Number(size), root: Buffer.from(root ?? "", "base64") };
}

function check(text: string, key: string): void {
  const receipt = JSON.parse(text) as Receipt;
  assert.equal(receipt.type, "zegel/receipt/v1");
  assert.equal(receipt.log.key, key);
  const { size, root } = opened(receipt.log.checkpoint, receipt.log.origin, Buffer.from(key, "base64"));
  const path = receipt.log.proof.map((hash) => Buffer.from(hash, "base64"));
  assert.deepEqual(rootFrom(leafHash(Buffer.from(receipt.record)), receipt.log.index, size, path), root);
  const { at, subject, facts } = JSON.parse(receipt.record) as Record;
  assert.ok(at.endsWith("+00:00"));
  const files = facts.files.map(({ size, sha256 }, order) => ({ number: order + 1, size, sha256 }));
  const { received, ...told } = receipt.facts;
  assert.deepEqual(told, { message: subject, subject: facts.subject, envelope: facts.envelope, files });
  assert.equal(Date.parse(received), Date.parse(at));
}

for (const { name, receipt, fails } of vectors.cases) {
  test(`receipt: ${name}`, () => {
    if (fails === null) check(receipt, vectors.key);
    else assert.throws(() => check(receipt, vectors.key));
  });
}
