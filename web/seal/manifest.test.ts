import assert from "node:assert/strict";
import { test } from "node:test";
import { b64, fromUtf8, utf8 } from "./bytes.ts";
import { canonical } from "./canonical.ts";
import { sha256Hex } from "./derive.ts";
import { reportCode, SealError } from "./errors.ts";
import { checkFile, type Expected, makeEnvelope, type Manifest, readEnvelope } from "./manifest.ts";
import { newSigningSeed, signingPublic } from "./signing.ts";

const uuid = (digit: string): string => `00000000-0000-4000-8000-00000000000${digit}`;
const seed = newSigningSeed();
const content = utf8("Bijlage");

const manifest: Manifest = {
  type: "zegel/manifest/v1", message: uuid("1"), conversation: uuid("2"), created: "2026-11-22T22:51:00Z",
  sender: { kind: "box", id: uuid("3"), name: "Griffie", user: null, userName: null },
  recipients: [{ kind: "guest", id: uuid("4"), name: "J. Jansen", address: "jan@voorbeeld.nl" }],
  subject: "nieuwe zaak", text: "Geachte heer,", secret: false,
  files: [1, 2].map((number) => ({
    number, name: `${number}.pdf`, type: "application/pdf", size: content.length, sha256: "0".repeat(64),
    object: uuid(`${4 + number}`), pages: null,
  })),
};
const expected: Expected = {
  senderKey: b64(await signingPublic(seed)), message: uuid("1"), conversation: uuid("2"),
  objects: [uuid("5"), uuid("6")],
};
const envelope = await makeEnvelope(manifest, seed);

function changed(change: (parts: Record<string, string>) => void): Uint8Array {
  const parts = JSON.parse(fromUtf8(envelope)) as Record<string, string>;
  change(parts);
  return utf8(JSON.stringify(parts));
}

test("what was signed is read back", async () => assert.deepEqual(await readEnvelope(envelope, expected), manifest));

/** Each case also has every later fault: the first check that fails is the one that is told. */
const later = { message: uuid("8"), conversation: uuid("8"), objects: [] };
const otherKey = b64(await signingPublic(newSigningSeed()));
const forged = changed((parts) => (parts["manifest"] = (parts["manifest"] ?? "").replace("Geachte", "Beste")));
const broken = changed((parts) => (parts["manifest"] += " "));
const cases: readonly (readonly [string, Uint8Array, Expected])[] = [
  ["envelope", broken, { senderKey: otherKey, ...later }],
  ["sender-key", forged, { senderKey: otherKey, ...later }],
  ["signature", forged, { senderKey: expected.senderKey, ...later }],
  ["message", envelope, { senderKey: expected.senderKey, ...later }],
  ["message", envelope, { ...expected, conversation: uuid("8"), objects: [] }],
  ["files", envelope, { ...expected, objects: [] }],
  ["files", envelope, { ...expected, objects: expected.objects.toReversed() }],
];
for (const [at, [code, bytes, asked]] of cases.entries()) {
  test(`check ${at}: ${code}`, async () => assert.rejects(readEnvelope(bytes, asked), { code }));
}

for (const junk of ["", "{", "null", "[]", "{}", "\ufeff{}"]) {
  test(`no envelope: ${JSON.stringify(junk)}`, async () => {
    await assert.rejects(readEnvelope(utf8(junk), expected), { code: "envelope" });
  });
}

test("bytes that are not UTF-8 are no envelope", async () => {
  await assert.rejects(readEnvelope(Uint8Array.of(0xff), expected), { code: "envelope" });
});

test("what no reader accepts is not signed", async () => {
  const wrong: Partial<Manifest>[] = [
    { created: "2026-02-30T00:00:00Z" }, { message: "x" }, { subject: "x".repeat(1001) }, { text: "\ud800" },
    { files: manifest.files.toReversed() },
  ];
  for (const part of wrong) {
    await assert.rejects(makeEnvelope({ ...manifest, ...part }, seed), SealError, JSON.stringify(part).slice(0, 80));
  }
});

test("a member more than the version knows is refused", async () => {
  const more = changed((parts) => (parts["manifest"] = canonical({ ...manifest, urgent: true })));
  await assert.rejects(readEnvelope(more, expected), { code: "envelope" });
});

test("a file is held to its size, then its hash", async () => {
  const [entry] = manifest.files;
  assert.ok(entry);
  await assert.rejects(checkFile({ ...entry, size: 1 }, content), { code: "file-size" });
  await assert.rejects(checkFile(entry, content), { code: "file-hash" });
  await checkFile({ ...entry, sha256: await sha256Hex(content) }, content);
});

test("what age refuses is reported as open", () => {
  assert.equal(reportCode(new SealError("payload", "")), "open");
  assert.equal(reportCode(new SealError("files", "")), "files");
});
