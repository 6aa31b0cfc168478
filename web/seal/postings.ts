/** Which words stand in which of some hundred messages, as bytes (docs/formats.md, Word index). */
import type { Bytes } from "./bytes.ts";
import { SealError } from "./errors.ts";

/** The words of messages in order, and the numbers of the messages that have each. */
export function postingsOf(messages: readonly (readonly string[])[]): { words: string[]; postings: Bytes } {
  const numbers = new Map<string, number[]>();
  for (const [number, words] of messages.entries()) {
    for (const word of words) {
      const known = numbers.get(word);
      if (known === undefined) numbers.set(word, [number]);
      else known.push(number);
    }
  }
  const words = [...numbers.keys()].sort();
  const bytes: number[] = [];
  for (const word of words) {
    const having = numbers.get(word) ?? [];
    written(bytes, having.length);
    let before = 0;
    for (const number of having) {
      written(bytes, number - before);
      before = number;
    }
  }
  return { words, postings: Uint8Array.from(bytes) };
}

/** Unsigned LEB128. */
function written(bytes: number[], value: number): void {
  let left = value;
  for (; left > 127; left >>>= 7) bytes.push((left & 127) | 128);
  bytes.push(left);
}

/** Read where they lie: the words stay one text, in which searching is fastest, and only what matches is unfolded. */
export class Postings {
  /** "\nword\nword\n": so that where a word begins can be asked of the text. */
  readonly #text: string;
  readonly #bytes: Uint8Array;
  /** Where in the text each word begins, and in the bytes its numbers. */
  readonly #starts: Uint32Array;
  readonly #places: Uint32Array;
  readonly #count: number;

  /** @throws {SealError} `envelope`: the bytes are not the numbers of these words. */
  constructor(words: string, bytes: Uint8Array, count: number) {
    this.#text = `\n${words}\n`;
    this.#bytes = bytes;
    this.#count = count;
    const starts: number[] = [];
    for (let at = 0; words !== "" && at < this.#text.length - 1; at = this.#text.indexOf("\n", at + 1)) starts.push(at + 1);
    this.#starts = Uint32Array.from(starts);
    this.#places = new Uint32Array(starts.length);
    let place = 0;
    for (const number of this.#places.keys()) {
      this.#places[number] = place;
      place = this.#numbers(place, () => {});
    }
    if (place !== bytes.length) throw new SealError("envelope", "numbers of no word");
  }

  /** One for each message that has a word in which this stands (`anywhere`), or that begins so; nought for the others. */
  having(sought: string, anywhere: boolean): Uint8Array {
    const found = new Uint8Array(this.#count);
    const needle = anywhere ? sought : `\n${sought}`;
    for (let at = this.#text.indexOf(needle); at !== -1;) {
      const word = this.#wordAt(anywhere ? at : at + 1);
      this.#numbers(this.#places[word] ?? 0, (number) => (found[number] = 1));
      // On in the next word: in this one it was found.
      const next = this.#starts[word + 1];
      if (next === undefined) break;
      at = this.#text.indexOf(needle, next - 1);
    }
    return found;
  }

  wordsByNumber(): string[][] {
    const words: string[][] = Array.from({ length: this.#count }, () => []);
    for (const [word, start] of this.#starts.entries()) {
      const text = this.#text.slice(start, this.#text.indexOf("\n", start));
      this.#numbers(this.#places[word] ?? 0, (number) => words[number]?.push(text));
    }
    return words;
  }

  /** Which word a place in the text is of: the last that begins at or before it. */
  #wordAt(place: number): number {
    let [low, high] = [0, this.#starts.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] ?? 0) <= place) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** Gives each number of the word whose numbers lie here; returns where the next word's lie. */
  #numbers(place: number, each: (number: number) => void): number {
    let at = place;
    const read = (): number => {
      let value = 0;
      for (let shift = 0; ; shift += 7) {
        const byte = this.#bytes[at++];
        if (byte === undefined || shift > 28) throw new SealError("envelope", "numbers are cut off");
        value |= (byte & 127) << shift;
        if (byte < 128) return value;
      }
    };
    const count = read();
    for (let number = 0, left = count; left > 0; left -= 1) {
      number += read();
      if (number >= this.#count) throw new SealError("envelope", "a number of no message");
      each(number);
    }
    return at;
  }
}
