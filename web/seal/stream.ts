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

export type Stream = ReadableStream<Uint8Array>;
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

/** Opens `sealed` into `plain`, which must be exactly `plainSize(sealed.length)` long; on a failure, throw it away. */
export async function openInto(
  plain: Bytes, cipher: ChunkCipher, sealed: Bytes, onProgress?: OnProgress,
): Promise<void> {
  const steps = { from: CHUNK + TAG, to: CHUNK };
  await inChunks(sealed, plain, steps, (index, last, chunk) => cipher.open(index, last, chunk), onProgress);
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

export function sealStream(cipher: ChunkCipher, plain: Stream): Stream {
  return streamFrom(chunkByChunk(plain, CHUNK, (index, last, chunk) => cipher.seal(index, last, chunk)));
}

/** Gives authentic chunks in order, up to the first that is not: there the stream fails with `payload`. */
export function openStream(cipher: ChunkCipher, sealed: Stream): Stream {
  return streamFrom(chunkByChunk(sealed, CHUNK + TAG, async (index, last, chunk) => {
    const plain = await cipher.open(index, last, chunk);
    if (last && index > 0 && plain.length === 0) throw new SealError("payload", "empty last chunk");
    return plain;
  }));
}

async function* chunkByChunk(source: Stream, size: number, work: Work): AsyncGenerator<Bytes> {
  const cutter = new ChunkCutter(size);
  const underWay: Promise<Bytes>[] = [];
  let index = 0;
  const start = (last: boolean, chunk: Bytes): void => {
    const result = work(index++, last, chunk);
    // A failure is raised when it is this chunk's turn; until then it is not unhandled.
    result.catch(() => undefined);
    underWay.push(result);
  };
  for await (const piece of piecesOf(source)) {
    for (const chunk of cutter.cut(piece)) {
      start(false, chunk);
      if (underWay.length >= UNDER_WAY) yield await (underWay.shift() as Promise<Bytes>);
    }
  }
  start(true, cutter.rest());
  for (const result of underWay) yield await result;
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

export async function readAll(stream: Stream): Promise<Bytes> {
  const pieces: Uint8Array[] = [];
  for await (const piece of piecesOf(stream)) pieces.push(piece);
  return pieces.length === 1 && pieces[0] ? owned(pieces[0]) : concat(...pieces);
}

/** Not every browser iterates over a stream by itself. */
export async function* piecesOf(stream: Stream): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader();
  try {
    for (let read = await reader.read(); !read.done; read = await reader.read()) yield read.value;
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

/** A stream that asks for a piece only when it is read, so that a failure never overtakes what came before it. */
export function streamFrom(pieces: AsyncGenerator<Uint8Array>): Stream {
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await pieces.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    async cancel() {
      await pieces.return(undefined);
    },
  }, { highWaterMark: 0 });
}

export function streamOf(...pieces: readonly Uint8Array[]): Stream {
  return new ReadableStream({
    start(controller) {
      for (const piece of pieces) controller.enqueue(piece);
      controller.close();
    },
  });
}

export function prepended(first: Uint8Array, rest: Stream): Stream {
  return streamFrom(firstThen(first, rest));
}

async function* firstThen(first: Uint8Array, rest: Stream): AsyncGenerator<Uint8Array> {
  if (first.length > 0) yield first;
  yield* piecesOf(rest);
}
