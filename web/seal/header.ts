/** Where the header of an age file ends, so that the library can read the header and our own loop the payload. */
import { type Bytes, concat } from "./bytes.ts";
import { SealError } from "./errors.ts";
import { prepended, type Stream } from "./stream.ts";

export const NONCE = 16;
const NEWLINE = 10;
/** Ten thousand hybrid recipients. A reader must not be made to buffer a stream that never ends its header. */
const LONGEST = 16 * 1024 * 1024;
const MAC_MARK = [0x2d, 0x2d, 0x2d, 0x20]; // "--- "
/** The mark, 32 bytes in base64 without padding, and the newline. The library does not look at the size of a MAC. */
const MAC_LINE = 4 + 43 + 1;

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

export async function splitStream(file: Stream): Promise<Opening & { payload: Stream }> {
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
  return { header, nonce, payload: prepended(payload, file) };
}

function headerEnd(bytes: Uint8Array): number | null {
  for (let start = 0; start < Math.min(bytes.length, LONGEST); ) {
    const newline = bytes.indexOf(NEWLINE, start);
    if (newline < 0) return null;
    const ending = MAC_MARK.every((byte, at) => bytes[start + at] === byte);
    if (ending && newline + 1 - start !== MAC_LINE) throw new SealError("header", "MAC of another size");
    if (ending) return newline + 1;
    start = newline + 1;
  }
  return null;
}
