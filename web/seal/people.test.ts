/** User keys, boxes, messages and guests. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { generateHybridIdentity, identityFromSeed, open, recipientOf, seal } from "./age.ts";
import { fromUtf8, randomBytes, utf8 } from "./bytes.ts";
import { makeGuest, newGuestSigning, openGuest, openGuestSigning, openSenderCopy, relinkGuest, resealGuest } from "./guest.ts";
import { newUserKey, openUserKey, sealUserKey } from "./keys.ts";
import { newBox, newMessageIdentity, openBox, openMessageKey, sealMessageKey } from "./message.ts";
import { sign, signingPublic, verify } from "./signing.ts";

const box = await newMessageIdentity();

function lock(): { salt: Uint8Array<ArrayBuffer>; verifier: string; seal: Uint8Array<ArrayBuffer> } {
  return { salt: randomBytes(16), verifier: "verifier", seal: randomBytes(32) };
}

test("a user key opens with every way it was sealed for, and no other", async () => {
  const [password, recovery] = [randomBytes(32), randomBytes(32)];
  const made = await newUserKey(password);
  const again = await sealUserKey(made.bundle, recovery);
  assert.deepEqual(await openUserKey(made.sealed, password), made.bundle);
  assert.deepEqual(await openUserKey(again, recovery), made.bundle);
  await assert.rejects(openUserKey(made.sealed, recovery), { code: "no-match" });
  assert.equal(await recipientOf(made.bundle.identity), made.recipient);
});

test("a sealed file that is no user key is refused", async () => {
  const seed = randomBytes(32);
  const recipient = await recipientOf(identityFromSeed(seed));
  for (const text of ["", "{}", '{"v":2,"identity":"","signing":""}', '{"v":1,"identity":"x","signing":"AA=="}']) {
    await assert.rejects(openUserKey(await seal([recipient], utf8(text)), seed), { code: "user-key" });
  }
});

test("every member opens a box; every holder opens a message", async () => {
  const [first, second] = [await newMessageIdentity(), await newMessageIdentity()];
  const made = await newBox([first.recipient, second.recipient]);
  for (const [at, member] of [first, second].entries()) {
    assert.equal(await openBox(made.sealed[at] ?? new Uint8Array(0), member.identity), made.identity);
  }
  const [forBox] = await sealMessageKey(first.identity, [made.recipient]);
  assert.equal(await openMessageKey(forBox ?? new Uint8Array(0), [second.identity, made.identity]), first.identity);
});

test("what opens to something else than an identity is refused", async () => {
  const sealed = await seal([box.recipient], utf8("AGE-SECRET-KEY-PQ-1"));
  await assert.rejects(openBox(sealed, box.identity), { code: "key-format" });
});

test("a guest with an SMS code: the link alone opens", async () => {
  const guest = await makeGuest({ senderBoxRecipient: box.recipient });
  assert.match(guest.linkSecret, /^[A-Za-z0-9_-]{43}$/);
  assert.equal(guest.codeSalt, undefined);
  assert.equal(await openGuest(guest.sealedIdentity, guest.linkSecret), guest.identity);
  const other = await makeGuest({ senderBoxRecipient: box.recipient });
  await assert.rejects(openGuest(guest.sealedIdentity, other.linkSecret), { code: "no-match" });
  await assert.rejects(openGuest(guest.sealedIdentity, "short"), { name: "SealError" });
});

test("another link for a guest: the old one opens nothing, the sender can give out the new one", async () => {
  const guest = await makeGuest({ senderBoxRecipient: box.recipient });
  const moved = await relinkGuest(await openSenderCopy(guest.senderCopy, [box.identity]), box.recipient);
  assert.equal(await openGuest(moved.sealedIdentity, moved.linkSecret), guest.identity);
  await assert.rejects(openGuest(moved.sealedIdentity, guest.linkSecret), { code: "no-match" });
  const copy = await openSenderCopy(moved.senderCopy, [box.identity]);
  assert.deepEqual(copy, { identity: guest.identity, linkSecret: moved.linkSecret });
  const coded = lock();
  const locked = await relinkGuest(copy, box.recipient, coded);
  assert.equal(await openGuest(locked.sealedIdentity, locked.linkSecret, coded.seal), guest.identity);
  await assert.rejects(openGuest(locked.sealedIdentity, locked.linkSecret), { name: "SealError" });
});

test("a guest with an access code: link and code both needed", async () => {
  const access = lock();
  const guest = await makeGuest({ senderBoxRecipient: box.recipient, access });
  assert.equal(guest.codeVerifier, "verifier");
  assert.equal(await openGuest(guest.sealedIdentity, guest.linkSecret, access.seal), guest.identity);
  await assert.rejects(openGuest(guest.sealedIdentity, guest.linkSecret), { code: "no-match" });
  await assert.rejects(openGuest(guest.sealedIdentity, guest.linkSecret, randomBytes(32)), { code: "no-match" });
});

test("the sender can set another code for a guest that exists", async () => {
  const guest = await makeGuest({ senderBoxRecipient: box.recipient, access: lock() });
  const copy = await openSenderCopy(guest.senderCopy, [box.identity]);
  assert.deepEqual(copy, { identity: guest.identity, linkSecret: guest.linkSecret });
  const access = lock();
  const again = await resealGuest(copy, access);
  assert.equal(await openGuest(again.sealedIdentity, guest.linkSecret, access.seal), guest.identity);
});

test("a guest signs with a key kept sealed to the guest", async () => {
  const identity = await generateHybridIdentity();
  const { seed, sealed, publicKey } = await newGuestSigning(identity);
  assert.deepEqual(await openGuestSigning(sealed, identity), seed);
  assert.equal(fromUtf8(await open([identity], sealed)).length, 44);
  assert.equal(publicKey.length, 44);
});

test("a signature holds for its message and key alone", async () => {
  const { bundle } = await newUserKey(randomBytes(32));
  const publicKey = await signingPublic(bundle.signing);
  const signature = await sign(bundle.signing, utf8("a"));
  await verify(publicKey, utf8("a"), signature);
  await assert.rejects(verify(publicKey, utf8("b"), signature), { code: "signature" });
  await assert.rejects(verify(randomBytes(31), utf8("a"), signature), { code: "signature" });
  await assert.rejects(verify(publicKey, utf8("a"), randomBytes(3)), { code: "signature" });
});
