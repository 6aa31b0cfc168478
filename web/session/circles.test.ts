import assert from "node:assert/strict";
import { test } from "node:test";

import { b64 } from "../seal/bytes.ts";
import { newBox, newMessageIdentity, sealIdentity } from "../seal/message.ts";
import { openCircle } from "./circles.ts";

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
