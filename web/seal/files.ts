/** Sealing and opening whole files, with the sums of what goes in and what comes out. Runs in the worker. */
import { open, seal } from "./age.ts";
import { type Bytes } from "./bytes.ts";
import { sha256Hex } from "./derive.ts";
import { checkSums } from "./manifest.ts";
import type { OnProgress } from "./stream.ts";

export interface SealedFile {
  sealed: Blob;
  /** Of the plaintext: what the manifest names. */
  size: number;
  plainSha256: string;
  /** Of the ciphertext: what the server checks at upload. */
  sealedSize: number;
  sealedSha256: string;
}

export interface ExpectedSums {
  size: number;
  sha256: string;
}

export async function sealFile(
  file: Blob, recipients: readonly string[], onProgress?: OnProgress,
): Promise<SealedFile> {
  const plain = await bytesOf(file);
  // Both copy the plaintext at once, and work side by side.
  const hashing = sha256Hex(plain);
  const sealed = await seal(recipients, plain, onProgress ? { onProgress } : {});
  const sealedHashing = sha256Hex(sealed);
  return {
    sealed: new Blob([sealed], { type: "application/age" }),
    size: plain.length,
    plainSha256: await hashing,
    sealedSize: sealed.length,
    sealedSha256: await sealedHashing,
  };
}

/** The plaintext, all of it authenticated and equal to what the manifest names; else `SealError`, and nothing. */
export async function openFile(
  ciphertext: Blob | ArrayBuffer, identities: readonly string[], expected: ExpectedSums, onProgress?: OnProgress,
): Promise<Blob> {
  const plain = await open(identities, await bytesOf(ciphertext), onProgress ? { onProgress } : {});
  // The size first: it costs nothing, and is the check that comes first.
  checkSums(expected, { size: plain.length, sha256: plain.length === expected.size ? await sha256Hex(plain) : "" });
  return new Blob([plain]);
}

async function bytesOf(source: Blob | ArrayBuffer): Promise<Bytes> {
  return new Uint8Array(source instanceof Blob ? await source.arrayBuffer() : source);
}
