/** What one knows of a correspondent's keys: when it warns, and that nobody else can have written it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { b64 } from "./bytes.ts";
import { accepted, judge, type Known, learned, type Named, readKnown, writeKnown } from "./known.ts";
import { newSigningSeed, signingPublic } from "./signing.ts";

const FIRST = { box: "b", about: "a", user: "u", at: "2026-11-22T10:00:00Z" };
const NOW: Named = { recipient: "age1pq1one", keyVersion: 1, owner: "owner", signing: "K1" };
const CLERK = { user: "clerk", key: "C1" };

const known = (): Known => learned(null, FIRST, NOW, CLERK) as Known;
const verdict = (now: Named, signer = CLERK, of = known()) => judge(of, now, "12345", signer).verdict;

test("what was never seen is new, and then known", () => {
  assert.equal(judge(null, NOW, "12345", null).verdict, "new");
  assert.equal(verdict(NOW), "same");
  assert.equal(learned(known(), FIRST, NOW, CLERK), null);
});

test("another signing key of the owner is a change, also when the mailbox was renewed", () => {
  assert.equal(verdict({ ...NOW, signing: "K2" }), "changed");
  assert.equal(verdict({ ...NOW, signing: "K2", keyVersion: 2, recipient: "age1pq1two" }), "changed");
});

test("another key of a colleague who signs is a change, and names them", () => {
  assert.deepEqual(judge(known(), NOW, "", { user: "clerk", key: "C2" }), { verdict: "changed", signer: { user: "clerk", key: "C2" } });
});

test("a new colleague is no change, and is known from then on", () => {
  const other = { user: "other", key: "O1" };
  assert.equal(verdict(NOW, other), "same");
  assert.deepEqual((learned(known(), FIRST, NOW, other) as Known).signers.at(-1), other);
});

test("a next key version is ordinary; another key of the same version, or a version before, is not", () => {
  assert.equal(verdict({ ...NOW, keyVersion: 2, recipient: "age1pq1two" }), "renewed");
  assert.equal(verdict({ ...NOW, recipient: "age1pq1two" }), "changed");
  const later = accepted(known(), { ...NOW, keyVersion: 3, recipient: "age1pq1three" }, FIRST.at, null, null);
  assert.equal(verdict(NOW, CLERK, later), "changed");
});

test("seeing a change does not make it known", () => {
  assert.equal(learned(known(), FIRST, { ...NOW, signing: "K2" }, CLERK), null);
});

test("who compared is not warned again, and old messages stay as they were", () => {
  const next = { ...NOW, signing: "K2" };
  const sure = accepted(known(), next, "2026-11-23T10:00:00Z", null, "12345");
  assert.equal(verdict(next, CLERK, sure), "checked");
  assert.equal(judge(sure, next, "54321", CLERK).verdict, "same");
  assert.equal(verdict(next, { user: "owner", key: "K1" }, sure), "checked");
  assert.equal(verdict(NOW, CLERK, sure), "changed", "the old key has come back");
});

test("it is its writer's, about these mailboxes, and nobody else's", async () => {
  const seed = newSigningSeed();
  const by = { user: "u", key: b64(await signingPublic(seed)) };
  const plain = await writeKnown(known(), seed);
  assert.deepEqual(await readKnown(plain, FIRST, by), known());
  await assert.rejects(readKnown(plain, { box: "b", about: "other" }, by), { code: "message" });
  await assert.rejects(readKnown(plain, FIRST, { ...by, user: "v" }), { code: "message" });
  const forged = await writeKnown(known(), newSigningSeed());
  await assert.rejects(readKnown(forged, FIRST, by), { code: "sender-key" });
  const bent = new TextEncoder().encode(new TextDecoder().decode(plain).replace("age1pq1one", "age1pq1two"));
  await assert.rejects(readKnown(bent, FIRST, by), { code: "signature" });
});
