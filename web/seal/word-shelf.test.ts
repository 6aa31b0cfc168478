/** From sealed letters to a hit on another device of the mailbox. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { seal } from "./age.ts";
import { b64, fromB64 } from "./bytes.ts";
import { sha256Hex } from "./derive.ts";
import { makeEnvelope, type Manifest, MANIFEST_TYPE } from "./manifest.ts";
import { newMessageIdentity, sealMessageKey } from "./message.ts";
import { newSigningSeed, signingPublic } from "./signing.ts";
import { sealedSummary } from "./summary.ts";
import { type LetterToIndex, WordShelf } from "./word-shelf.ts";

const BOX = crypto.randomUUID();
const own = await newMessageIdentity();
let second = 0;

async function letter(text: string, { files = [] as string[], secret = false, party = "mr. A. de Vries", opened = true } = {}): Promise<LetterToIndex> {
  const [message, conversation, keys, seed] = [crypto.randomUUID(), crypto.randomUUID(), await newMessageIdentity(), newSigningSeed()];
  const sender = { kind: "guest" as const, id: conversation, name: party, user: null, userName: null };
  const entries = files.map((name, at) => ({ number: at + 1, name, type: "application/pdf", size: 1, sha256: "a".repeat(64), object: crypto.randomUUID(), pages: null }));
  const manifest: Manifest = { type: MANIFEST_TYPE, message, conversation, created: "2026-11-22T22:51:00Z", sender, recipients: [], subject: "C/13/756123", text, secret, files: entries };
  const envelope = await seal([keys.recipient], await makeEnvelope(manifest, seed));
  const [key] = await sealMessageKey(keys.identity, [own.recipient]);
  const expected = { senderKey: b64(await signingPublic(seed)), message, conversation, objects: entries.map(({ object }) => object), envelope: await sha256Hex(envelope) };
  const shown = opened ? { summary: "", envelope: b64(envelope) } : { summary: await sealedSummary(manifest, seed, keys.recipient), envelope: "" };
  const sealed = { sealedKey: b64(key ?? new Uint8Array()), identities: [own.identity], ...shown, expected };
  const at = `2026-11-22T22:51:${String(second++).padStart(2, "0")}.000000+00:00`;
  return { sealed, at, party, subject: "C/13/756123", sent: false };
}

/** A piece as another device of the mailbox fetches it. */
async function made(letters: readonly LetterToIndex[]): Promise<{ piece: string; messages: readonly string[]; other: WordShelf; right: boolean }> {
  const [shelf, other, piece] = [new WordShelf(), new WordShelf(), crypto.randomUUID()];
  await shelf.gather(BOX, letters);
  const { sealed, messages } = await shelf.make(BOX, piece, [], own.identity);
  const [right = false] = await other.open(BOX, [{ piece, identity: own.identity, bytes: fromB64(sealed).buffer }]);
  return { piece, messages, other, right };
}

const ids = (letters: readonly LetterToIndex[]) => letters.map(({ sealed }) => sealed.expected.message);

test("a word of a letter, a name of a file, a party and a number are found, newest first", async () => {
  const letters = [await letter("Geachte griffier,\n\nDe dakgoot lekt."), await letter("Bijgaand.", { files: ["Foto dakgoot.pdf"] }), await letter("Niets.")];
  const { other, right, messages } = await made(letters);
  assert.equal(right, true);
  assert.deepEqual(messages, ids(letters));
  const [first = "", second_ = ""] = ids(letters);
  const found = other.search(["dakgoot"], 50);
  assert.deepEqual(found.messages.map(({ id }) => id), [second_, first]);
  assert.deepEqual([found.count, found.searched], [2, 3]);
  assert.deepEqual(found.messages.map(({ box, start, party }) => [box, start, party]), [[BOX, "Bijgaand.", "mr. A. de Vries"], [BOX, "De dakgoot lekt.", "mr. A. de Vries"]]);
  assert.equal(other.search(["vries", "756123"], 50).count, 3);
  assert.deepEqual([other.search(["dakgoot"], 1).messages.length, other.search(["dakgoot"], 1).count], [1, 2]);
});

test("of what the law keeps secret no words are shown, and it is found", async () => {
  const { other } = await made([await letter("Het adres van de opvang", { secret: true })]);
  assert.deepEqual(other.search(["opvang"], 50).messages.map(({ start }) => start), [""]);
});

test("a letter that is not the one that was received, or is signed by another, puts no word in the index", async () => {
  const [good, moved] = [await letter("dakgoot"), await letter("dakgoot")];
  const wrong = (changes: object): LetterToIndex => ({ ...good, sealed: { ...good.sealed, expected: { ...good.sealed.expected, message: crypto.randomUUID(), ...changes } } });
  const letters = [good, wrong({ envelope: "0".repeat(64) }), wrong({ senderKey: b64(new Uint8Array(32)) }), { ...good, sealed: { ...good.sealed, envelope: moved.sealed.envelope, expected: moved.sealed.expected } }];
  const { other } = await made(letters);
  assert.deepEqual(other.search(["dakgoot"], 50).messages.map(({ id }) => id), [good.sealed.expected.message]);
  // Tried, so that it is not tried for ever.
  assert.equal(other.search([], 50).searched, 4);
});

test("a larger piece holds all that the small one did, which is forgotten", async () => {
  const shelf = new WordShelf();
  const [small, large, first, later] = [crypto.randomUUID(), crypto.randomUUID(), await letter("dakgoot"), await letter("dakpan")];
  await shelf.gather(BOX, [first]);
  await shelf.make(BOX, small, [], own.identity);
  await shelf.gather(BOX, [later]);
  const { messages } = await shelf.make(BOX, large, [small], own.identity);
  assert.deepEqual(new Set(messages), new Set(ids([first, later])));
  const found = shelf.search(["dak"], 50);
  assert.deepEqual([found.count, found.searched], [2, 2]);
});

test("a piece of nobody's making is not searched and keeps nobody from the others", async () => {
  const { other } = await made([await letter("dakgoot")]);
  const stranger = await newMessageIdentity();
  const forged = await seal([own.recipient], new Uint8Array(8192));
  const sealed = [{ piece: crypto.randomUUID(), identity: own.identity, bytes: forged.buffer }, { piece: crypto.randomUUID(), identity: stranger.identity, bytes: forged.slice().buffer }];
  assert.deepEqual(await other.open(BOX, sealed), [false, false]);
  assert.equal(other.search(["dakgoot"], 50).count, 1);
});

test("of what nobody opened yet the names of files and the first words are found, and no piece that is kept holds them", async () => {
  const unopened = await letter("Bijgaand de stukken.", { files: ["Foto dakgoot.pdf"], opened: false });
  const moved = { ...unopened, sealed: { ...unopened.sealed, expected: { ...unopened.sealed.expected, message: crypto.randomUUID() } } };
  const secret = await letter("Het adres van de opvang", { files: ["Opvang.pdf"], secret: true, opened: false });
  const shelf = new WordShelf();
  await shelf.hold(BOX, [unopened, moved, secret]);
  for (const words of [["dakgoot"], ["stukken"], ["vries", "foto"]]) assert.deepEqual(shelf.search(words, 50).messages.map(({ id }) => id), ids([unopened]));
  assert.deepEqual([shelf.search(["opvang"], 50).count, shelf.search([], 50).searched], [0, 3]);
  await shelf.gather(BOX, [await letter("Anders")]);
  const { messages } = await shelf.make(BOX, crypto.randomUUID(), [], own.identity);
  assert.equal(messages.length, 1);
});
