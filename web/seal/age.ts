/**
 * age v1 files (age-encryption.org/v1). Headers, recipients and identities are the age library's; the payload runs on
 * WebCrypto's ChaCha20-Poly1305 where there is one and on the library's own loop elsewhere.
 */
import { armor, Decrypter, Encrypter, generateHybridIdentity as generate, identityToRecipient } from "age-encryption";
import { bech32 } from "./bech32.ts";
import { type Bytes, concat, owned, randomBytes } from "./bytes.ts";
import { type ChunkCipher, nativeCipher } from "./cipher.ts";
import { SealError } from "./errors.ts";
import { NONCE, splitBytes, splitStream } from "./header.ts";
import {
  type OnProgress, openInto, openStream, piecesOf, plainSize, prepended, readAll, sealedSize, sealInto, sealStream,
  type Stream, streamFrom, streamOf, TAG,
} from "./stream.ts";

export interface AgeOptions {
  /** `library` forces the library's payload loop; for tests and measurements. */
  payload?: "native" | "library";
  /** Bytes of input done and in all; only for whole arrays. */
  onProgress?: OnProgress;
  /** Gives the room for the result; only for whole arrays and the native payload. */
  allocate?: (size: number) => Bytes;
}

export async function generateHybridIdentity(): Promise<string> {
  return generate();
}

export function identityFromSeed(seed: Uint8Array): string {
  if (seed.length !== 32) throw new SealError("key-format", "an identity is a seed of 32 bytes");
  return bech32("age-secret-key-pq-", seed).toUpperCase();
}

export async function recipientOf(identity: string): Promise<string> {
  try {
    return await identityToRecipient(identity);
  } catch (cause) {
    throw new SealError("key-format", "not an identity", { cause });
  }
}

export async function seal(recipients: readonly string[], plain: Uint8Array, options?: AgeOptions): Promise<Bytes>;
export async function seal(recipients: readonly string[], plain: Stream, options?: AgeOptions): Promise<Stream>;
export async function seal(
  recipients: readonly string[], plain: Uint8Array | Stream, options: AgeOptions = {},
): Promise<Bytes | Stream> {
  const encrypter = encrypterFor(recipients);
  const { header, fileKey, nonce } = await newOpening(encrypter);
  const cipher = await cipherFor(fileKey, nonce, options);
  if (!cipher) return sealByLibrary(encrypter, plain);
  const prefix = concat(header, nonce);
  if (plain instanceof ReadableStream) return prepended(prefix, sealStream(cipher, plain));
  const sealed = roomFor(prefix.length + sealedSize(plain.length), options);
  sealed.set(prefix);
  await sealInto(sealed.subarray(prefix.length), cipher, owned(plain), options.onProgress);
  return sealed;
}

/** Rejects with `header`, `no-match`, `mac` or `payload`; a stream fails with `payload` at the first false chunk. */
export async function open(identities: readonly string[], sealed: Uint8Array, options?: AgeOptions): Promise<Bytes>;
export async function open(identities: readonly string[], sealed: Stream, options?: AgeOptions): Promise<Stream>;
export async function open(
  identities: readonly string[], sealed: Uint8Array | Stream, options: AgeOptions = {},
): Promise<Bytes | Stream> {
  const decrypter = decrypterFor(identities);
  if (sealed instanceof ReadableStream) return openFrom(decrypter, sealed, options);
  return openWhole(decrypter, owned(sealed), options);
}

/** Opens a whole file with a decrypter that is already furnished. */
export async function openWhole(decrypter: Decrypter, sealed: Bytes, options: AgeOptions = {}): Promise<Bytes> {
  const { header, nonce, payload } = splitBytes(sealed);
  const cipher = await cipherFor(await fileKeyOf(decrypter, header), nonce, options);
  if (!cipher) return readAll(await openByLibrary(decrypter, streamOf(sealed)));
  const plain = roomFor(plainSize(payload.length), options);
  await openInto(plain, cipher, payload, options.onProgress);
  return plain;
}

/** Opens a stream with a decrypter that is already furnished. */
export async function openFrom(decrypter: Decrypter, sealed: Stream, options: AgeOptions = {}): Promise<Stream> {
  const { header, nonce, payload } = await splitStream(sealed);
  const cipher = await cipherFor(await fileKeyOf(decrypter, header), nonce, options);
  if (!cipher) return openByLibrary(decrypter, prepended(concat(header, nonce), payload));
  return openStream(cipher, payload);
}

function roomFor(size: number, { allocate }: AgeOptions): Bytes {
  return allocate ? allocate(size) : new Uint8Array(size);
}

/** The binary file inside an armored one. */
export function dearmor(text: string): Bytes {
  try {
    return owned(armor.decode(text));
  } catch (cause) {
    throw new SealError("armor", "not an armored age file", { cause });
  }
}

function encrypterFor(recipients: readonly string[]): Encrypter {
  if (recipients.length === 0) throw new SealError("recipients", "none");
  // A file is as strong as its weakest stanza: who seals to a hybrid key expects it to outlast X25519.
  const hybrid = recipients.filter((recipient) => recipient.startsWith("age1pq1"));
  if (hybrid.length % recipients.length !== 0) throw new SealError("recipients", "hybrid and classical in one file");
  const encrypter = new Encrypter();
  for (const recipient of recipients) {
    refuse("recipient", () => encrypter.addRecipient(recipient));
  }
  return encrypter;
}

function decrypterFor(identities: readonly string[]): Decrypter {
  const decrypter = new Decrypter();
  for (const identity of identities) {
    refuse("identity", () => decrypter.addIdentity(identity));
  }
  return decrypter;
}

function refuse(what: string, add: () => void): void {
  try {
    add();
  } catch (cause) {
    throw new SealError("key-format", `not a known ${what}`, { cause });
  }
}

/**
 * A header of the library and the file key it carries. The library shows its file key to a recipient alone, so one more
 * recipient, that adds no stanza, takes it; the empty payload behind the header is dropped. Our payload has a nonce of
 * its own and therefore another payload key.
 */
async function newOpening(encrypter: Encrypter): Promise<{ header: Bytes; fileKey: Bytes; nonce: Bytes }> {
  let fileKey: Bytes | undefined;
  encrypter.addRecipient({
    wrapFileKey(key) {
      fileKey = new Uint8Array(key);
      return [];
    },
  });
  const file = owned(await encryptNothing(encrypter));
  if (!fileKey) throw new SealError("header", "the library made no file key");
  return { header: file.subarray(0, file.length - NONCE - TAG), fileKey, nonce: randomBytes(NONCE) };
}

/** A recipient that is spelled well can still hold a key that nothing may be sealed to. */
async function encryptNothing(encrypter: Encrypter): Promise<Uint8Array> {
  try {
    return await encrypter.encrypt(new Uint8Array(0));
  } catch (cause) {
    throw new SealError("key-format", "not a key to seal to", { cause });
  }
}

async function sealByLibrary(encrypter: Encrypter, plain: Uint8Array | Stream): Promise<Bytes | Stream> {
  return plain instanceof ReadableStream ? encrypter.encrypt(plain) : owned(await encrypter.encrypt(plain));
}

/** The header has been read before: what fails from here on is the payload. */
async function openByLibrary(decrypter: Decrypter, sealed: Stream): Promise<Stream> {
  return streamFrom(failingAsPayload(await decrypter.decrypt(sealed)));
}

async function* failingAsPayload(stream: Stream): AsyncGenerator<Uint8Array> {
  try {
    yield* piecesOf(stream);
  } catch (cause) {
    throw new SealError("payload", "not authentic", { cause });
  }
}

async function cipherFor(fileKey: Bytes, nonce: Bytes, options: AgeOptions): Promise<ChunkCipher | null> {
  return options.payload === "library" ? null : nativeCipher(fileKey, nonce);
}

async function fileKeyOf(decrypter: Decrypter, header: Bytes): Promise<Bytes> {
  try {
    return owned(await decrypter.decryptHeader(header));
  } catch (cause) {
    throw headerError(cause);
  }
}

/** The library tells its failures apart by their text alone; the public vectors hold these two to it. */
function headerError(cause: unknown): SealError {
  const text = cause instanceof Error ? cause.message : "";
  if (text === "no identity matched any of the file's recipients") return new SealError("no-match", text, { cause });
  if (text === "invalid header HMAC") return new SealError("mac", text, { cause });
  return new SealError("header", text, { cause });
}
