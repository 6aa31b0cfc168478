/** Where the header of an age file ends, so that the library can read the header and our own loop the payload. */
import { type Bytes, concat, owned } from "./bytes.ts";
import { SealError } from "./errors.ts";

export const NONCE = 16;
const NEWLINE = 10;
/** Ten thousand hybrid recipients. A reader must not be made to buffer a stream that never ends its header. */
const LONGEST = 16 * 1024 * 1024;
const MAC_LINE = [0x2d, 0x2d, 0x2d, 0x20]; // "--- "

export interface Opening {
  header: Bytes;
  nonce: Bytes;
}

/** The header, the payload nonce, and where the payload starts. */
export function splitBytes(file: Bytes): Opening & { payload: Bytes } {
  const end = headerEnd(file);
  if (end === null || file.length < end + NONCE) throw new SealError("header", "incomplete");
  return { header: file.subarray(0, end), nonce: file.subarray(end, end + NONCE), payload: file.subarray(end + NONCE) };
}

export async function splitStream(
  file: ReadableStream<Uint8Array>,
): Promise<Opening & { payload: ReadableStream<Uint8Array> }> {
  const reader = file.getReader();
  let read = new Uint8Array(0);
  let end: number | null = null;
  while (end === null || read.length < end + NONCE) {
    const { done, value } = await reader.read();
    if (done || read.length > LONGEST) throw new SealError("header", done ? "incomplete" : "too long");
    read = concat(read, value);
    if (end === null && value.includes(NEWLINE)) end = headerEnd(read);
  }
  reader.releaseLock();
  const { header, nonce, payload } = splitBytes(read);
  return { header, nonce, payload: file.pipeThrough(startingWith(payload)) };
}

function headerEnd(bytes: Uint8Array): number | null {
  for (let start = 0; start < Math.min(bytes.length, LONGEST); ) {
    const newline = bytes.indexOf(NEWLINE, start);
    if (newline < 0) return null;
    if (MAC_LINE.every((byte, at) => bytes[start + at] === byte)) return newline + 1;
    start = newline + 1;
  }
  return null;
}

function startingWith(first: Bytes): TransformStream<Uint8Array, Uint8Array> {
  return new TransformStream({
    start(controller) {
      if (first.length > 0) controller.enqueue(owned(first));
    },
  });
}
