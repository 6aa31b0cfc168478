/** vectors/seal/zegel-v1.json: made by the Python implementation, held to by both. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { identityFromSeed, open, recipientOf } from "./age.ts";
import { b64, b64url, fromB64, fromUtf8, utf8 } from "./bytes.ts";
import { canonical } from "./canonical.ts";
import { openGuest, openSenderCopy } from "./guest.ts";
import { openUserKey, publicHalf } from "./keys.ts";
import { makeEnvelope, type Manifest, readEnvelope } from "./manifest.ts";
import { readRecoveryCode, recoveryGroups, recoverySeed } from "./recovery.ts";
import { sign, signingPublic } from "./signing.ts";
import { plainCode } from "../typed/signs.ts";
import { accessHalves, passwordHalves } from "./stretch.ts";

interface Asked {
  envelope: string;
  message: string;
  conversation: string;
  objects: string[];
  key: string;
}

interface Vectors {
  password: { password: string; salt: string; login: string; unlock: string; unlockIdentity: string }[];
  access: { code: string; normal: string; salt: string; verifier: string; seal: string; sealIdentity: string }[];
  identity: { seed: string; identity: string; recipient: string }[];
  guest: { secret: string; link: string; identity: string }[];
  recovery: { secret: string; code: string; typed: string; identity: string }[];
  userKey: { identity: string; recipient: string; signing: string; signingPublic: string; plaintext: string };
  manifest: (Asked & { manifest: Manifest; canonical: string; signingSeed: string; signature: string })[];
  manifestRefusals: (Asked & { name: string; expect: string })[];
  sealed: Record<
    "userKey" | "guestLayer1" | "guestLayer2" | "senderCopy" | "manifest",
    { identity: string; plaintext: string; file: string }
  >;
}

const path = new URL("../../vectors/seal/zegel-v1.json", import.meta.url);
const vectors = JSON.parse(readFileSync(path, "utf8")) as Vectors;

/** The reader's question in a vector; the key it names is the directory's. */
function expectedOf({ key, message, conversation, objects }: Asked): Parameters<typeof readEnvelope>[1] {
  return { senderKey: key, message, conversation, objects };
}

// Python stretches an empty password too; whoever types nothing here is told so.
test("an empty password is refused", async () => {
  await assert.rejects(passwordHalves("", new Uint8Array(16)), { code: "key-format" });
  await assert.rejects(accessHalves(" - ", new Uint8Array(16)), { code: "key-format" });
});

const typed = vectors.password.filter(({ password }) => password !== "");
for (const { password, salt, login, unlock, unlockIdentity } of typed) {
  test(`password "${password}"`, async () => {
    const halves = await passwordHalves(password, fromB64(salt));
    assert.equal(halves.login, login);
    assert.equal(b64(halves.unlock), unlock);
    assert.equal(identityFromSeed(halves.unlock), unlockIdentity);
  });
}

for (const { code, normal, salt, verifier, seal, sealIdentity } of vectors.access) {
  test(`access code "${code}"`, async () => {
    assert.equal(plainCode(code), normal);
    const halves = await accessHalves(code, fromB64(salt));
    assert.equal(halves.verifier, verifier);
    assert.equal(b64(halves.seal), seal);
    assert.equal(identityFromSeed(halves.seal), sealIdentity);
  });
}

for (const { seed, identity, recipient } of vectors.identity) {
  test(`identity of ${seed}`, async () => {
    assert.equal(identityFromSeed(fromB64(seed)), identity);
    assert.equal(await recipientOf(identity), recipient);
  });
}

for (const { secret, link } of vectors.guest) {
  test(`link ${link}`, () => assert.equal(b64url(fromB64(secret)), link));
}

for (const { secret, code, typed, identity } of vectors.recovery) {
  test(`recovery code ${code}`, async () => {
    assert.equal((await recoveryGroups(fromB64(secret))).join("-"), code);
    for (const spelling of [code, typed]) assert.equal(b64(await readRecoveryCode(spelling)), secret);
    assert.equal(identityFromSeed(await recoverySeed(fromB64(secret))), identity);
  });
}

test("a recovery code with a slip in it is refused", async () => {
  const code = vectors.recovery[2]?.code ?? "";
  const slip = (code.startsWith("A") ? "B" : "A") + code.slice(1);
  const swapped = code.slice(5, 10) + code.slice(0, 5) + code.slice(10);
  for (const typed of [slip, swapped, code.slice(1), `${code}0`, "", code.replace(/.$/, "U")]) {
    await assert.rejects(readRecoveryCode(typed), { code: "key-format" });
  }
});

test("user key", async () => {
  const { identity, recipient, signing, signingPublic: publicKey, plaintext } = vectors.userKey;
  const half = await publicHalf({ identity, signing: fromB64(signing) });
  assert.deepEqual(half, { recipient, signingPublic: publicKey });
  assert.equal(plaintext, JSON.stringify({ v: 1, identity, signing }));
});

for (const [at, vector] of vectors.manifest.entries()) {
  test(`manifest ${at}`, async () => {
    const { manifest, signingSeed, signature, key, envelope } = vector;
    const seed = fromB64(signingSeed);
    assert.equal(canonical(manifest), vector.canonical);
    assert.equal(b64(await signingPublic(seed)), key);
    assert.equal(b64(await sign(seed, utf8(`zegel/manifest/v1\n${vector.canonical}`))), signature);
    assert.equal(fromUtf8(await makeEnvelope(manifest, seed)), envelope);
    assert.deepEqual(await readEnvelope(utf8(envelope), expectedOf(vector)), manifest);
  });
}

for (const vector of vectors.manifestRefusals) {
  test(`refused: ${vector.name}: ${vector.expect}`, async () => {
    await assert.rejects(readEnvelope(utf8(vector.envelope), expectedOf(vector)), { code: vector.expect });
  });
}

for (const [name, { identity, plaintext, file }] of Object.entries(vectors.sealed)) {
  test(`sealed by Python: ${name}`, async () => {
    assert.equal(b64(await open([identity], fromB64(file))), plaintext);
  });
}

test("a user key sealed by Python opens with the unlock half", async () => {
  const bundle = await openUserKey(fromB64(vectors.sealed.userKey.file), fromB64(vectors.password[0]?.unlock ?? ""));
  assert.equal(bundle.identity, vectors.userKey.identity);
  assert.equal(b64(bundle.signing), vectors.userKey.signing);
});

test("a guest sealed by Python opens with its link, and with the code where there is one", async () => {
  const copy = await openSenderCopy(fromB64(vectors.sealed.senderCopy.file), [vectors.sealed.senderCopy.identity]);
  const seal = fromB64(vectors.access[0]?.seal ?? "");
  assert.equal(await openGuest(fromB64(vectors.sealed.guestLayer1.file), copy.linkSecret), copy.identity);
  assert.equal(await openGuest(fromB64(vectors.sealed.guestLayer2.file), copy.linkSecret, seal), copy.identity);
});
