/** A piece of the word index of a mailbox: made, sealed, opened and searched (docs/formats.md, Word index). */
import { folded } from "../typed/folding.ts";
import { open, seal } from "./age.ts";
import { type Bytes, concat, fromUtf8, owned, utf8 } from "./bytes.ts";
import { canonical } from "./canonical.ts";
import { derive } from "./derive.ts";
import { SealError } from "./errors.ts";
import { Postings, postingsOf } from "./postings.ts";
import { Shape } from "./shape.ts";

export const WORD_INDEX_TYPE = "zegel/word-index/v1";
const LABEL = utf8("zegel/word-index/v1\n");

export const MOST_MESSAGES = 250;
const STEP = 8192;
const MAC = 32;
const LONGEST_WORD = 40;
const WORDS_OF_MESSAGE = 32 * 1024;
/** What a body may become: it was made by a member, and still must not fill a device. */
const LARGEST_BODY = 64 * 1024 * 1024;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** What is told of a message that is found. */
export interface FoundMessage {
  readonly id: string;
  /** When it was received, as the log has it. */
  readonly at: string;
  /** Who it came from, or (`sent`) went to, as the list said. */
  readonly party: string;
  readonly subject: string;
  readonly sent: boolean;
  /** Its first words; empty where the law keeps it secret. */
  readonly start: string;
}

/** A message and the words it is found by (`wordsOf`). */
export interface IndexedMessage {
  readonly message: FoundMessage;
  readonly words: readonly string[];
}

/** Which piece it is; `identity` is that of the mailbox's key version it is sealed to. */
export interface PieceKey {
  readonly box: string;
  readonly piece: string;
  readonly identity: string;
}

/** The different words of texts, folded, as many as are kept of one message. */
export function wordsOf(texts: readonly string[]): string[] {
  const found = new Set<string>();
  let left = WORDS_OF_MESSAGE;
  for (const text of texts) {
    for (const word of folded(text).split(" ")) {
      const kept = shortened(word);
      if (kept === "" || found.has(kept)) continue;
      left -= utf8(kept).length + 1;
      if (left < 0) return [...found];
      found.add(kept);
    }
  }
  return [...found];
}

const shortened = (word: string): string => Array.from(word).slice(0, LONGEST_WORD).join("");

/** The words of what somebody typed, as an index has them. */
export const soughtWords = (typed: string): string[] => [...new Set(folded(typed).split(" ").map(shortened))].filter((word) => word !== "");

/** Rejects with `key-format` where the identity is none. */
export async function sealPiece(messages: readonly IndexedMessage[], { box, piece, identity }: PieceKey, recipient: string): Promise<Bytes> {
  const { words, postings } = postingsOf(messages.map(({ words }) => words));
  const joined = utf8(words.join("\n"));
  const facts = messages.map(({ message: { id, at, party, subject, sent, start } }) => ({ id, at, party, subject, sent, start }));
  const head = utf8(canonical({ type: WORD_INDEX_TYPE, box, piece, size: joined.length, messages: facts }));
  const body = await through(new CompressionStream("deflate-raw"), concat(length(head), head, joined, postings));
  const bare = MAC + 4 + body.length;
  const rest = concat(length(body), body, new Uint8Array(Math.ceil(bare / STEP) * STEP - bare));
  return seal([recipient], concat(await macOf(identity, rest), rest));
}

/** Rejects with `envelope` (it is not what it must be), or as opening an age file does. */
export async function openPiece(sealed: Uint8Array, { box, piece, identity }: PieceKey): Promise<WordPiece> {
  const plain = await open([identity], sealed);
  if (plain.length < MAC + 4) throw new SealError("envelope", "no piece of a word index");
  const rest = plain.subarray(MAC);
  await checkMac(identity, plain.subarray(0, MAC), rest);
  const body = await through(new DecompressionStream("deflate-raw"), part(rest, 4, lengthAt(rest)));
  const head = part(body, 4, lengthAt(body));
  const said = Shape.parse(head, "envelope").only("type", "box", "piece", "size", "messages");
  said.oneOf("type", WORD_INDEX_TYPE);
  if (said.string("box") !== box || said.string("piece") !== piece) throw new SealError("envelope", "another piece of a word index");
  const messages = said.list("messages", MOST_MESSAGES, foundMessage);
  const [from, size] = [4 + head.length, said.count("size")];
  return new WordPiece(messages, new Postings(fromUtf8(part(body, from, size)), body.subarray(from + size), messages.length));
}

/** A piece of what is kept nowhere. */
export function pieceOf(messages: readonly IndexedMessage[]): WordPiece {
  const { words, postings } = postingsOf(messages.map(({ words }) => words));
  return new WordPiece(messages.map(({ message }) => message), new Postings(words.join("\n"), postings, messages.length));
}

const foundMessage = (shape: Shape): FoundMessage => ({
  id: shape.matching("id", UUID), at: shape.string("at"), party: shape.string("party"), subject: shape.string("subject"),
  sent: shape.boolean("sent"), start: shape.string("start"),
});

export class WordPiece {
  readonly messages: readonly FoundMessage[];
  readonly #postings: Postings;

  constructor(messages: readonly FoundMessage[], postings: Postings) {
    this.messages = messages;
    this.#postings = postings;
  }

  /** The messages in which each of these words stands, or begins: anywhere in a word from three signs on, for Dutch joins its words. */
  found(sought: readonly string[]): FoundMessage[] {
    if (sought.length === 0) return [];
    const having = sought.map((word) => this.#postings.having(word, Array.from(word).length > 2));
    return this.messages.filter((_, number) => having.every((numbers) => numbers[number] === 1));
  }

  /** What it was made of, for a larger piece that takes its place. */
  contents(): IndexedMessage[] {
    const words = this.#postings.wordsByNumber();
    return this.messages.map((message, number) => ({ message, words: words[number] ?? [] }));
  }
}

// ── Bytes ────────────────────────────────────────────────────────────────────────────────────────────────────

function length({ length: size }: Uint8Array): Bytes {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, size);
  return bytes;
}

function lengthAt(bytes: Uint8Array): number {
  if (bytes.length < 4) throw new SealError("envelope", "cut off");
  return new DataView(bytes.buffer, bytes.byteOffset).getUint32(0);
}

function part(bytes: Uint8Array, from: number, size: number): Uint8Array {
  if (from + size > bytes.length) throw new SealError("envelope", "cut off");
  return bytes.subarray(from, from + size);
}

async function through(stream: CompressionStream | DecompressionStream, bytes: Uint8Array): Promise<Bytes> {
  const parts: Uint8Array[] = [];
  let size = 0;
  try {
    const reader = new Blob([owned(bytes)]).stream().pipeThrough(stream).getReader();
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      size += next.value.length;
      if (size > LARGEST_BODY) throw new SealError("envelope", "too large");
      parts.push(next.value);
    }
  } catch (cause) {
    throw cause instanceof SealError ? cause : new SealError("envelope", "not compressed as it must be", { cause });
  }
  return concat(...parts);
}

async function macKey(identity: string): Promise<CryptoKey> {
  const key = await derive(utf8(identity), "zegel/v1/word-index");
  return crypto.subtle.importKey("raw", key, { name: "HMAC", hash: "SHA-256" }, false, ["sign", "verify"]);
}

async function macOf(identity: string, rest: Uint8Array): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.sign("HMAC", await macKey(identity), concat(LABEL, rest)));
}

async function checkMac(identity: string, mac: Uint8Array, rest: Uint8Array): Promise<void> {
  const holds = await crypto.subtle.verify("HMAC", await macKey(identity), owned(mac), concat(LABEL, rest));
  if (!holds) throw new SealError("envelope", "not made by who can open the mailbox");
}
