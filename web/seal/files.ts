/** Sealing and opening whole files, with the sums of what goes in and what comes out. Runs in the worker. */
import { open, seal } from "./age.ts";
import type { Bytes } from "./bytes.ts";
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

export type SealedPart = Omit<SealedFile, "plainSha256">;

export interface ExpectedSums {
  size: number;
  sha256: string;
}

/**
 * Seals and opens files one after another, in one piece of memory: most of the time fresh memory costs goes into the
 * first touch of its pages, not into the cipher.
 */
export class FileSealer {
  readonly #room = new Room();

  /** Everything but the sum of the plaintext: `give` gets it, read and sealed, so that another core may take that. */
  async seal(
    file: Blob, recipients: readonly string[], onProgress: OnProgress, give: (plain: Bytes) => void,
  ): Promise<SealedPart> {
    const plain = await bytesOf(file);
    const size = plain.length;
    const sealed = await seal(recipients, plain, { onProgress, allocate: (room) => this.#room.take(room) });
    give(plain);
    const sealedSha256 = await sha256Hex(sealed);
    return { sealed: new Blob([sealed], { type: "application/age" }), size, sealedSize: sealed.length, sealedSha256 };
  }

  /** The plaintext, all of it authenticated and equal to what the manifest names; else `SealError`, and nothing. */
  async open(
    ciphertext: Blob | ArrayBuffer, identities: readonly string[], expected: ExpectedSums, onProgress: OnProgress,
  ): Promise<Blob> {
    try {
      const sealed = await bytesOf(ciphertext);
      const plain = await open(identities, sealed, { onProgress, allocate: (size) => this.#room.take(size) });
      // The size first: it costs nothing, and it is the check that comes first.
      const sha256 = plain.length === expected.size ? await sha256Hex(plain) : "";
      checkSums(expected, { size: plain.length, sha256 });
      return new Blob([plain]);
    } finally {
      this.#room.wipe();
    }
  }
}

/** Memory that is used again, up to what is worth keeping. */
class Room {
  static readonly #kept = 32 * 1024 * 1024;
  #bytes: Bytes = new Uint8Array(0);
  #used = 0;

  take(size: number): Bytes {
    if (size > Room.#kept) return new Uint8Array(size);
    if (this.#bytes.length < size) this.#bytes = new Uint8Array(size);
    this.#used = Math.max(this.#used, size);
    return this.#bytes.subarray(0, size);
  }

  wipe(): void {
    this.#bytes.fill(0, 0, this.#used);
    this.#used = 0;
  }
}

async function bytesOf(source: Blob | ArrayBuffer): Promise<Bytes> {
  return new Uint8Array(source instanceof Blob ? await source.arrayBuffer() : source);
}
