/** What this device says of its failed tries to hand a message in (docs/formats.md, Attempts). Twin of seal/attempts.py. */
import { type Bytes, concat, utf8 } from "./bytes.ts";
import { canonical } from "./canonical.ts";
import { sign } from "./signing.ts";

export const ATTEMPTS_TYPE = "zegel/attempts/v1";
export const MOST_ATTEMPTS = 200;
const LABEL = utf8("zegel/attempts/v1\n");

export interface Attempt {
  /** By the clock of this device, in whole seconds of UTC. */
  readonly at: string;
  readonly what: "message" | "file";
  /** Of the answer; 0 when there was none. */
  readonly status: number;
  /** SHA-256, in hex, of the sealed envelope or file. */
  readonly sealed: string;
}

/** The document, and the sender's signature of it; `envelope` is the sum of the sealed envelope it goes with. */
export async function signedAttempts(
  message: string, envelope: string, attempts: readonly Attempt[], seed: Uint8Array,
): Promise<{ document: Bytes; signature: Bytes }> {
  const document = utf8(canonical({ type: ATTEMPTS_TYPE, message, envelope, attempts: [...attempts] }));
  return { document, signature: await sign(seed, concat(LABEL, document)) };
}

export function momentOf(at: Date): string {
  return `${at.toISOString().slice(0, 19)}Z`;
}
