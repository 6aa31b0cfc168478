import assert from "node:assert/strict";
import { test } from "node:test";
import { armor, Decrypter } from "age-encryption";
import { SealError } from "./errors.ts";
import { drawCode, lock, readCode, unlock } from "./locked.ts";

const streamed = (bytes: Uint8Array<ArrayBuffer>) => new Blob([bytes]).stream();
const opened = async (text: string, code: string) => new Uint8Array(await new Response(await unlock(text, code)).arrayBuffer());

test("what was locked opens with its code and no other, also for other programs, and a change shows", async () => {
  // Larger than a piece of the armor, and no whole number of its lines.
  const plain = new Uint8Array(48 * 16384 + 70_001).map((_, at) => at * 7);
  const code = drawCode();
  const text = await (await lock(streamed(plain), code)).text();
  assert.deepEqual(await opened(`<script>\n${text}</script>`, code), plain);
  const other = new Decrypter();
  other.addPassphrase(code);
  assert.deepEqual(await other.decrypt(armor.decode(text)), plain);
  await assert.rejects(opened(text, drawCode()), (error: SealError) => error.code === "no-match");
  const at = text.length - 200;
  const changed = text.slice(0, at) + (text[at] === "A" ? "B" : "A") + text.slice(at + 1);
  await assert.rejects(opened(changed, code), (error: SealError) => error.code === "payload");
  await assert.rejects(opened("no file", code), (error: SealError) => error.code === "armor");
  assert.ok(text.split("\n").every((line) => line.length <= 64));
});

test("a code is read however it was typed, and what is none is not taken for one", () => {
  assert.equal(readCode(" 0a1b-2c3d 4E5F-6g7h 8J9K"), "0A1B-2C3D-4E5F-6G7H-8J9K");
  assert.equal(readCode("Oil0-2C3D-4E5F-6G7H-8J9K"), "0110-2C3D-4E5F-6G7H-8J9K");
  for (const typed of ["", "0A1B", "0A1B-2C3D-4E5F-6G7H-8J9KX", "UUUU-2C3D-4E5F-6G7H-8J9K"]) assert.equal(readCode(typed), null);
  const codes = new Set(Array.from({ length: 50 }, drawCode));
  assert.equal(codes.size, 50);
  for (const code of codes) assert.equal(readCode(code), code);
});
