/** A server that lies about who holds the key of a mailbox: what a member's device makes of it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { b64, type Bytes } from "./bytes.ts";
import { keyHash } from "./derive.ts";
import { type Membership, type Read, readMembership, signMembership } from "./membership.ts";
import { noPins, type Pins } from "./pins.ts";
import { newSigningSeed, signingPublic } from "./signing.ts";
import { type Doubt, judgeBox } from "./standing.ts";

const BOX = "7d1f4a52-9c3b-4e8a-8f21-0a5b6c7d8e9f";
const [ANNA, BOB, EVE] = ["1", "2", "3"].map((digit) => `${digit.repeat(8)}-0000-4000-8000-000000000000`) as [string, string, string];
const seeds = new Map<string, Bytes>([ANNA, BOB, EVE].map((user) => [user, newSigningSeed()]));
const keys = new Map(await Promise.all([ANNA, BOB, EVE].map(async (user) =>
  [user, { recipient: await keyHash(user), key: b64(await signingPublic(seeds.get(user) as Bytes)) }] as const)));
const keyed = (user: string) => keys.get(user) as { recipient: string; key: string };

async function said(told: Partial<Membership> & { by: { user: string; key: string } }, before: Read | null, seed = seeds.get(told.by.user)): Promise<Read> {
  const base = before?.said ?? { box: BOX, at: "2026-11-30T09:00:00Z", epoch: 1, recipient: await keyHash("one"), members: [] };
  const place = { number: (before?.said.number ?? 0) + 1, previous: before?.hash ?? null };
  return readMembership(await signMembership({ ...base, ...place, ...told }, seed as Bytes));
}

const by = (user: string) => ({ user, key: keyed(user).key });
const entry = (user: string, who: string) => ({ user, ...keyed(user), since: "2026-11-30T09:00:00Z", by: who });
const first = await said({ by: by(ANNA), members: [entry(ANNA, ANNA), entry(BOB, ANNA)] }, null);
const second = await said({ by: by(BOB), epoch: 2, recipient: await keyHash("two") }, first);

const nobody = noPins(BOB);
const knowing = (users: readonly string[], head?: Read): Pins => ({
  ...nobody,
  people: new Map(users.map((user) => [user, keyed(user)])),
  boxes: new Map(head === undefined ? [] : [[BOX, { number: head.said.number, hash: head.hash }]]),
});

function judged(user: string, pins: Pins, chain: readonly Read[], keyVersion: number, opens: Readonly<Record<number, string>> = {}): Doubt | null {
  const derived = new Map(chain.map(({ said }) => [said.epoch, said.recipient] as const));
  for (const [number, recipient] of Object.entries(opens)) derived.set(Number(number), recipient);
  return judgeBox({ user, own: keyed(user), pins }, { box: BOX, chain, keyVersion, derived }).doubt;
}

test("what somebody known signed is believed, and so is one's own word", () => {
  assert.equal(judged(BOB, knowing([ANNA]), [first], 1), null);
  assert.equal(judged(BOB, nobody, [first, second], 2), null);
  assert.equal(judged(ANNA, knowing([], first), [first, second], 2), null);
  assert.equal(judged(ANNA, knowing([], second), [second], 2), null);
});

test("members whom somebody known let in are known from then on", async () => {
  const added = await said({ by: by(ANNA), at: "2026-11-30T10:00:00Z", members: [...first.said.members, { ...entry(EVE, ANNA), since: "2026-11-30T10:00:00Z" }] }, first);
  const standing = judgeBox(
    { user: BOB, own: keyed(BOB), pins: knowing([ANNA, BOB], first) },
    { box: BOX, chain: [first, added], keyVersion: 1, derived: new Map([[1, first.said.recipient]]) },
  );
  assert.deepEqual([standing.doubt, [...standing.learned]], [null, [[EVE, keyed(EVE)]]]);
});

test("nothing is believed that nobody known signed", async () => {
  const forged = await said({ by: { user: ANNA, key: keyed(EVE).key }, members: [{ ...entry(ANNA, ANNA), ...keyed(EVE) }, entry(BOB, ANNA)] }, null, seeds.get(EVE));
  assert.equal(judged(BOB, nobody, [], 1), "unsigned");
  assert.equal(judged(BOB, nobody, [first], 1), "first");
  assert.equal(judged(BOB, knowing([ANNA]), [forged], 1), "first");
  assert.equal(judged(BOB, knowing([ANNA], first), [forged], 1), "history");
  assert.equal(judged(BOB, knowing([ANNA], first), [], 1), "history");
});

test("an older list, a fork and a list of another mailbox are seen", async () => {
  const fork = await said({ by: by(BOB), epoch: 2, recipient: await keyHash("fork") }, first);
  const elsewhere = await said({ by: by(ANNA), box: EVE, members: first.said.members }, null);
  assert.equal(judged(ANNA, knowing([BOB], second), [first], 1), "history");
  assert.equal(judged(ANNA, knowing([BOB], second), [first, fork], 2), "history");
  assert.equal(judged(BOB, knowing([ANNA]), [elsewhere], 1), "first");
});

test("a next key that nobody signed, an old one played again, and one that is not the signed one are not used", () => {
  assert.equal(judged(BOB, knowing([ANNA], first), [first], 2), "epoch");
  assert.equal(judged(BOB, knowing([ANNA], second), [second], 1), "epoch");
  assert.equal(judged(BOB, knowing([ANNA], second), [second], 2, { 2: "another" }), "not-mine");
});

test("a member who is left out, or named with another key, notices", async () => {
  const without = await said({ by: by(ANNA), epoch: 2, recipient: await keyHash("two"), members: [entry(ANNA, ANNA)] }, first);
  assert.equal(judged(BOB, knowing([ANNA], first), [first, without], 2), "not-mine");
});

test("a colleague with other keys than were known is told, and not simply believed", async () => {
  const later = { ...entry(ANNA, BOB), ...keyed(EVE), since: "2026-11-30T11:00:00Z" };
  const swapped = await said({ by: by(BOB), at: "2026-11-30T11:00:00Z", members: [later, entry(BOB, ANNA)] }, first);
  assert.equal(judged(BOB, knowing([ANNA], first), [first, swapped], 1), "person");
});
