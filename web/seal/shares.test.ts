/** Shares of a secret: the vectors that the Python core makes too. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { b64, fromB64 } from "./bytes.ts";
import { joinShares, splitSecret } from "./shares.ts";

interface Case {
  needed: number;
  secret: string;
  random: string[];
  shares: string[];
}

const cases = JSON.parse(readFileSync(new URL("../../vectors/seal/shares-v1.json", import.meta.url), "utf8")) as Case[];

for (const { needed, secret, random, shares } of cases) {
  test(`${needed} of ${shares.length} shares`, () => {
    const drawn = [...random];
    const made = splitSecret(fromB64(secret), { needed, shares: shares.length, random: () => fromB64(drawn.shift() ?? "") });
    assert.deepEqual([...made.values()].map(b64), shares);
    assert.equal(b64(joinShares(new Map([...made].slice(-needed)))), secret);
    if (needed > 2) assert.notEqual(b64(joinShares(new Map([...made].slice(0, needed - 1)))), secret);
  });
}

test("what cannot be shares is refused", () => {
  const secret = fromB64("AAEC");
  for (const [needed, shares] of [[1, 3], [4, 3], [2, 256]] as const) {
    assert.throws(() => splitSecret(secret, { needed, shares }), { code: "key-format" });
  }
  assert.throws(() => joinShares(new Map([[1, secret]])), { code: "key-format" });
  assert.throws(() => joinShares(new Map([[1, secret], [2, fromB64("AA==")]])), { code: "key-format" });
});
