/** Ed25519 for browsers whose WebCrypto has none (Chromium before 137, Firefox before 129). Loaded only there. */
import { ed25519 } from "@noble/curves/ed25519.js";
import { type Bytes, owned } from "./bytes.ts";

export const publicOf = (seed: Uint8Array): Bytes => owned(ed25519.getPublicKey(seed));

export const signed = (seed: Uint8Array, message: Bytes): Bytes => owned(ed25519.sign(message, seed));

/** By RFC 8032 without the tolerance of ZIP 215; a key or signature that cannot be read does not hold. */
export function holds(publicKey: Bytes, message: Bytes, signature: Bytes): boolean {
  try {
    return ed25519.verify(signature, message, publicKey, { zip215: false });
  } catch {
    return false;
  }
}
