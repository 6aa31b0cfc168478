/** Statements of who is a member: the vectors that the Python core makes; and pins, which only their owner reads and writes. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fromB64 } from "./bytes.ts";
import { SealError } from "./errors.ts";
import { newUserKey } from "./keys.ts";
import { followed, follows, type Read, readMembership, type Signed, signMembership } from "./membership.ts";
import { openPins, type Pins, sealPins } from "./pins.ts";

interface Vector {
  seeds: Record<string, string>;
  chain: Signed[];
  hashes: string[];
  next: Signed;
  bad: (Signed & { why: string })[];
  broken: (Signed & { why: string })[];
}

const vector = JSON.parse(readFileSync(new URL("../../vectors/seal/membership-v1.json", import.meta.url), "utf8")) as Vector;
const chain: readonly Read[] = await Promise.all(vector.chain.map(readMembership));
const last = chain.at(-1) as Read;

test("a chain is read and written again as Python does", async () => {
  assert.deepEqual(chain.map(({ hash }) => hash), vector.hashes);
  for (const { said, statement, signature } of chain) {
    assert.deepEqual(await signMembership(said, fromB64(vector.seeds[said.by.user] ?? "")), { statement, signature });
  }
  assert.deepEqual(followed(chain), chain);
  assert.ok(follows(last, await readMembership(vector.next)));
});

for (const { why, ...signed } of vector.bad) {
  test(`a statement ${why} follows from nothing`, async () => {
    const read = await readMembership(signed);
    assert.ok(!follows(last, read));
    assert.deepEqual(followed([...chain, read]), [read]);
  });
}

for (const { why, ...signed } of vector.broken) {
  test(`${why}: no statement`, async () => assert.rejects(readMembership(signed), SealError));
}

test("pins open for who signed them only", async () => {
  const { bundle } = await newUserKey(new Uint8Array(32));
  const other = (await newUserKey(new Uint8Array(32))).bundle;
  const user = last.said.by.user;
  const pins: Pins = {
    user, version: 3, at: "2026-11-30T09:00:00Z",
    people: new Map([[user, { recipient: last.said.recipient, key: last.said.by.key }]]),
    boxes: new Map([[last.said.box, { number: 3, hash: last.hash }]]),
    seen: new Map([[user, { number: 2, hash: last.hash }]]),
    officers: { needed: 2, users: [user] },
  };
  const sealed = await sealPins(pins, bundle);
  assert.deepEqual(await openPins(sealed, bundle, user), pins);
  await assert.rejects(openPins(sealed, other, user), SealError);
  await assert.rejects(openPins(sealed, bundle, last.said.box), SealError);
  // Sealed by somebody who knows the public key only: it opens, and is not theirs.
  await assert.rejects(openPins(await sealPins(pins, { ...bundle, signing: other.signing }), bundle, user), SealError);
});
