/** The opened pieces of word indexes, in the worker: searched there, and made there (docs/formats.md, Word index). */
import { b64 } from "./bytes.ts";
import { SealError } from "./errors.ts";
import type { Manifest } from "./manifest.ts";
import { recipientOf } from "./age.ts";
import { summaryOf } from "./summary.ts";
import { openSealedLetter, openSummary, type SealedSummary } from "./summary-opening.ts";
import { type FoundMessage, type IndexedMessage, openPiece, pieceOf, sealPiece, type WordPiece, wordsOf } from "./word-index.ts";

export interface SealedWords {
  readonly piece: string;
  /** Of the key version of the mailbox it is sealed to. */
  readonly identity: string;
  readonly bytes: ArrayBuffer;
}

/** A letter to be indexed, and what a list says of it. */
export interface LetterToIndex {
  readonly sealed: SealedSummary;
  readonly at: string;
  readonly party: string;
  readonly subject: string;
  readonly sent: boolean;
}

/** `size` is of the words that wait for `make`, in bytes. */
export interface Gathered {
  readonly messages: number;
  readonly size: number;
}

export interface Made {
  /** Base64, as it is put. */
  readonly sealed: string;
  readonly messages: readonly string[];
}

export interface Found {
  /** Newest first, and only so many as were asked for. */
  readonly messages: readonly (FoundMessage & { readonly box: string })[];
  readonly count: number;
  /** In how many different messages was looked. */
  readonly searched: number;
}

interface Kept {
  readonly box: string;
  readonly piece: WordPiece;
}

export class WordShelf {
  readonly #pieces = new Map<string, Kept>();
  readonly #waiting = new Map<string, IndexedMessage[]>();
  /** In how many different messages there is to look; null until it is asked for. */
  #searched: number | null = null;

  /** For each piece whether it is one of this mailbox that a member made. One that is not is not searched. */
  async open(box: string, sealed: readonly SealedWords[]): Promise<boolean[]> {
    const answers: boolean[] = [];
    for (const { piece, identity, bytes } of sealed) {
      try {
        this.#pieces.set(piece, { box, piece: await openPiece(new Uint8Array(bytes), { box, piece, identity }) });
        this.#searched = null;
        answers.push(true);
      } catch (error) {
        if (!(error instanceof SealError)) throw error;
        answers.push(false);
      }
    }
    return answers;
  }

  search(words: readonly string[], most: number): Found {
    const found = new Map<string, FoundMessage & { box: string }>();
    for (const { box, piece } of this.#pieces.values()) {
      for (const message of piece.found(words)) found.set(`${box} ${message.id}`, { ...message, box });
    }
    const messages = [...found.values()].sort((left, right) => (left.at < right.at ? 1 : -1));
    return { messages: messages.slice(0, most), count: messages.length, searched: (this.#searched ??= this.#different()) };
  }

  /** Two pieces may be of one message: a larger one, and a small one that it took the place of since. */
  #different(): number {
    const found = [...this.#pieces.values()].flatMap(({ box, piece }) => piece.messages.map(({ id }) => `${box} ${id}`));
    return new Set(found).size;
  }

  /** Opens letters and keeps their words for `make`. One that is not what it must be is kept without any: reading it tells why. */
  async gather(box: string, letters: readonly LetterToIndex[]): Promise<Gathered> {
    const waiting = this.#waiting.get(box) ?? [];
    this.#waiting.set(box, waiting);
    for (const letter of letters) waiting.push(await indexed(letter));
    const size = waiting.reduce((sum, { words }) => sum + words.reduce((all, word) => all + word.length + 1, 0), 0);
    return { messages: waiting.length, size };
  }

  /** Messages that nobody opened yet, by their summaries: searched, and in no piece that is kept. */
  async hold(box: string, letters: readonly LetterToIndex[]): Promise<void> {
    const messages: IndexedMessage[] = [];
    for (const letter of letters) messages.push(await summarised(letter));
    this.#pieces.set(crypto.randomUUID(), { box, piece: pieceOf(messages) });
    this.#searched = null;
  }

  /** A piece of what was gathered and of the pieces it takes the place of, sealed. */
  async make(box: string, piece: string, replaces: readonly string[], identity: string): Promise<Made> {
    const waiting = this.#waiting.get(box) ?? [];
    this.#waiting.delete(box);
    const old = replaces.flatMap((each) => this.#pieces.get(each)?.piece.contents() ?? []);
    const messages = [...waiting, ...old];
    const sealed = await sealPiece(messages, { box, piece, identity }, await recipientOf(identity));
    await this.open(box, [{ piece, identity, bytes: sealed.buffer }]);
    for (const each of replaces) this.#pieces.delete(each);
    return { sealed: b64(sealed), messages: messages.map(({ message: { id } }) => id) };
  }
}

async function indexed(letter: LetterToIndex): Promise<IndexedMessage> {
  return told(letter, async ({ sealed, subject, party }) => {
    const manifest = await openSealedLetter(sealed);
    return { start: summaryOf(manifest).words, words: wordsOf([subject, party, ...textsOf(manifest)]) };
  });
}

async function summarised(letter: LetterToIndex): Promise<IndexedMessage> {
  return told(letter, async ({ sealed, subject, party }) => {
    const { words, files } = (await openSummary(sealed)) ?? { words: "", files: [] };
    return { start: words, words: wordsOf([subject, party, ...files, words]) };
  });
}

/** What is not what it must be is found by no word. */
async function told(letter: LetterToIndex, open: (letter: LetterToIndex) => Promise<{ start: string; words: string[] }>): Promise<IndexedMessage> {
  const { sealed, at, party, subject, sent } = letter;
  const message = { id: sealed.expected.message, at, party, subject, sent };
  try {
    const { start, words } = await open(letter);
    return { message: { ...message, start }, words };
  } catch (error) {
    if (!(error instanceof SealError)) throw error;
    return { message: { ...message, start: "" }, words: [] };
  }
}

/** Names of files before the text: of a letter without end they are kept. */
const textsOf = ({ files, sender, recipients, text }: Manifest): string[] => [
  ...files.map(({ name }) => name), sender.name, sender.userName ?? "", ...recipients.map(({ name }) => name), text,
];
