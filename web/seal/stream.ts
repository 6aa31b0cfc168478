/**
 * The payload of an age file: STREAM over 64 KiB chunks, several chunks under way at once, delivered in order.
 *
 * Nothing of a chunk is released before it is authenticated; the functions on whole arrays release nothing before the
 * last chunk is.
 */
import { type Bytes, concat, owned } from "./bytes.ts";
import type { ChunkCipher } from "./cipher.ts";
import { SealError } from "./errors.ts";

export const CHUNK = 64 * 1024;
export const TAG = 16;
const UNDER_WAY = 8;

export type OnProgress = (done: number, total: number) => void;

export function sealedSize(plainSize: number): number {
  return plainSize + TAG * Math.max(1, Math.ceil(plainSize / CHUNK));
}

/** The only plaintext size a payload of this size can have; `payload` when there is none. */
export function plainSize(size: number): number {
  const chunks = Math.max(1, Math.ceil(size / (CHUNK + TAG)));
  const last = size - (chunks - 1) * (CHUNK + TAG);
  // A last chunk without content is only allowed as the only chunk.
  if (last < TAG || (last === TAG && chunks > 1)) throw new SealError("payload", "impossible size");
  return size - chunks * TAG;
}

/** Seals `plain` into `out`, which must be exactly `sealedSize(plain.length)` long. */
export async function sealInto(out: Bytes, cipher: ChunkCipher, plain: Bytes, onProgress?: OnProgress): Promise<void> {
  const steps = { from: CHUNK, to: CHUNK + TAG };
  await inChunks(plain, out, steps, (index, last, chunk) => cipher.seal(index, last, chunk), onProgress);
}

export async function openAll(cipher: ChunkCipher, sealed: Bytes, onProgress?: OnProgress): Promise<Bytes> {
  const plain = new Uint8Array(plainSize(sealed.length));
  const steps = { from: CHUNK + TAG, to: CHUNK };
  await inChunks(sealed, plain, steps, (index, last, chunk) => cipher.open(index, last, chunk), onProgress);
  return plain;
}

type Work = (index: number, last: boolean, chunk: Bytes) => Promise<Bytes>;

async function inChunks(
  source: Bytes, target: Bytes, steps: { from: number; to: number }, work: Work, onProgress?: OnProgress,
): Promise<void> {
  const count = Math.max(1, Math.ceil(source.length / steps.from));
  let next = 0;
  let done = 0;
  const lane = async (): Promise<void> => {
    while (next < count) {
      const index = next++;
      const chunk = source.subarray(index * steps.from, (index + 1) * steps.from);
      target.set(await work(index, index === count - 1, chunk), index * steps.to);
      done += chunk.length;
      onProgress?.(done, source.length);
    }
  };
  await Promise.all(Array.from({ length: Math.min(UNDER_WAY, count) }, lane));
}

export function sealStream(cipher: ChunkCipher): TransformStream<Uint8Array, Uint8Array> {
  return chunkStream(CHUNK, (index, last, chunk) => cipher.seal(index, last, chunk));
}

export function openStream(cipher: ChunkCipher): TransformStream<Uint8Array, Uint8Array> {
  return chunkStream(CHUNK + TAG, async (index, last, chunk) => {
    const plain = await cipher.open(index, last, chunk);
    if (last && index > 0 && plain.length === 0) throw new SealError("payload", "empty last chunk");
    return plain;
  });
}

function chunkStream(size: number, work: Work): TransformStream<Uint8Array, Uint8Array> {
  const cutter = new ChunkCutter(size);
  const queue: Promise<Bytes>[] = [];
  let index = 0;
  const start = (chunk: Bytes, last: boolean): void => {
    const result = work(index++, last, chunk);
    // The failure is raised when this chunk's turn comes; until then it is not unhandled.
    result.catch(() => undefined);
    queue.push(result);
  };
  const deliver = async (controller: TransformStreamDefaultController<Uint8Array>, keep: number): Promise<void> => {
    for (let oldest; queue.length > keep && (oldest = queue.shift()); ) controller.enqueue(await oldest);
  };
  return new TransformStream({
    async transform(piece, controller) {
      for (const chunk of cutter.cut(piece)) {
        start(chunk, false);
        await deliver(controller, UNDER_WAY - 1);
      }
    },
    async flush(controller) {
      start(cutter.rest(), true);
      await deliver(controller, 0);
    },
  });
}

/** Cuts pieces of any size into chunks of one size, holding back a full chunk until it is known not to be the last. */
class ChunkCutter {
  readonly #size: number;
  #held: Bytes;
  #used = 0;

  constructor(size: number) {
    this.#size = size;
    this.#held = new Uint8Array(size);
  }

  *cut(piece: Uint8Array): Generator<Bytes> {
    for (let at = 0; at < piece.length; ) {
      if (this.#used === this.#size) yield this.#release();
      const part = piece.subarray(at, at + this.#size - this.#used);
      this.#held.set(part, this.#used);
      this.#used += part.length;
      at += part.length;
    }
  }

  rest(): Bytes {
    return this.#held.subarray(0, this.#used);
  }

  #release(): Bytes {
    const full = this.#held;
    this.#held = new Uint8Array(this.#size);
    this.#used = 0;
    return full;
  }
}

export async function readAll(stream: ReadableStream<Uint8Array>): Promise<Bytes> {
  const pieces: Uint8Array[] = [];
  for await (const piece of stream) pieces.push(piece);
  return pieces.length === 1 && pieces[0] ? owned(pieces[0]) : concat(...pieces);
}

export function streamOf(...pieces: readonly Uint8Array[]): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      for (const piece of pieces) controller.enqueue(piece);
      controller.close();
    },
  });
}
