/** What a row of a list says of a message (docs/formats.md, Summary). Twin of seal/summary.py, which says why. */
import { open, seal } from "./age.ts";
import { b64, type Bytes, concat, fromB64, utf8 } from "./bytes.ts";
import { canonical } from "./canonical.ts";
import { sha256Hex } from "./derive.ts";
import { SealError } from "./errors.ts";
import { type Expected, type Manifest, readEnvelope } from "./manifest.ts";
import { openMessageKey } from "./message.ts";
import { Shape } from "./shape.ts";
import { sign, signingPublic, verify } from "./signing.ts";

export const SUMMARY_TYPE = "zegel/summary/v1";
const LABEL = utf8("zegel/summary/v1\n");

const SIZE = 1024;
const WORDS_LIMIT = 140;
const NAME_LIMIT = 60;
const FILES_LIMIT = 3;
const SALUTATION_LIMIT = 60;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
// Named one by one: what counts as a space differs between languages, and both cores must write the same words.
const SPACE = "[\\t-\\r \\u00a0\\u2028\\u2029]+";
const SPACES = new RegExp(SPACE, "g");
const OUTER = new RegExp(`^${SPACE}|${SPACE}$`, "g");

export interface Summary {
  readonly words: string;
  /** Names of the first files. */
  readonly files: readonly string[];
}

/**
 * A message as a list gets it: sealed, with what the log says it must be. `summary` is empty where its sender made none, `envelope` where
 * there is a summary, or where the letter was not opened before.
 */
export interface SealedSummary {
  readonly sealedKey: string;
  readonly identities: readonly string[];
  readonly summary: string;
  readonly envelope: string;
  /** `envelope` is the sum of the sealed letter. */
  readonly expected: Expected & { readonly envelope: string };
}

/** Sealed to the message's identity: what goes along with a message. */
export async function sealedSummary(manifest: Manifest, seed: Uint8Array, recipient: string): Promise<string> {
  return b64(await seal([recipient], await makeSummary(manifest, seed)));
}

export async function makeSummary(manifest: Manifest, seed: Uint8Array): Promise<Bytes> {
  let { words, files } = summaryOf(manifest);
  for (;;) {
    const signed = await signedSummary(manifest, { words, files }, seed);
    if (signed.length <= SIZE) return concat(signed, utf8(" ".repeat(SIZE - signed.length)));
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

/**
 * The summary of one message, of which it is certain that its sender signed it for this message; null where there is none.
 * @throws {SealError} it is not what it must be. @throws {CannotCheck} this browser cannot tell.
 */
export async function openSummary({ sealedKey, identities, summary, envelope, expected }: SealedSummary): Promise<Summary | null> {
  if (summary === "" && envelope === "") return null;
  const identity = await openMessageKey(fromB64(sealedKey), identities);
  if (summary !== "") return readSummary(await open([identity], fromB64(summary)), expected);
  const sealed = fromB64(envelope);
  if ((await sha256Hex(sealed)) !== expected.envelope) throw new SealError("envelope", "not the letter that was received");
  return summaryOf(await readEnvelope(await open([identity], sealed), expected));
}

/** Rejects with `envelope`, `sender-key`, `signature` or `message`, in this order. */
export async function readSummary(padded: Uint8Array, { senderKey, message, conversation }: Expected): Promise<Summary> {
  if (padded.length !== SIZE) throw new SealError("envelope", "a summary of another size");
  const shape = Shape.parse(padded, "envelope").only("summary", "key", "signature");
  const text = shape.string("summary");
  if (shape.string("key") !== senderKey) throw new SealError("sender-key", "not the key that the log names");
  await verify(fromB64(senderKey), concat(LABEL, utf8(text)), shape.decoded("signature", fromB64));
  const said = Shape.parse(text, "envelope").only("type", "message", "conversation", "words", "files");
  said.oneOf("type", SUMMARY_TYPE);
  const about = [said.matching("message", UUID), said.matching("conversation", UUID)];
  if (about.join() !== [message, conversation].join()) throw new SealError("message", "of another message");
  const files = said.texts("files", FILES_LIMIT, /^/).map((name) => start(name, NAME_LIMIT));
  return { words: said.text("words", WORDS_LIMIT), files };
}

async function signedSummary({ message, conversation }: Manifest, { words, files }: Summary, seed: Uint8Array): Promise<Bytes> {
  const text = canonical({ type: SUMMARY_TYPE, message, conversation, words, files: [...files] });
  const [key, signature] = [await signingPublic(seed), await sign(seed, concat(LABEL, utf8(text)))];
  return utf8(canonical({ summary: text, key: b64(key), signature: b64(signature) }));
}

/** The start of a letter on one line, without the line that greets: it says the same in every letter. */
function firstWords(text: string): string {
  const all = text.replace(OUTER, "");
  const [greeting = "", ...rest] = all.split("\n");
  const isGreeting = rest.length > 0 && Array.from(greeting).length <= SALUTATION_LIMIT && greeting.replace(OUTER, "").endsWith(",");
  return start((isGreeting ? rest.join("\n") : all).replace(SPACES, " ").replace(/^ | $/g, ""), WORDS_LIMIT);
}

const start = (text: string, signs: number): string => Array.from(text).slice(0, signs).join("");
