/** What a piece of a word index holds, finds and refuses. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { open, seal } from "./age.ts";
import { newMessageIdentity } from "./message.ts";
import { type IndexedMessage, openPiece, sealPiece, soughtWords, wordsOf } from "./word-index.ts";

const BOX = crypto.randomUUID();
const own = await newMessageIdentity();

const key = (changes: object = {}) => ({ box: BOX, piece: crypto.randomUUID(), identity: own.identity, ...changes });

function message(text: string, changes: object = {}): IndexedMessage {
  const facts = { id: crypto.randomUUID(), at: "2026-11-22T22:51:00.000001+00:00", party: "mr. A. de Vries", subject: "C/13/756123", sent: false, start: text.slice(0, 140) };
  return { message: { ...facts, ...changes }, words: wordsOf([text]) };
}

async function pieceOf(...messages: IndexedMessage[]) {
  const where = key();
  return openPiece(await sealPiece(messages, where, own.recipient), where);
}

const code = (...expected: string[]) => (error: unknown) => expected.includes((error as { code?: string }).code ?? "");

test("what was put in is found, by whole words and by what they begin with", async () => {
  const [first, other] = [message("De dakgoot lekt sinds 12 maart."), message("De huur is niet betaald.")];
  const piece = await pieceOf(first, other);
  const found = (typed: string) => piece.found(soughtWords(typed)).map(({ id }) => id);
  assert.deepEqual(found("dakgoot"), [first.message.id]);
  assert.deepEqual(found("Dakg"), [first.message.id]);
  assert.deepEqual(found("de"), [first.message.id, other.message.id]);
  assert.deepEqual(found("niet BETAALD"), [other.message.id]);
  assert.deepEqual(found("dakgoot betaald"), []);
  assert.deepEqual(found("aakg"), []);
  assert.deepEqual(found(" , "), []);
  assert.deepEqual(piece.messages, [first.message, other.message]);
});

test("a part of a word of Dutch is found, and signs of two only where a word begins", async () => {
  const piece = await pieceOf(message("De huurovereenkomst is opgezegd"));
  assert.equal(piece.found(["overeenkomst"]).length, 1);
  assert.equal(piece.found(["zegd"]).length, 1);
  assert.equal(piece.found(["gd"]).length, 0);
  assert.equal(piece.found(["op"]).length, 1);
});

test("accents, apostrophes, the Turkish i and capitals make no difference", async () => {
  const piece = await pieceOf(message("Coöperatie ’t Hart van İnci O’Brien, van der Berg; Straße; huur\u00adachterstand"));
  for (const typed of ["cooperatie", "COÖPERATIE", "t hart", "inci", "obrien", "O'Brien", "der berg", "STRASSE", "huurachterstand"]) {
    assert.equal(piece.found(soughtWords(typed)).length, 1, typed);
  }
});

/** Random, and the same every time: what fails is seen again. */
function* numbers(seed: number): Generator<number, never> {
  let state = seed;
  for (;;) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    yield state / 2 ** 32;
  }
}

test("it finds what reading every message would find, and gives back what it was made of", async () => {
  const random = numbers(7);
  const next = (most: number) => Math.floor(random.next().value * most);
  const letters = "abcdeio é€5".split("");
  const word = () => Array.from({ length: 1 + next(7) }, () => letters[next(letters.length)]).join("");
  for (const size of [1, 2, 129, 250]) {
    const texts = Array.from({ length: size }, () => Array.from({ length: next(30) }, word).join(" "));
    const made = texts.map((text) => message(text));
    const piece = await pieceOf(...made);
    assert.deepEqual(piece.contents().map(({ words }) => [...words].sort()), made.map(({ words }) => [...words].sort()));
    for (let turn = 0; turn < 40; turn += 1) {
      const sought = soughtWords(`${word()} ${turn % 2 === 0 ? word().slice(0, 2) : ""}`);
      const has = (words: readonly string[]) => sought.every((part) => words.some((each) => (part.length > 2 ? each.includes(part) : each.startsWith(part))));
      const expected = sought.length === 0 ? [] : made.filter(({ words }) => has(words)).map(({ message: { id } }) => id);
      assert.deepEqual(piece.found(sought).map(({ id }) => id), expected, sought.join("+"));
    }
  }
});

test("a message without words, and words without end, are kept as far as they can be", async () => {
  const endless = Array.from({ length: 40_000 }, (_, at) => `woord${at}`).join(" ");
  const piece = await pieceOf(message(""), message(endless), message("x".repeat(500)));
  assert.deepEqual(piece.contents().map(({ words }) => words.length > 0), [false, true, true]);
  assert.equal(piece.found(["woord1"]).length, 1);
  assert.equal(piece.found(["woord39999"]).length, 0);
  assert.equal(piece.found(soughtWords("x".repeat(300))).length, 1);
});

test("its size tells next to nothing: a word more or less is as large", async () => {
  const sizes = await Promise.all(["", "dakgoot", "De huur is niet betaald. ".repeat(50)].map(async (text) => (await sealPiece([message(text)], key(), own.recipient)).length));
  assert.deepEqual(new Set(sizes).size, 1);
  // As zegel/mail/rules.py asks.
  assert.equal((sizes[0] ?? 0) - 1643 - 16, 8192);
});

test("a piece that the server made, changed or moved to another place is refused", async () => {
  const where = key();
  const sealed = await sealPiece([message("dakgoot")], where, own.recipient);
  await assert.rejects(openPiece(sealed, { ...where, piece: crypto.randomUUID() }), code("envelope"));
  await assert.rejects(openPiece(sealed, { ...where, box: crypto.randomUUID() }), code("envelope"));
  const other = await newMessageIdentity();
  await assert.rejects(openPiece(sealed, { ...where, identity: other.identity }), code("no-match"));
  // The server knows whom to seal to, and what a piece says; not the key that proves who made it.
  const forged = await sealPiece([message("dakgoot")], { ...where, identity: other.identity }, own.recipient);
  await assert.rejects(openPiece(forged, where), code("envelope"));
  const plain = await open([own.identity], sealed);
  for (const at of [0, 31, 32, 40, plain.length - 1]) {
    const changed = plain.slice();
    changed[at] = (changed[at] ?? 0) ^ 1;
    await assert.rejects(openPiece(await seal([own.recipient], changed), where), code("envelope"));
  }
  await assert.rejects(openPiece(await seal([own.recipient], plain.subarray(0, 20)), where), code("envelope"));
});
