/** Receipts made by the Python core, checked by this independent code; the vectors say what must not hold. */
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { tilePath } from "./log.ts";
import { check, numberOf } from "./receipt.ts";

interface Case { name: string; receipt: string; fails: string | null }
interface Vectors { key: string; cases: Case[] }

for (const version of ["v1", "v2", "v3"]) {
  const place = new URL(`../../vectors/evidence/receipt-${version}.json`, import.meta.url);
  const vectors = JSON.parse(readFileSync(place, "utf8")) as Vectors;
  for (const { name, receipt, fails } of vectors.cases) {
    test(`receipt ${version}: ${name}`, async () => {
      if (fails === null) await check(receipt, [vectors.key]);
      else await assert.rejects(check(receipt, [vectors.key]));
    });
  }
}

test("tiles have the paths of tlog-tiles", () => {
  assert.equal(tilePath(0, 1234067, 256), "tile/0/x001/x234/067");
  assert.equal(tilePath(1, 0, 8), "tile/1/000.p/8");
});

// A receipt that a server made in a test of the Python side: `ZEGEL_RECEIPT` names the file, `ZEGEL_LOG_KEY` the key.
const made = process.env["ZEGEL_RECEIPT"];
test("receipt of a server", { skip: made === undefined }, async () => {
  assert.ok(made !== undefined && existsSync(made));
  const { facts } = await check(readFileSync(made, "utf8"), [process.env["ZEGEL_LOG_KEY"] ?? ""]);
  assert.match(numberOf(facts), /^[0-9a-f-]{36}$/);
});
