/** Ed25519 of WebCrypto, with a 32-byte seed as the private key. */
import { type Bytes, concat, fromB64url, randomBytes } from "./bytes.ts";
import { SealError } from "./errors.ts";

/** PKCS #8 of an Ed25519 key up to the seed (RFC 8410): the only form in which WebCrypto takes a seed. */
const PKCS8_PREFIX = Uint8Array.of(
  0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20,
);

export function newSigningSeed(): Bytes {
  return randomBytes(32);
}

export async function signingPublic(seed: Uint8Array): Promise<Bytes> {
  const { x } = await crypto.subtle.exportKey("jwk", await importSeed(seed, true));
  if (x === undefined) throw new SealError("key-format", "no public half");
  return fromB64url(x);
}

export async function sign(seed: Uint8Array, message: Bytes): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.sign("Ed25519", await importSeed(seed, false), message));
}

/** Rejects with `signature` unless the signature holds; there is no result to overlook. */
export async function verify(publicKey: Bytes, message: Bytes, signature: Bytes): Promise<void> {
  const key = await importPublic(publicKey);
  const holds = await crypto.subtle.verify("Ed25519", key, signature, message);
  if (!holds) throw new SealError("signature", "does not hold");
}

async function importSeed(seed: Uint8Array, extractable: boolean): Promise<CryptoKey> {
  if (seed.length !== 32) throw new SealError("key-format", "a signing seed is 32 bytes");
  return crypto.subtle.importKey("pkcs8", concat(PKCS8_PREFIX, seed), "Ed25519", extractable, ["sign"]);
}

async function importPublic(publicKey: Bytes): Promise<CryptoKey> {
  try {
    return await crypto.subtle.importKey("raw", publicKey, "Ed25519", false, ["verify"]);
  } catch (cause) {
    throw new SealError("signature", "not an Ed25519 public key", { cause });
  }
}
