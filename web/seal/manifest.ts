/** The manifest of a message: what was sent, signed by who sent it (docs/formats.md, Manifest). */
import { b64, type Bytes, concat, fromB64, utf8 } from "./bytes.ts";
import { canonical } from "./canonical.ts";
import { sha256Hex } from "./derive.ts";
import { SealError } from "./errors.ts";
import { Shape } from "./shape.ts";
import { sign, signingPublic, verify } from "./signing.ts";

export const MANIFEST_TYPE = "zegel/manifest/v1";
const SIGNED_PREFIX = utf8("zegel/manifest/v1\n");

// The reader parses what a stranger sealed, before any signature is checked.
const ENVELOPE_LIMIT = 4 * 1024 * 1024;
const TEXT_LIMIT = 1_000_000;
const NAME_LIMIT = 1_000;
const LIST_LIMIT = 1_000;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const SHA256 = /^[0-9a-f]{64}$/;
const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;

export type PartyKind = "box" | "guest";

export interface Sender {
  kind: PartyKind;
  id: string;
  name: string;
  user: string | null;
  userName: string | null;
}

export interface Party {
  kind: PartyKind;
  id: string;
  name: string;
  address: string;
}

export interface FileEntry {
  number: number;
  name: string;
  type: string;
  size: number;
  sha256: string;
  object: string;
  pages: number | null;
}

export interface Manifest {
  type: typeof MANIFEST_TYPE;
  message: string;
  conversation: string;
  created: string;
  sender: Sender;
  recipients: Party[];
  subject: string;
  text: string;
  secret: boolean;
  files: FileEntry[];
}

/** What the reader asked for, and what the server says belongs to it. */
export interface Expected {
  /** Ed25519 public key (b64) that the directory names for the sender. */
  senderKey: string;
  message: string;
  conversation: string;
  /** The objects of the message, in the server's order. */
  objects: readonly string[];
}

/** What is sealed to the message identity: the manifest, its signature and the key of who signed. */
export async function makeEnvelope(manifest: Manifest, seed: Uint8Array): Promise<Bytes> {
  const text = canonical(manifest);
  // What no reader would accept is not signed.
  readManifest(text);
  const signature = await sign(seed, signedBytes(text));
  const key = await signingPublic(seed);
  return utf8(canonical({ manifest: text, key: b64(key), signature: b64(signature) }));
}

/** The manifest, after every check in the order of docs/formats.md; rejects with the code of the first that fails. */
export async function readEnvelope(envelope: Uint8Array, expected: Expected): Promise<Manifest> {
  const { text, key, signature, manifest } = parseEnvelope(envelope);
  if (key !== expected.senderKey) throw new SealError("sender-key", "not the directory's key");
  await verify(fromB64(key), signedBytes(text), signature);
  if (manifest.message !== expected.message || manifest.conversation !== expected.conversation) {
    throw new SealError("message", "another message or conversation");
  }
  const objects = manifest.files.map((file) => file.object);
  if (!sameList(objects, expected.objects)) throw new SealError("files", "not the objects of the message");
  return manifest;
}

/** What an envelope says and the key that signed it, for who has no directory to ask whose key that is. */
export async function signedBy(envelope: Uint8Array): Promise<{ manifest: Manifest; key: string }> {
  const { text, key, signature, manifest } = parseEnvelope(envelope);
  await verify(fromB64(key), signedBytes(text), signature);
  return { manifest, key };
}

export async function checkFile(entry: FileEntry, bytes: Bytes): Promise<void> {
  checkSums(entry, { size: bytes.length, sha256: await sha256Hex(bytes) });
}

/** The same check for a file of which the sums are already known. */
export function checkSums(entry: Pick<FileEntry, "size" | "sha256">, found: { size: number; sha256: string }): void {
  if (found.size !== entry.size) throw new SealError("file-size", `${found.size}, not ${entry.size}`);
  if (found.sha256 !== entry.sha256) throw new SealError("file-hash", `${found.sha256}, not ${entry.sha256}`);
}

function signedBytes(text: string): Bytes {
  return concat(SIGNED_PREFIX, utf8(text));
}

function parseEnvelope(envelope: Uint8Array): { text: string; key: string; signature: Bytes; manifest: Manifest } {
  if (envelope.length > ENVELOPE_LIMIT) throw new SealError("envelope", "too large");
  const shape = Shape.parse(envelope, "envelope").only("manifest", "key", "signature");
  shape.decoded("key", (value) => sized(fromB64(value), 32));
  const text = shape.string("manifest");
  const signature = shape.decoded("signature", (value) => sized(fromB64(value), 64));
  return { text, key: shape.string("key"), signature, manifest: readManifest(text) };
}

/** A manifest in the one spelling it can have, so that two readers of the signed text cannot see two manifests. */
function readManifest(text: string): Manifest {
  const manifest = manifestOf(Shape.parse(text, "envelope"));
  if (canonicalOrNull(manifest) !== text) throw new SealError("envelope", "not canonical");
  return manifest;
}

function canonicalOrNull(manifest: Manifest): string | null {
  try {
    return canonical(manifest);
  } catch {
    return null;
  }
}

// Unknown members need no check of their own: the manifest read here is written again and compared.

function manifestOf(shape: Shape): Manifest {
  return {
    type: shape.oneOf("type", MANIFEST_TYPE),
    message: shape.matching("message", UUID),
    conversation: shape.matching("conversation", UUID),
    created: momentOf(shape, "created"),
    sender: shape.object("sender", senderOf),
    recipients: shape.list("recipients", LIST_LIMIT, partyOf),
    subject: shape.text("subject", NAME_LIMIT),
    text: shape.text("text", TEXT_LIMIT),
    secret: shape.boolean("secret"),
    files: numbered(shape.list("files", LIST_LIMIT, fileOf)),
  };
}

function senderOf(shape: Shape): Sender {
  return {
    kind: shape.oneOf("kind", "box", "guest"),
    id: shape.matching("id", UUID),
    name: shape.text("name", NAME_LIMIT),
    user: shape.nullable("user", (name) => shape.matching(name, UUID)),
    userName: shape.nullable("userName", (name) => shape.text(name, NAME_LIMIT)),
  };
}

function partyOf(shape: Shape): Party {
  return {
    kind: shape.oneOf("kind", "box", "guest"),
    id: shape.matching("id", UUID),
    name: shape.text("name", NAME_LIMIT),
    address: shape.text("address", NAME_LIMIT),
  };
}

function fileOf(shape: Shape): FileEntry {
  return {
    number: shape.count("number"),
    name: shape.text("name", NAME_LIMIT),
    type: shape.text("type", NAME_LIMIT),
    size: shape.count("size"),
    sha256: shape.matching("sha256", SHA256),
    object: shape.matching("object", UUID),
    pages: shape.nullable("pages", (name) => shape.count(name)),
  };
}

/** Files are numbered from one, and no object is named twice. */
function numbered(files: FileEntry[]): FileEntry[] {
  const inOrder = files.every((file, at) => file.number === at + 1);
  const distinct = new Set(files.map((file) => file.object)).size === files.length;
  if (!inOrder || !distinct) throw new SealError("envelope", "files not numbered from one, or an object twice");
  return files;
}

/** A moment that exists: 30 February, which Date would take for 2 March, does not. */
function momentOf(shape: Shape, name: string): string {
  const text = shape.matching(name, MOMENT);
  const moment = new Date(text);
  if (Number.isNaN(moment.getTime()) || moment.toISOString() !== text.replace("Z", ".000Z")) {
    throw new SealError("envelope", `no such moment: ${name}`);
  }
  return text;
}

function sized(bytes: Bytes, length: number): Bytes {
  if (bytes.length !== length) throw new SealError("envelope", `not ${length} bytes`);
  return bytes;
}

function sameList(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((item, at) => item === right[at]);
}
