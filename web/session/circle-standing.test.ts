/** What a browser makes of a circle of a case, from what the server answers and from whom it can trace. */
import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";

import { b64, type Bytes } from "../seal/bytes.ts";
import { type CircleSaid, readCircle, signCircle } from "../seal/circle.ts";
import { keyHash } from "../seal/derive.ts";
import { readMembership, signMembership } from "../seal/membership.ts";
import { newMessageIdentity } from "../seal/message.ts";
import { noPins, type Pins } from "../seal/pins.ts";
import { newSigningSeed, signingPublic } from "../seal/signing.ts";
import { circleKey, circleStanding } from "./circle-standing.ts";
import type { Circle } from "./holder.ts";

const [CIRCLE, DESK, OFFICE, CLERK, LAWYER] = ["c", "d", "e", "1", "2"].map((digit) => `${digit.repeat(8)}-0000-4000-8000-000000000000`) as
  [string, string, string, string, string];
const AT = "2026-12-01T09:00:00Z";
const seed = newSigningSeed();
const key = b64(await signingPublic(seed));
const [desk, office, circleIdentity] = [await newMessageIdentity(), await newMessageIdentity(), await newMessageIdentity()];
const hash = { desk: await keyHash(desk.recipient), office: await keyHash(office.recipient), circle: await keyHash(circleIdentity.recipient) };

const team = await signMembership({
  box: DESK, number: 1, previous: null, at: AT, by: { user: CLERK, key }, epoch: 1, recipient: hash.desk,
  members: [{ user: CLERK, recipient: "0".repeat(64), key, since: AT, by: CLERK }],
}, seed);
const first: CircleSaid = {
  circle: CIRCLE, kind: "open", number: 1, previous: null, at: AT, by: { user: CLERK, key, mailbox: DESK }, epoch: 1, recipient: hash.circle,
  members: [
    { mailbox: DESK, recipient: hash.desk, version: 1, right: "manage" }, { mailbox: OFFICE, recipient: hash.office, version: 1, right: "read" },
  ],
};

/** The server answers by path; gives the paths that were asked for. */
function answering(t: TestContext, answers: Readonly<Record<string, unknown>>): string[] {
  const asked: string[] = [];
  const before = globalThis.fetch;
  Object.assign(globalThis, { document: { cookie: "", getElementById: () => null } });
  globalThis.fetch = async (path) => {
    asked.push(String(path));
    return new Response(JSON.stringify(answers[String(path)] ?? []), { headers: { "Content-Type": "application/json" } });
  };
  t.after(() => { globalThis.fetch = before; });
  return asked;
}

interface Reader {
  pins: Pins;
  readonly of: "desk" | "office";
}

function reader({ of, pins }: Reader) {
  const [id, identity] = of === "desk" ? [DESK, desk.identity] : [OFFICE, office.identity];
  const me = {
    user: { id: of === "desk" ? CLERK : LAWYER }, own: { recipient: "0".repeat(64), key }, pins, pinsDoubt: false,
    box: (box: string) => box === id ? { id, keyVersions: new Map([[1, identity]]) } : undefined,
    standing: async () => ({ doubt: null, head: await readMembership(team), learned: new Map(), others: [] }),
    keepPins: async (change: (pins: Pins) => Pins) => { me.pins = change(me.pins); },
  };
  return me;
}

async function circle(of: "desk" | "office", told: Partial<CircleSaid> = {}, by: Bytes = seed, changes: Partial<Circle> = {}): Promise<Circle> {
  const statement = await signCircle({ ...first, ...told }, by);
  return {
    id: CIRCLE, kind: "open", keyVersion: 1, right: "read", renew: false, keyVersions: new Map([[1, circleIdentity.identity]]),
    through: [of === "desk" ? DESK : OFFICE], statement, ...changes,
  };
}

test("a clerk believes what a colleague signed without asking anything more, and keeps nothing", async (t) => {
  const asked = answering(t, {});
  const me = reader({ of: "desk", pins: noPins(CLERK) });
  assert.equal((await circleStanding(me as never, await circle("desk"))).doubt, null);
  assert.deepEqual(await circleKey(me as never, await circle("desk")), { recipient: circleIdentity.recipient, keyVersion: 1 });
  assert.deepEqual([asked, me.pins.seen.size], [[], 0]);
});

test("a lawyer traces the signer in the court's team once, and goes by both from then on", async (t) => {
  const asked = answering(t, { [`/api/containers/${CIRCLE}/signers/${DESK}`]: [team], "/api/me/pins": {} });
  const me = reader({ of: "office", pins: noPins(LAWYER) });
  assert.equal((await circleStanding(me as never, await circle("office"))).doubt, null);
  assert.equal((await circleStanding(me as never, await circle("office"))).doubt, null);
  assert.deepEqual(asked, [`/api/containers/${CIRCLE}/signers/${DESK}`]);
  assert.deepEqual([...me.pins.seen.keys()].sort(), [CIRCLE, DESK].sort());
});

test("who is known of a team cannot be changed for another team", async (t) => {
  const other = newSigningSeed();
  const stranger = b64(await signingPublic(other));
  const theirs = await signMembership({
    box: DESK, number: 1, previous: null, at: AT, by: { user: CLERK, key: stranger }, epoch: 1, recipient: hash.desk,
    members: [{ user: CLERK, recipient: "0".repeat(64), key: stranger, since: AT, by: CLERK }],
  }, other);
  answering(t, { [`/api/containers/${CIRCLE}/signers/${DESK}`]: [theirs] });
  const { hash: known } = await readMembership(team);
  const me = reader({ of: "office", pins: { ...noPins(LAWYER), seen: new Map([[DESK, { number: 1, hash: known }]]) } });
  const forged = await circle("office", { by: { user: CLERK, key: stranger, mailbox: DESK } }, other);
  assert.equal((await circleStanding(me as never, forged)).doubt, "signer");
});

for (const [doubt, changes] of [
  ["unsigned", { statement: null }],
  ["epoch", { keyVersion: 2 }],
  ["not-mine", { keyVersions: new Map([[1, office.identity]]) }],
  ["not-mine", { through: [DESK, "somewhere else"] }],
  ["shut", { keyVersions: new Map() }],
] as const) {
  test(`nothing is sealed to a circle that is ${doubt}`, async (t) => {
    answering(t, {});
    const me = reader({ of: "desk", pins: noPins(CLERK) });
    const found = await circle("desk", {}, seed, changes);
    assert.equal((await circleStanding(me as never, found)).doubt, doubt);
    await assert.rejects(circleKey(me as never, found), { code: "key-doubt" });
  });
}

test("a statement that is hidden or taken back is history", async (t) => {
  const second = await readCircle(await signCircle({ ...first, number: 2, previous: "0".repeat(64) }, seed));
  answering(t, { [`/api/containers/${CIRCLE}/statements?start=2`]: [] });
  const pins: Pins = { ...noPins(CLERK), seen: new Map([[CIRCLE, { number: 2, hash: second.hash }]]) };
  const me = reader({ of: "desk", pins });
  assert.equal((await circleStanding(me as never, await circle("desk"))).doubt, "history");
  assert.equal((await circleStanding(me as never, await circle("desk", {}, seed, { statement: null }))).doubt, "history");
});

test("what is no statement, or not signed by whom it names, is history", async (t) => {
  answering(t, {});
  const me = reader({ of: "desk", pins: noPins(CLERK) });
  const broken = await circle("desk", {}, newSigningSeed());
  assert.equal((await circleStanding(me as never, broken)).doubt, "history");
});
