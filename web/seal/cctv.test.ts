/** The public age vectors (C2SP CCTV), each expectation, through our payload loop and through the library's. */
import assert from "node:assert/strict";
import { createDecipheriv, createHash, hkdfSync } from "node:crypto";
import { test } from "node:test";
import { inflateSync } from "node:zlib";
import { Decrypter } from "age-encryption";
import * as cctv from "cctv-age";
import { type AgeOptions, dearmor, openFrom, openWhole } from "./age.ts";
import { type Bytes, owned } from "./bytes.ts";
import { SealError } from "./errors.ts";

interface Vector {
  expect: string;
  payload: string | undefined;
  armored: boolean;
  identities: string[];
  passphrases: string[];
  fileKey: Buffer;
  file: Bytes;
}

const CODES: Readonly<Record<string, string>> = {
  "success": "success", "header failure": "header", "HMAC failure": "mac", "payload failure": "payload",
  "no match": "no-match", "armor failure": "armor",
};

function vectorOf(raw: Uint8Array): Vector {
  const end = Buffer.from(raw).indexOf("\n\n");
  const lines = Buffer.from(raw.subarray(0, end)).toString().split("\n").map((line) => line.split(": "));
  const values = (name: string): string[] => lines.filter(([key]) => key === name).map(([, value]) => value ?? "");
  const body = raw.subarray(end + 2);
  return {
    expect: values("expect")[0] ?? "",
    payload: values("payload")[0],
    armored: values("armored")[0] === "yes",
    identities: values("identity"),
    passphrases: values("passphrase"),
    fileKey: Buffer.from(values("file key")[0] ?? "", "hex"),
    file: owned(new Uint8Array(values("compressed")[0] === "zlib" ? inflateSync(body) : body)),
  };
}

function decrypterOf(vector: Vector): Decrypter {
  const decrypter = new Decrypter();
  for (const identity of vector.identities) decrypter.addIdentity(identity);
  for (const passphrase of vector.passphrases) decrypter.addPassphrase(passphrase);
  return decrypter;
}

function binaryOf(vector: Vector): Bytes {
  return vector.armored ? dearmor(Buffer.from(vector.file).toString("latin1")) : vector.file;
}

function inPieces(bytes: Bytes, size: number): ReadableStream<Uint8Array> {
  let at = 0;
  return new ReadableStream({
    pull(controller) {
      if (at < bytes.length) controller.enqueue(bytes.slice(at, at + size));
      else controller.close();
      at += size;
    },
  });
}

interface Outcome {
  code: string;
  /** Everything that was released, also before a failure. */
  released: Buffer;
}

async function outcomeOf(release: (take: (piece: Uint8Array) => void) => Promise<void>): Promise<Outcome> {
  const pieces: Uint8Array[] = [];
  try {
    await release((piece) => pieces.push(piece.slice()));
    return { code: "success", released: Buffer.concat(pieces) };
  } catch (error) {
    assert.ok(error instanceof SealError, String(error));
    return { code: error.code, released: Buffer.concat(pieces) };
  }
}

/**
 * What a reader may release of a payload that fails, by a third implementation: the chunks that are authentic, up to
 * one that is not or that claims to be the last.
 */
function authentic(vector: Vector): Buffer {
  const file = Buffer.from(binaryOf(vector));
  const nonceAt = file.indexOf("\n", file.indexOf("\n--- ") + 1) + 1;
  const key = Buffer.from(hkdfSync("sha256", vector.fileKey, file.subarray(nonceAt, nonceAt + 16), "payload", 32));
  const chunks: Buffer[] = [];
  for (let at = nonceAt + 16, last = false; at < file.length && !last; at += 65_552) {
    const chunk = file.subarray(at, at + 65_552);
    const ongoing = chunk.length === 65_552 ? openChunk(key, chunks.length, 0, chunk) : undefined;
    const final = openChunk(key, chunks.length, 1, chunk);
    last = !ongoing;
    const plain = ongoing ?? final;
    if (plain) chunks.push(plain);
  }
  return Buffer.concat(chunks);
}

function openChunk(key: Buffer, index: number, flag: number, chunk: Buffer): Buffer | undefined {
  const nonce = Buffer.alloc(12);
  nonce.writeUInt32BE(index, 7);
  nonce[11] = flag;
  const decipher = createDecipheriv("chacha20-poly1305", key, nonce, { authTagLength: 16 });
  try {
    decipher.setAuthTag(chunk.subarray(-16));
    return Buffer.concat([decipher.update(chunk.subarray(0, -16)), decipher.final()]);
  } catch {
    return undefined;
  }
}

async function throughWhole(vector: Vector, options: AgeOptions): Promise<void> {
  const { code, released } = await outcomeOf(async (take) => {
    take(await openWhole(decrypterOf(vector), binaryOf(vector), options));
  });
  assert.equal(code, CODES[vector.expect]);
  if (code === "success") assert.equal(sha256(released), vector.payload);
  else assert.equal(released.length, 0);
}

async function throughStream(vector: Vector, size: number, options: AgeOptions): Promise<void> {
  const { code, released } = await outcomeOf(async (take) => {
    const plain = await openFrom(decrypterOf(vector), inPieces(binaryOf(vector), size), options);
    for await (const piece of plain) take(piece);
  });
  assert.equal(code, CODES[vector.expect]);
  if (code === "success") assert.equal(sha256(released), vector.payload);
  else if (code === "payload") assertPrefix(vector, released);
  else assert.equal(released.length, 0);
}

/**
 * A full chunk is held back until it is known whether another follows, so of a failing file we may release less than
 * the reference does; never anything else.
 */
function assertPrefix(vector: Vector, released: Buffer): void {
  const reference = authentic(vector);
  assert.equal(sha256(reference), vector.payload);
  assert.ok(reference.subarray(0, released.length).equals(released));
}

function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** Byte by byte is a promise per byte: the vectors of more than one chunk come in small odd pieces instead. */
function smallest(vector: Vector): number {
  return vector.file.length < 70_000 ? 1 : 8191;
}

const vectors = Object.entries(cctv).map(([name, raw]): [string, Vector] => [name, vectorOf(raw)]);

test("all 143 vectors are there", () => assert.equal(vectors.length, 143));

for (const [name, vector] of vectors) {
  test(`${name}: ${vector.expect}`, async () => {
    await throughWhole(vector, { payload: "native" });
    await throughWhole(vector, { payload: "library" });
    await throughStream(vector, 100_000, { payload: "native" });
    await throughStream(vector, smallest(vector), { payload: "native" });
    await throughStream(vector, 100_000, { payload: "library" });
  });
}
