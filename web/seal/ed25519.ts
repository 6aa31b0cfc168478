/**
 * Ed25519 for browsers whose WebCrypto has none (Chromium before 137, Firefox before 129). Loaded only there, and from a library
 * that shares no module with the rest: what two bundles share, every page would load.
 */
import { getPublicKeyAsync, signAsync, verifyAsync } from "@noble/ed25519";
import { type Bytes, owned } from "./bytes.ts";

export const publicOf = async (seed: Uint8Array): Promise<Bytes> => owned(await getPublicKeyAsync(seed));

export const signed = async (seed: Uint8Array, message: Bytes): Promise<Bytes> => owned(await signAsync(message, seed));

/** By RFC 8032 without the tolerance of ZIP 215; a key or signature that cannot be read does not hold. */
export async function holds(publicKey: Bytes, message: Bytes, signature: Bytes): Promise<boolean> {
  try {
    return await verifyAsync(signature, message, publicKey, { zip215: false });
  } catch {
    return false;
  }
}
