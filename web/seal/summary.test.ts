/** vectors/seal/summary-v1.json: made by the Python implementation, held to by both; and what a list refuses to show. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { seal } from "./age.ts";
import { b64, fromB64, fromUtf8, utf8 } from "./bytes.ts";
import { sha256Hex } from "./derive.ts";
import { makeEnvelope, type Manifest, MANIFEST_TYPE } from "./manifest.ts";
import { newMessageIdentity, sealMessageKey } from "./message.ts";
import { newSigningSeed, signingPublic } from "./signing.ts";
import { makeSummary, sealedSummary } from "./summary.ts";
import { openSummary, readSummary, type SealedSummary } from "./summary-opening.ts";

interface Vector {
  message: string;
  conversation: string;
  text: string;
  secret: boolean;
  files: string[];
  signingSeed: string;
  signingPublic: string;
  summary: string;
}

const VECTORS = JSON.parse(readFileSync(new URL("../../vectors/seal/summary-v1.json", import.meta.url), "utf8")) as Vector[];

function manifest({ message, conversation, text, secret, files }: Pick<Vector, "message" | "conversation" | "text" | "secret" | "files">): Manifest {
  const sender = { kind: "guest" as const, id: conversation, name: "P. Jansen", user: null, userName: null };
  const entries = files.map((name, at) => ({ number: at + 1, name, type: "application/pdf", size: 1, sha256: "a".repeat(64), object: crypto.randomUUID(), pages: null }));
  return { type: MANIFEST_TYPE, message, conversation, created: "2026-11-22T22:51:00Z", sender, recipients: [], subject: "C/13/756123", text, secret, files: entries };
}

for (const [at, vector] of VECTORS.entries()) {
  test(`summary ${at} is written and signed as Python does, and read`, async () => {
    const made = await makeSummary(manifest(vector), fromB64(vector.signingSeed));
    assert.equal(fromUtf8(made), vector.summary);
    assert.equal(made.length, 1024);
    const read = await readSummary(made, { ...vector, senderKey: vector.signingPublic, objects: [] });
    assert.ok(vector.secret ? read.words === "" && read.files.length === 0 : vector.text.includes(read.words.split(" ")[0] ?? ""));
  });
}

const letter = (changes: Partial<Manifest> = {}): Manifest => ({
  ...manifest({ message: crypto.randomUUID(), conversation: crypto.randomUUID(), text: "Geachte griffier,\n\nIk kom niet.", secret: false, files: ["akte.pdf"] }),
  ...changes,
});

/** A message as a list gets it, for a reader whose identity comes with it: its summary, or (made before there were any) its letter. */
async function listed(written: Manifest, as: "summary" | "letter" = "summary"): Promise<SealedSummary> {
  const [message, reader, seed] = [await newMessageIdentity(), await newMessageIdentity(), newSigningSeed()];
  const [key] = await sealMessageKey(message.identity, [reader.recipient]);
  const envelope = await seal([message.recipient], await makeEnvelope(written, seed));
  const { message: id, conversation, files } = written;
  const expected = { senderKey: b64(await signingPublic(seed)), message: id, conversation, objects: files.map(({ object }) => object), envelope: await sha256Hex(envelope) };
  const row = { sealedKey: b64(key ?? new Uint8Array()), identities: [reader.identity], expected };
  if (as === "letter") return { ...row, summary: "", envelope: b64(envelope) };
  return { ...row, summary: await sealedSummary(written, seed, message.recipient), envelope: "" };
}

const code = (...expected: string[]) => (error: unknown) => expected.includes((error as { code?: string }).code ?? "");

test("a row says what its message is about", async () => {
  assert.deepEqual(await openSummary(await listed(letter())), { words: "Ik kom niet.", files: ["akte.pdf"] });
});

test("a message from before there were summaries says it by its letter", async () => {
  assert.deepEqual(await openSummary(await listed(letter(), "letter")), { words: "Ik kom niet.", files: ["akte.pdf"] });
});

test("of one that was never opened and has no summary nothing is said", async () => {
  assert.equal(await openSummary({ ...(await listed(letter())), summary: "" }), null);
});

test("a summary that a server moves to another message is refused, with its key or without", async () => {
  const [mine, other] = [await listed(letter()), await listed(letter())];
  await assert.rejects(openSummary({ ...mine, summary: other.summary }), code("no-match"));
  const moved = { ...other, identities: [...other.identities, ...mine.identities], expected: mine.expected };
  await assert.rejects(openSummary(moved), code("sender-key"));
});

test("a summary of another message of the same sender is refused", async () => {
  const row = await listed(letter());
  const expected = { ...row.expected, message: crypto.randomUUID() };
  await assert.rejects(openSummary({ ...row, expected }), code("message"));
});

test("a summary in another conversation is refused", async () => {
  const row = await listed(letter());
  await assert.rejects(openSummary({ ...row, expected: { ...row.expected, conversation: crypto.randomUUID() } }), code("message"));
});

test("a letter that is not the one that was received says nothing in a list", async () => {
  const row = await listed(letter(), "letter");
  await assert.rejects(openSummary({ ...row, expected: { ...row.expected, envelope: "0".repeat(64) } }), code("envelope"));
});

test("one sign changed in what was signed is seen", async () => {
  const [vector] = VECTORS as [Vector];
  const forged = vector.summary.replace("dagvaarding.pdf", "dagvaardinh.pdf");
  await assert.rejects(readSummary(utf8(forged), { ...vector, senderKey: vector.signingPublic, objects: [] }), code("signature"));
});

test("however long the letter, a summary is as large as any other", async () => {
  const sizes = await Promise.all(["", "kort", "lang ".repeat(1000), "é😀".repeat(400)].map(async (text) => fromB64((await listed(letter({ text }))).summary).length));
  assert.equal(new Set(sizes).size, 1);
});
