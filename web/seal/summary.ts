/** What a row of a list says of a message (docs/formats.md, Summary). Twin of seal/summary.py, which says why. */
import { seal } from "./age.ts";
import { b64, type Bytes, concat, utf8 } from "./bytes.ts";
import { canonical } from "./canonical.ts";
import type { Manifest } from "./manifest.ts";
import { sign, signingPublic } from "./signing.ts";

export const SUMMARY_TYPE = "zegel/summary/v1";
export const SUMMARY_LABEL = utf8("zegel/summary/v1\n");

export const SUMMARY_SIZE = 1024;
export const WORDS_LIMIT = 140;
export const NAME_LIMIT = 60;
export const FILES_LIMIT = 3;
const SALUTATION_LIMIT = 60;
// Named one by one: what counts as a space differs between languages, and both cores must write the same words.
const SPACE = "[\\t-\\r \\u00a0\\u2028\\u2029]+";
const SPACES = new RegExp(SPACE, "g");
const OUTER = new RegExp(`^${SPACE}|${SPACE}$`, "g");

export interface Summary {
  readonly words: string;
  /** Names of the first files. */
  readonly files: readonly string[];
}

/** Sealed to the message's identity: what goes along with a message. */
export async function sealedSummary(manifest: Manifest, seed: Uint8Array, recipient: string): Promise<string> {
  return b64(await seal([recipient], await makeSummary(manifest, seed)));
}

export async function makeSummary(manifest: Manifest, seed: Uint8Array): Promise<Bytes> {
  let { words, files } = summaryOf(manifest);
  for (;;) {
    const signed = await signedSummary(manifest, { words, files }, seed);
    if (signed.length <= SUMMARY_SIZE) return concat(signed, utf8(" ".repeat(SUMMARY_SIZE - signed.length)));
    // Signs of several bytes each: fewer of them fit.
    if (words !== "") words = Array.from(words).slice(0, -8).join("");
    else files = files.slice(0, -1);
  }
}

/** What the law keeps secret is left out. */
export function summaryOf({ secret, text, files }: Manifest): Summary {
  if (secret) return { words: "", files: [] };
  return { words: firstWords(text), files: files.slice(0, FILES_LIMIT).map(({ name }) => start(name, NAME_LIMIT)) };
}

async function signedSummary({ message, conversation }: Manifest, { words, files }: Summary, seed: Uint8Array): Promise<Bytes> {
  const text = canonical({ type: SUMMARY_TYPE, message, conversation, words, files: [...files] });
  const [key, signature] = [await signingPublic(seed), await sign(seed, concat(SUMMARY_LABEL, utf8(text)))];
  return utf8(canonical({ summary: text, key: b64(key), signature: b64(signature) }));
}

/** The start of a letter on one line, without the line that greets: it says the same in every letter. */
function firstWords(text: string): string {
  const all = text.replace(OUTER, "");
  const [greeting = "", ...rest] = all.split("\n");
  const isGreeting = rest.length > 0 && Array.from(greeting).length <= SALUTATION_LIMIT && greeting.replace(OUTER, "").endsWith(",");
  return start((isGreeting ? rest.join("\n") : all).replace(SPACES, " ").replace(/^ | $/g, ""), WORDS_LIMIT);
}

/** The first signs of a text, by code points. */
export const start = (text: string, signs: number): string => Array.from(text).slice(0, signs).join("");
