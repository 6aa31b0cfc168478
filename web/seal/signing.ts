/** Ed25519 with a 32-byte seed as the private key: of WebCrypto, and of a library where this browser has none. */
import { type Bytes, concat, fromB64url, randomBytes } from "./bytes.ts";
import { CannotCheck, SealError } from "./errors.ts";

/** PKCS #8 of an Ed25519 key up to the seed (RFC 8410): the only form in which WebCrypto takes a seed. */
const PKCS8_PREFIX = Uint8Array.of(
  0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20,
);

export function newSigningSeed(): Bytes {
  return randomBytes(32);
}

/** The 32 bytes of the public key. @throws {CannotCheck} this browser cannot sign. */
export async function signingPublic(seed: Uint8Array): Promise<Bytes> {
  checkSeed(seed);
  if (!(await hasNative())) return (await library()).publicOf(seed);
  const { x } = await crypto.subtle.exportKey("jwk", await importSeed(seed, true));
  if (x === undefined) throw new SealError("key-format", "no public half");
  return fromB64url(x);
}

/** @throws {CannotCheck} this browser cannot sign. */
export async function sign(seed: Uint8Array, message: Bytes): Promise<Bytes> {
  checkSeed(seed);
  if (!(await hasNative())) return (await library()).signed(seed, message);
  return new Uint8Array(await crypto.subtle.sign("Ed25519", await importSeed(seed, false), message));
}

/** Rejects with `signature` unless the signature holds. @throws {CannotCheck} this browser cannot tell. */
export async function verify(publicKey: Bytes, message: Bytes, signature: Bytes): Promise<void> {
  if (!(await holds(publicKey, message, signature))) throw new SealError("signature", "does not hold");
}

/** Whether a signature holds; false for a key that is none. @throws {CannotCheck} this browser cannot tell. */
export async function holds(publicKey: Bytes, message: Bytes, signature: Bytes): Promise<boolean> {
  if (!(await hasNative())) return (await library()).holds(publicKey, message, signature);
  const key = await importPublic(publicKey);
  return key !== null && crypto.subtle.verify("Ed25519", key, signature, message);
}

let native: Promise<boolean> | undefined;

/** Whether WebCrypto knows Ed25519: asked with a seed that is always right, so that a refusal says nothing of a key. */
function hasNative(): Promise<boolean> {
  native ??= importSeed(new Uint8Array(32), false).then(() => true, () => false);
  return native;
}

async function library(): Promise<typeof import("./ed25519.ts")> {
  try {
    return await import("./ed25519.ts");
  } catch (cause) {
    throw new CannotCheck("no Ed25519", { cause });
  }
}

function checkSeed(seed: Uint8Array): void {
  if (seed.length !== 32) throw new SealError("key-format", "a signing seed is 32 bytes");
}

async function importSeed(seed: Uint8Array, extractable: boolean): Promise<CryptoKey> {
  return crypto.subtle.importKey("pkcs8", concat(PKCS8_PREFIX, seed), "Ed25519", extractable, ["sign"]);
}

/** Null for what is no Ed25519 public key. */
async function importPublic(publicKey: Bytes): Promise<CryptoKey | null> {
  try {
    return await crypto.subtle.importKey("raw", publicKey, "Ed25519", false, ["verify"]);
  } catch {
    return null;
  }
}
