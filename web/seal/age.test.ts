import assert from "node:assert/strict";
import { test } from "node:test";
import { type AgeOptions, generateHybridIdentity, identityFromSeed, open, recipientOf, seal } from "./age.ts";
import { concat, hex, randomBytes } from "./bytes.ts";
import { sha256Hex } from "./derive.ts";
import { CHUNK, plainSize, readAll, sealedSize, streamOf, TAG } from "./stream.ts";

const identity = await generateHybridIdentity();
const recipient = await recipientOf(identity);
const stranger = await generateHybridIdentity();
const payloads: readonly Required<Pick<AgeOptions, "payload">>[] = [{ payload: "native" }, { payload: "library" }];
const SIZES = [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 20 * CHUNK + 5];

function filled(size: number): Uint8Array<ArrayBuffer> {
  return Uint8Array.from({ length: size }, (_, at) => at % 251);
}

for (const size of SIZES) {
  test(`${size} bytes: either loop opens what either sealed, whole and as a stream`, async () => {
    const plain = filled(size);
    for (const sealing of payloads) {
      const whole = await seal([recipient], plain, sealing);
      const pieces = streamOf(plain.subarray(0, 7), plain.subarray(7));
      const streamed = await readAll(await seal([recipient], pieces, sealing));
      assert.equal(whole.length, streamed.length);
      for (const opening of payloads) {
        assert.deepEqual(await open([identity], whole, opening), plain);
        assert.deepEqual(await readAll(await open([identity], streamOf(streamed), opening)), plain);
      }
    }
  });

  test(`${size} bytes: sizes are known beforehand`, () => {
    assert.equal(plainSize(sealedSize(size)), size);
  });
}

for (const size of [0, TAG - 1, CHUNK + TAG + 1, CHUNK + 2 * TAG]) {
  test(`a payload of ${size} bytes cannot be`, () => {
    assert.throws(() => plainSize(size), { code: "payload" });
  });
}

test("every flipped byte of a small file is refused", async () => {
  const sealed = await seal([recipient], filled(40));
  for (let at = 0; at < sealed.length; at += 1) {
    const changed = sealed.slice();
    changed[at] = (changed[at] ?? 0) ^ 1;
    await assert.rejects(open([identity], changed), { name: "SealError" }, `byte ${at}`);
  }
});

test("a cut file is refused at every chunk boundary", async () => {
  const sealed = await seal([recipient], filled(3 * CHUNK));
  const header = sealed.length - sealedSize(3 * CHUNK);
  for (const chunks of [1, 2]) {
    const cut = sealed.slice(0, header + chunks * (CHUNK + TAG));
    await assert.rejects(open([identity], cut), { code: "payload" });
    await assert.rejects(open([identity], streamOf(cut)).then(readAll), { code: "payload" });
  }
});

test("who is not addressed gets no-match", async () => {
  const sealed = await seal([recipient], filled(1));
  await assert.rejects(open([stranger], sealed), { code: "no-match" });
  await assert.rejects(open([], sealed), { code: "no-match" });
  assert.deepEqual(await open([stranger, identity], sealed), filled(1));
});

test("several recipients each open", async () => {
  const sealed = await seal([recipient, await recipientOf(stranger)], filled(9));
  for (const reader of [identity, stranger]) assert.deepEqual(await open([reader], sealed), filled(9));
});

test("no recipients, mixed kinds and strange strings are refused", async () => {
  const classical = "age1egtzvffv20835nwyv6270lxyvk2vknx2mmdkwyklmgr48uawx40q2p2lm0";
  await assert.rejects(seal([], filled(1)), { code: "recipients" });
  await assert.rejects(seal([recipient, "age1zzz"], filled(1)), { code: "recipients" });
  await assert.rejects(seal(["age1zzz"], filled(1)), { code: "key-format" });
  await assert.rejects(seal([classical.replace("egtz", "egtq")], filled(1)), { code: "key-format" });
  await assert.rejects(open(["AGE-SECRET-KEY-PQ-1"], filled(1)), { code: "key-format" });
  await assert.rejects(recipientOf("AGE-SECRET-KEY-PQ-1ABC"), { code: "key-format" });
  assert.throws(() => identityFromSeed(new Uint8Array(31)), { code: "key-format" });
});

test("a seed is an identity the library reads", async () => {
  for (const seed of [new Uint8Array(32), new Uint8Array(32).fill(255), randomBytes(32)]) {
    const text = identityFromSeed(seed);
    assert.match(text, /^AGE-SECRET-KEY-PQ-1[A-Z0-9]{58}$/, hex(seed));
    assert.match(await recipientOf(text), /^age1pq1/);
  }
});

test("two seals of one plaintext share neither header nor payload", async () => {
  const [first, second] = [await seal([recipient], filled(100)), await seal([recipient], filled(100))];
  assert.notEqual(await sha256Hex(first.slice(-116)), await sha256Hex(second.slice(-116)));
});

test("progress ends at the whole", async () => {
  const seen: number[] = [];
  await seal([recipient], filled(5 * CHUNK), { onProgress: (done) => seen.push(done) });
  assert.equal(seen.at(-1), 5 * CHUNK);
  assert.equal(seen.length, 5);
});

test("a stream that never ends its header is given up", async () => {
  const endless = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.enqueue(new Uint8Array(1024 * 1024).fill(10)),
  });
  await assert.rejects(open([identity], endless), { code: "header" });
});

test("concat keeps order", () => assert.deepEqual(concat(filled(2), filled(3)), Uint8Array.of(0, 1, 0, 1, 2)));
