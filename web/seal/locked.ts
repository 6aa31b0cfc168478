/**
 * A file locked with a code, for who has no key at hand: an armored age file with a passphrase (docs/formats.md, The file of a case to take
 * along). The code is drawn and never chosen, so that nobody guesses it.
 */
import { Decrypter, Encrypter } from "age-encryption";
import { openFrom } from "./age.ts";
import { type Bytes, owned, randomBytes } from "./bytes.ts";
import { SealError } from "./errors.ts";
import { piecesOf, type Stream, streamFrom } from "./stream.ts";

const BEGIN = "-----BEGIN AGE ENCRYPTED FILE-----\n";
const END = "-----END AGE ENCRYPTED FILE-----\n";
const LINE = 48;
/** Bytes that are armored at once: whole lines. */
const PIECE = LINE * 16384;
/** The same as text: each line of 64 signs with its end. */
const TEXT_PIECE = (PIECE / LINE) * 65;
/** Without what looks like a digit (Crockford). */
const SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const GROUPS = 5;
const IN_GROUP = 4;
/** The code is 100 bits: the work is for whoever opens, 64 MiB. */
const WORK_FACTOR = 16;

/** A code to write down: five groups of four signs. */
export function drawCode(): string {
  const signs = [...randomBytes(GROUPS * IN_GROUP)].map((byte) => SIGNS[byte % SIGNS.length] ?? "").join("");
  return grouped(signs);
}

/** A code as it was drawn, however it was typed; null for what is none. */
export function readCode(typed: string): string | null {
  const signs = typed.toUpperCase().replaceAll(/[\s-]/g, "").replaceAll("O", "0").replaceAll(/[IL]/g, "1");
  return signs.length === GROUPS * IN_GROUP && [...signs].every((sign) => SIGNS.includes(sign)) ? grouped(signs) : null;
}

const grouped = (signs: string): string => (signs.match(/.{4}/g) ?? []).join("-");

/** The armored file, in pieces of a Blob. */
export async function lock(plain: Stream, code: string): Promise<Blob> {
  const encrypter = new Encrypter();
  encrypter.setPassphrase(code);
  encrypter.setScryptWorkFactor(WORK_FACTOR);
  const parts: Blob[] = [new Blob([BEGIN])];
  for await (const piece of ofSize(await encrypter.encrypt(plain))) parts.push(new Blob([lines(piece)]));
  return new Blob([...parts, new Blob([END])]);
}

/** @throws {SealError} `no-match`: another code; `armor`, `header`, `mac`, `payload`: the file was changed. */
export async function unlock(armored: string, code: string): Promise<Stream> {
  const decrypter = new Decrypter();
  decrypter.addPassphrase(code);
  return openFrom(decrypter, streamFrom(bytesOf(armored)));
}

async function* ofSize(stream: Stream): AsyncGenerator<Bytes> {
  let held = new Uint8Array(PIECE);
  let size = 0;
  for await (const piece of piecesOf(stream)) {
    for (let at = 0; at < piece.length;) {
      const taken = piece.subarray(at, at + PIECE - size);
      held.set(taken, size);
      size += taken.length;
      at += taken.length;
      if (size < PIECE) continue;
      yield held;
      held = new Uint8Array(PIECE);
      size = 0;
    }
  }
  if (size > 0) yield held.subarray(0, size);
}

function lines(piece: Bytes): string {
  const found: string[] = [];
  for (let at = 0; at < piece.length; at += LINE) found.push(btoa(String.fromCharCode(...piece.subarray(at, at + LINE))), "\n");
  return found.join("");
}

async function* bytesOf(text: string): AsyncGenerator<Bytes> {
  const from = text.indexOf(BEGIN), to = text.indexOf(END);
  if (from < 0 || to < 0) throw new SealError("armor", "not an armored age file");
  for (let at = from + BEGIN.length; at < to; at += TEXT_PIECE) {
    const base64 = text.slice(at, Math.min(to, at + TEXT_PIECE)).replaceAll("\n", "");
    try {
      yield owned(Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0)));
    } catch (cause) {
      throw new SealError("armor", "no base64", { cause });
    }
  }
}
