/** Both implementations live: Python opens what is sealed here and seals what is opened here. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { test } from "node:test";
import { generateHybridIdentity, open, recipientOf, seal } from "./age.ts";
import { b64, fromB64 } from "./bytes.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const python = `${root}.venv/bin/python`;
const SEAL = "import sys, base64\nfrom zegel.seal.sealing import seal_bytes as run";
const OPEN = "import sys, base64\nfrom zegel.seal.opening import open_bytes as run";
const REST = "sys.stdout.write(base64.b64encode(run([sys.argv[1]], base64.b64decode(sys.stdin.read()))).decode())";

function inPython(script: string, key: string, input: Uint8Array): Uint8Array {
  const { status, stdout, stderr } = spawnSync(python, ["-c", `${script}\n${REST}`, key], {
    cwd: root, input: b64(input), encoding: "utf8", maxBuffer: 2 ** 26,
  });
  assert.equal(status, 0, stderr);
  return fromB64(stdout);
}

for (const size of [0, 1, 65_536, 65_537, 300_000]) {
  test(`${size} bytes between Python and the browser's core`, { skip: !existsSync(python) }, async () => {
    const plain = Uint8Array.from({ length: size }, (_, at) => (at * 7) % 256);
    const identity = await generateHybridIdentity();
    const recipient = await recipientOf(identity);
    assert.deepEqual(inPython(OPEN, identity, await seal([recipient], plain)), plain);
    assert.deepEqual(await open([identity], inPython(SEAL, recipient, plain)), plain);
  });
}
