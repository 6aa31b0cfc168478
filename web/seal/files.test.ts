import assert from "node:assert/strict";
import { test } from "node:test";
import { generateHybridIdentity, recipientOf, seal } from "./age.ts";
import type { Bytes } from "./bytes.ts";
import { sha256Hex } from "./derive.ts";
import { FileSealer } from "./files.ts";

const identity = await generateHybridIdentity();
const recipient = await recipientOf(identity);
const silent = (): void => undefined;

async function sealed(files: FileSealer, plain: Bytes): Promise<{ blob: Blob; sha256: string; given: Bytes }> {
  let given: Bytes = new Uint8Array(0);
  const part = await files.seal(new Blob([plain]), [recipient], silent, (bytes) => (given = bytes));
  const bytes = new Uint8Array(await part.sealed.arrayBuffer());
  assert.deepEqual([part.size, part.sealedSize], [plain.length, bytes.length]);
  assert.equal(part.sealedSha256, await sha256Hex(bytes));
  return { blob: part.sealed, sha256: await sha256Hex(plain), given };
}

test("files of rising and falling size use one memory and do not mix", async () => {
  const files = new FileSealer();
  for (const size of [100_000, 3, 300_000, 0, 70_000]) {
    const plain = new Uint8Array(size).fill(size % 251);
    const { blob, sha256, given } = await sealed(files, plain);
    assert.deepEqual(given, plain);
    const opened = await files.open(blob, [identity], { size, sha256 }, silent);
    assert.deepEqual(new Uint8Array(await opened.arrayBuffer()), plain);
  }
});

test("a file that is not what the manifest names is not given out", async () => {
  const files = new FileSealer();
  const { blob, sha256 } = await sealed(files, new Uint8Array(10));
  await assert.rejects(files.open(blob, [identity], { size: 11, sha256 }, silent), { code: "file-size" });
  await assert.rejects(files.open(blob, [identity], { size: 10, sha256: "" }, silent), { code: "file-hash" });
  const bytes = await seal([recipient], new Uint8Array(10));
  await assert.rejects(files.open(bytes.slice(0, -1).buffer, [identity], { size: 10, sha256 }, silent), {
    code: "payload",
  });
});
