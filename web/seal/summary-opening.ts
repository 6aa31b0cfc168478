/** Opening and checking what a row of a list says of a message (docs/formats.md, Summary): in the worker, apart from what makes it. */
import { open } from "./age.ts";
import { concat, fromB64, utf8 } from "./bytes.ts";
import { sha256Hex } from "./derive.ts";
import { SealError } from "./errors.ts";
import { type Expected, type Manifest, readEnvelope } from "./manifest.ts";
import { openMessageKey } from "./message.ts";
import { Shape } from "./shape.ts";
import { verify } from "./signing.ts";
import {
  FILES_LIMIT, NAME_LIMIT, start, type Summary, SUMMARY_LABEL, SUMMARY_SIZE, SUMMARY_TYPE, summaryOf, WORDS_LIMIT,
} from "./summary.ts";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

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

/**
 * The summary of one message, of which it is certain that its sender signed it for this message; null where there is none.
 * @throws {SealError} it is not what it must be. @throws {CannotCheck} this browser cannot tell.
 */
export async function openSummary(row: SealedSummary): Promise<Summary | null> {
  const { sealedKey, identities, summary, envelope, expected } = row;
  if (summary === "" && envelope === "") return null;
  if (summary === "") return summaryOf(await openSealedLetter(row));
  return readSummary(await open([await openMessageKey(fromB64(sealedKey), identities)], fromB64(summary)), expected);
}

/**
 * The letter itself, of which it is certain that it is the one that was received.
 * @throws {SealError} it is not. @throws {CannotCheck} this browser cannot tell.
 */
export async function openSealedLetter({ sealedKey, identities, envelope, expected }: SealedSummary): Promise<Manifest> {
  const identity = await openMessageKey(fromB64(sealedKey), identities);
  const sealed = fromB64(envelope);
  if ((await sha256Hex(sealed)) !== expected.envelope) throw new SealError("envelope", "not the letter that was received");
  return readEnvelope(await open([identity], sealed), expected);
}

/** Rejects with `envelope`, `sender-key`, `signature` or `message`, in this order. */
export async function readSummary(padded: Uint8Array, { senderKey, message, conversation }: Expected): Promise<Summary> {
  if (padded.length !== SUMMARY_SIZE) throw new SealError("envelope", "a summary of another size");
  const shape = Shape.parse(padded, "envelope").only("summary", "key", "signature");
  const text = shape.string("summary");
  if (shape.string("key") !== senderKey) throw new SealError("sender-key", "not the key that the log names");
  await verify(fromB64(senderKey), concat(SUMMARY_LABEL, utf8(text)), shape.decoded("signature", fromB64));
  const said = Shape.parse(text, "envelope").only("type", "message", "conversation", "words", "files");
  said.oneOf("type", SUMMARY_TYPE);
  const about = [said.matching("message", UUID), said.matching("conversation", UUID)];
  if (about.join() !== [message, conversation].join()) throw new SealError("message", "of another message");
  const files = said.texts("files", FILES_LIMIT, /^/).map((name) => start(name, NAME_LIMIT));
  return { words: said.text("words", WORDS_LIMIT), files };
}
