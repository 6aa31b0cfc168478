/** What proves a log, written from RFC 9162 (2.1) and the C2SP texts, apart from the Python core: hashes, signed notes, tiles. */
import { b64, concat, utf8 } from "../seal/bytes.ts";
import { holds } from "../seal/signing.ts";

export class LogError extends Error {}

const HASH = 32;
const WIDTH = 256;
const NOTE_LIMIT = 64 * 1024;
const PATH_LIMIT = 64;
const SIGNATURE = /^\u2014 ([^ \n+]+) ([A-Za-z0-9+/]+={0,2})$/;
const BODY = /^([^\n]+)\n(0|[1-9][0-9]{0,15})\n([A-Za-z0-9+/]{43}=)\n(?:[^\n]+\n)*$/;
// What Python calls printable: neither control, format, unassigned nor private signs, and no space but the plain one.
const UNPRINTABLE = /[\p{C}\p{Zl}\p{Zp}]|(?! )\p{Zs}/u;

export interface State { readonly origin: string; readonly size: number; readonly root: Uint8Array }

/** The one spelling only: a second one of the same bytes is refused, as every reader must. */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  let bytes: Uint8Array<ArrayBuffer> | undefined;
  try {
    bytes = Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
  } catch {
    bytes = undefined;
  }
  if (bytes === undefined || bytes.length === 0 || b64(bytes) !== text) throw new LogError("no base64");
  return bytes;
}

/** The 32 bytes of a hash or key. */
export function hashOf(text: string): Uint8Array<ArrayBuffer> {
  const bytes = fromBase64(text);
  if (bytes.length !== HASH) throw new LogError("no base64");
  return bytes;
}

export const same = (left: Uint8Array, right: Uint8Array): boolean =>
  left.length === right.length && left.every((byte, at) => byte === right[at]);

export async function sha256(...parts: Uint8Array[]): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", concat(...parts)));
}

export const leafHash = (entry: Uint8Array): Promise<Uint8Array> => sha256(Uint8Array.of(0), entry);
const nodeHash = (left: Uint8Array, right: Uint8Array): Promise<Uint8Array> => sha256(Uint8Array.of(1), left, right);

/** The largest power of two below `size`, where a tree splits. */
function split(size: number): number {
  let left = 1;
  while (left * 2 < size) left *= 2;
  return left;
}

/** The root that leaf `index` of a tree of `size` leads to by this path (2.1.3.2, by recursion over the tree's shape). */
export async function rootFrom(leaf: Uint8Array, index: number, size: number, path: readonly Uint8Array[]): Promise<Uint8Array> {
  if (!Number.isSafeInteger(index) || index < 0 || index >= size) throw new LogError("no such leaf");
  if (size === 1) {
    if (path.length > 0) throw new LogError("path");
    return leaf;
  }
  const sibling = path.at(-1);
  if (!sibling) throw new LogError("path");
  const below = path.slice(0, -1), left = split(size);
  return index < left
    ? nodeHash(await rootFrom(leaf, index, left, below), sibling)
    : nodeHash(sibling, await rootFrom(leaf, index - left, size - left, below));
}

interface Divided { readonly body: string; readonly lines: readonly { readonly signer: string; readonly bytes: Uint8Array<ArrayBuffer> }[] }

/** The text of a signed note and its signature lines; nothing is checked yet. */
export function divided(note: string): Divided {
  const cut = note.lastIndexOf("\n\n");
  if (cut < 0 || !note.endsWith("\n") || Array.from(note).length > NOTE_LIMIT) throw new LogError("no signed note");
  const lines = note.slice(cut + 2, -1).split("\n").map((line) => {
    const [, signer, text] = SIGNATURE.exec(line) ?? [];
    if (signer === undefined || text === undefined) throw new LogError("no signed note");
    return { signer, bytes: fromBase64(text) };
  });
  return { body: note.slice(0, cut + 1), lines };
}

/** The text of a note that this key signed under this name (signed-note.md). */
export async function opened(note: string, name: string, key: Uint8Array): Promise<string> {
  const { body, lines } = divided(note);
  const id = (await sha256(utf8(`${name}\n`), Uint8Array.of(1), key)).subarray(0, 4);
  const ours = lines.find(({ signer, bytes }) => signer === name && same(bytes.subarray(0, 4), id));
  if (ours === undefined || !(await holds(concat(key), utf8(body), ours.bytes.subarray(4)))) throw new LogError("key");
  return body;
}

/** The state of a log that this key signed (tlog-checkpoint.md). */
export async function stateOf(note: string, name: string, key: Uint8Array): Promise<State> {
  const body = await opened(note, name, key);
  const [, origin, size, root] = BODY.exec(body) ?? [];
  if (origin === undefined || size === undefined || root === undefined || UNPRINTABLE.test(body.replaceAll("\n", ""))) throw new LogError("no checkpoint");
  if (origin !== name) throw new LogError("another log");
  return { origin, size: Number(size), root: hashOf(root) };
}

/** The keys to trust when `trusted` are: those, and every one that a trusted key announced. */
export async function followed(notes: readonly string[], origin: string, trusted: readonly string[]): Promise<string[]> {
  const found = [...trusted];
  if (notes.length > PATH_LIMIT) throw new LogError("no announcement");
  for (const note of notes) {
    const lines = note.split("\n");
    const [type, log, old, fresh] = lines;
    if (lines.length < 4 || type !== "zegel/log-key/v1" || old === undefined || fresh === undefined) throw new LogError("no announcement");
    const key = hashOf(old);
    hashOf(fresh);
    if (!found.includes(old)) continue;
    if (log !== origin) throw new LogError("another log");
    await opened(note, origin, key);
    found.push(fresh);
  }
  return found;
}

/** Gives a tile of the log by its path (`tile/0/x001/234`), cut to what is asked for. */
export type Reader = (path: string) => Promise<Uint8Array>;

export function tilePath(level: number, index: number, width: number): string {
  const digits = String(index).padStart(3 * Math.ceil(String(index).length / 3), "0");
  const groups = digits.match(/.../g) ?? [];
  return `tile/${level}/${groups.map((group, at) => (at < groups.length - 1 ? `x${group}` : group)).join("/")}${width < WIDTH ? `.p/${width}` : ""}`;
}

/** What is read of a tile, once: a server cannot give two things for one. */
function once(read: Reader): Reader {
  const kept = new Map<string, Promise<Uint8Array>>();
  return (path) => {
    const reading = kept.get(path) ?? read(path);
    kept.set(path, reading);
    return reading;
  };
}

/**
 * The root over the first `size` records, read from the tiles of a log of `total` (tlog-tiles.md); of the `last` ones the hashes are known
 * already and not read. No hash is read over records on both sides of `border`: what is below such a one is read instead.
 */
export async function rootOf(size: number, total: number, reader: Reader, last: readonly Uint8Array[] = [], border = 0): Promise<Uint8Array> {
  const read = once(reader);
  const complete = async (start: number, height: number): Promise<Uint8Array> => {
    const level = Math.floor(height / 8), span = WIDTH ** level, place = start / span;
    const index = Math.floor(place / WIDTH), count = 2 ** (height % 8), first = place % WIDTH;
    const width = Math.min(WIDTH, Math.floor(total / span) - index * WIDTH);
    const tile = await read(tilePath(level, index, width));
    if (tile.length < (first + count) * HASH) throw new LogError("no such leaf");
    const hashAt = (at: number): Uint8Array => tile.subarray((first + at) * HASH, (first + at + 1) * HASH);
    const above = async (at: number, width: number): Promise<Uint8Array> =>
      width === 1 ? hashAt(at) : nodeHash(...(await Promise.all([above(at, width / 2), above(at + width / 2, width / 2)])));
    return above(0, count);
  };
  const under = async (start: number, count: number): Promise<Uint8Array> => {
    const beyond = start + count + last.length - size;
    const undivided = border <= start || start + count <= border;
    if (beyond <= 0 && undivided && Number.isInteger(Math.log2(count))) return complete(start, Math.log2(count));
    if (count === 1) return last[beyond - 1] as Uint8Array;
    const left = split(count);
    return nodeHash(await under(start, left), await under(start + left, count - left));
  };
  return size === 0 ? sha256() : under(0, size);
}

/**
 * Nothing when the newer state only adds to the older: both roots follow from the same hashes. Those over the older records are read once, and
 * none over records of both, for a server could give lower tiles of one log and higher ones of another (RFC 9162, 2.1.4).
 */
export async function consistent(older: State, newer: State, read: Reader): Promise<void> {
  if (older.origin !== newer.origin || older.size > newer.size) throw new LogError("another log");
  const both = once(read);
  for (const state of [older, newer]) {
    if (!same(await rootOf(state.size, newer.size, both, [], older.size), state.root)) throw new LogError("another log");
  }
}
