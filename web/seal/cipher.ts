import type { Bytes } from "./bytes.ts";
import { derive } from "./derive.ts";
import { SealError } from "./errors.ts";

/** Seals and opens single chunks of one age payload under the key that belongs to it. */
export interface ChunkCipher {
  seal(index: number, last: boolean, chunk: Bytes): Promise<Bytes>;
  /** Rejects with `payload` when the chunk is not authentic. */
  open(index: number, last: boolean, chunk: Bytes): Promise<Bytes>;
}

/**
 * ChaCha20-Poly1305 of WebCrypto, or null where this browser has none. The name and the `raw-secret` key format are
 * those of the WICG draft "Modern Algorithms in the Web Cryptography API", as in Chromium 156 and Node 24.
 */
export async function nativeCipher(fileKey: Bytes, nonce: Bytes): Promise<ChunkCipher | null> {
  const key = await importPayloadKey(await derive(fileKey, "payload", nonce));
  return key && { seal: (...chunk) => sealChunk(key, ...chunk), open: (...chunk) => openChunk(key, ...chunk) };
}

async function importPayloadKey(raw: Bytes): Promise<CryptoKey | null> {
  // The draft's format is unknown to TypeScript's DOM library.
  const format = "raw-secret" as "raw";
  try {
    return await crypto.subtle.importKey(format, raw, { name: "ChaCha20-Poly1305" }, false, ["encrypt", "decrypt"]);
  } catch {
    return null;
  }
}

async function sealChunk(key: CryptoKey, index: number, last: boolean, chunk: Bytes): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.encrypt(params(index, last), key, chunk));
}

async function openChunk(key: CryptoKey, index: number, last: boolean, chunk: Bytes): Promise<Bytes> {
  try {
    return new Uint8Array(await crypto.subtle.decrypt(params(index, last), key, chunk));
  } catch (cause) {
    throw new SealError("payload", `chunk ${index} is not authentic`, { cause });
  }
}

/** An 11-byte big-endian counter and a flag for the last chunk: a nonce repeats for no chunk of a payload key. */
function params(index: number, last: boolean): { name: string; iv: Bytes } {
  const iv = new Uint8Array(12);
  const view = new DataView(iv.buffer);
  view.setUint32(3, Math.floor(index / 2 ** 32));
  view.setUint32(7, index % 2 ** 32);
  view.setUint8(11, last ? 1 : 0);
  return { name: "ChaCha20-Poly1305", iv };
}
