/** Statements of who reads in a circle: the vectors that the Python core makes. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fromB64 } from "./bytes.ts";
import { circleFollows, type CircleDoubt, type CircleRead, firstOfCircle, judgeCircle, readCircle, signCircle } from "./circle.ts";
import { SealError } from "./errors.ts";
import type { Signed } from "./membership.ts";
import type { Head } from "./pins.ts";

type Told = Signed & { why: string };

interface Vector {
  circle: string;
  seeds: Record<string, string>;
  signers: [string, [string, string][]][];
  chain: Signed[];
  hashes: string[];
  fine: Told[];
  bad: Told[];
  broken: Told[];
  judged: {
    why: string; doubt: CircleDoubt | null; known: Head | null; chain: Signed[]; keyVersion: number;
    derived: [number, string][]; through: [string, [number, string][]][];
  }[];
}

const vector = JSON.parse(readFileSync(new URL("../../vectors/seal/circle-v1.json", import.meta.url), "utf8")) as Vector;
const chain: readonly CircleRead[] = await Promise.all(vector.chain.map(readCircle));
const last = chain.at(-1) as CircleRead;

test("a chain is read and written again as Python does", async () => {
  assert.deepEqual(chain.map(({ hash }) => hash), vector.hashes);
  for (const { said, statement, signature } of chain) {
    assert.deepEqual(await signCircle(said, fromB64(vector.seeds[said.by.user] ?? "")), { statement, signature });
  }
  assert.ok(firstOfCircle(chain[0] as CircleRead));
  assert.ok(chain.every((read, at) => at === 0 || circleFollows(chain[at - 1] as CircleRead, read)));
});

for (const { why, ...signed } of vector.fine) {
  test(`${why} may come next`, async () => assert.ok(circleFollows(last, await readCircle(signed))));
}

for (const { why, ...signed } of vector.bad) {
  test(`a statement ${why} does not follow`, async () => assert.ok(!circleFollows(last, await readCircle(signed))));
}

for (const { why, ...signed } of vector.broken) {
  test(`${why}: no statement`, async () => assert.rejects(readCircle(signed), SealError));
}

for (const { why, doubt, known, chain: signed, keyVersion, derived, through } of vector.judged) {
  test(`${why}: ${doubt ?? "believed"}`, async () => {
    const found = {
      circle: vector.circle,
      chain: await Promise.all(signed.map(readCircle)),
      keyVersion,
      derived: new Map(derived),
      through: new Map(through.map(([mailbox, keys]) => [mailbox, new Map(keys)] as const)),
    };
    const signers = new Map(vector.signers.map(([mailbox, people]) => [mailbox, new Set(people.map((person) => person.join(" ")))] as const));
    assert.equal(judgeCircle(known ?? undefined, found, signers), doubt);
  });
}
