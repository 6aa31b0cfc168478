import assert from "node:assert/strict";
import { test } from "node:test";

import { recipientOf } from "../seal/age.ts";
import { b64, fromB64 } from "../seal/bytes.ts";
import { firstOfCircle, readCircle } from "../seal/circle.ts";
import { keyHash } from "../seal/derive.ts";
import { newBox, newMessageIdentity, openIdentity, sealIdentity } from "../seal/message.ts";
import { newSigningSeed, signingPublic } from "../seal/signing.ts";
import { newCircle, openCircle } from "./circles.ts";

const CIRCLE = { id: "circle", kind: "open", right: "read", renew: false, keyVersion: 2 };

/** What the server gives for `/api/containers/circle`. */
function answering(t: { after: (done: () => void) => void }, keys: readonly object[]): void {
  const before = globalThis.fetch;
  globalThis.fetch = async () => new Response(JSON.stringify({ ...CIRCLE, recipient: "age1pq1x", keys }), { headers: { "Content-Type": "application/json" } });
  Object.assign(globalThis, { document: { cookie: "" } });
  t.after(() => { globalThis.fetch = before; });
}

test("a circle opens by the key of a mailbox, whichever version it was sealed to", async (t) => {
  const [old, fresh] = [await newMessageIdentity(), await newMessageIdentity()];
  const [first, second] = [await newBox([old.recipient]), await newBox([fresh.recipient])];
  answering(t, [
    { number: 2, mailbox: "mailbox", sealedIdentity: b64(second.sealed[0]!) },
    { number: 1, mailbox: "mailbox", sealedIdentity: b64(first.sealed[0]!) },
  ]);
  const mailbox = { keyVersions: new Map([[1, old.identity], [2, fresh.identity]]) };
  const me = { identity: "", box: (id: string) => id === "mailbox" ? mailbox : undefined };
  const opened = await openCircle(me as never, "circle");
  assert.deepEqual([...opened.keyVersions], [[2, second.identity], [1, first.identity]]);
});

test("a key of a mailbox one cannot open is left out, and keeps nobody from the others", async (t) => {
  const mine = await newMessageIdentity();
  const key = await newMessageIdentity();
  answering(t, [
    { number: 2, mailbox: "somebody else's", sealedIdentity: b64(await sealIdentity(key.identity, (await newMessageIdentity()).recipient)) },
    { number: 2, mailbox: null, sealedIdentity: b64(await sealIdentity(key.identity, mine.recipient)) },
  ]);
  const opened = await openCircle({ identity: mine.identity, box: () => undefined } as never, "circle");
  assert.deepEqual([...opened.keyVersions], [[2, key.identity]]);
});

test("a new circle is signed for the very keys and mailboxes it is sealed to", async () => {
  const [desk, reader] = [await newMessageIdentity(), await newMessageIdentity()];
  const [home, office, user] = ["d", "e", "1"].map((digit) => `${digit.repeat(8)}-0000-4000-8000-000000000000`) as [string, string, string];
  const signing = newSigningSeed();
  const me = { user: { id: user }, own: { key: b64(await signingPublic(signing)) }, signing };
  const keys = new Map([[home, { recipient: desk.recipient, keyVersion: 3 }], [office, { recipient: reader.recipient, keyVersion: 1 }]]);
  const made = await newCircle(me as never, "open", home, new Map([[home, "manage"], [office, "read"]]), keys);
  const read = await readCircle(made.statement);
  assert.ok(firstOfCircle(read));
  const { said } = read;
  assert.deepEqual([said.circle, said.kind, said.recipient, said.by.mailbox], [made.id, "open", await keyHash(made.recipient), home]);
  assert.deepEqual(said.members, [
    { mailbox: home, recipient: await keyHash(desk.recipient), version: 3, right: "manage" },
    { mailbox: office, recipient: await keyHash(reader.recipient), version: 1, right: "read" },
  ]);
  const opened = await Promise.all(made.members.map(({ sealedIdentity }, at) => openIdentity(fromB64(sealedIdentity), [[desk, reader][at]!.identity])));
  assert.deepEqual(await Promise.all(opened.map(recipientOf)), [made.recipient, made.recipient]);
  assert.deepEqual(made.members.map(({ keyVersion }) => keyVersion), [3, 1]);
});
