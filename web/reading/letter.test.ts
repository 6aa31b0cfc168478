import assert from "node:assert/strict"
import { test } from "node:test"
import { seal } from "../seal/age.ts"
import { b64 } from "../seal/bytes.ts"
import { makeEnvelope, type Manifest, MANIFEST_TYPE } from "../seal/manifest.ts"
import { newMessageIdentity, sealMessageKey } from "../seal/message.ts"
import { newSigningSeed, signingPublic } from "../seal/signing.ts"
import { unsealed } from "./letter.ts"
import type { OpenedOut } from "../wire/api.ts"

const ids = () => crypto.randomUUID()

function manifest(changes: Partial<Manifest> = {}): Manifest {
  const box = { kind: "box" as const, id: ids(), name: "Team", address: "team@rechtbank.example" }
  return {
    type: MANIFEST_TYPE,
    message: ids(),
    conversation: ids(),
    created: "2026-11-22T22:51:00Z",
    sender: { kind: "guest", id: ids(), name: "P. Jansen", user: null, userName: null },
    recipients: [box],
    subject: "C/13/756123",
    text: "Geachte griffier,\n\nIk kom.",
    secret: false,
    files: [],
    ...changes,
  }
}

/** A message as the server hands it out, for a reader whose identity comes with it. */
async function sealedOf(written: Manifest, changes: Partial<OpenedOut> = {}): Promise<{ sealed: OpenedOut; reader: string }> {
  const [message, reader, seed] = [await newMessageIdentity(), await newMessageIdentity(), newSigningSeed()]
  const [key] = await sealMessageKey(message.identity, [reader.recipient])
  const sealed: OpenedOut = {
    message: written.message,
    conversation: written.conversation,
    subject: written.subject,
    receivedAt: "2026-11-22T23:51:00+01:00",
    role: "recipient",
    delivery: ids(),
    box: null,
    guest: null,
    sender: written.sender,
    envelope: b64(await seal([message.recipient], await makeEnvelope(written, seed))),
    sealedKey: b64(key ?? new Uint8Array()),
    senderKey: b64(await signingPublic(seed)),
    files: written.files.map((file) => ({ number: file.number, object: file.object, size: 1 })),
    record: null,
    personal: null,
    log: null,
    readers: [],
    adoptions: [],
    ...changes,
  }
  return { sealed, reader: reader.identity }
}

const code = (expected: string) => (error: unknown) => (error as { code?: string }).code === expected

test("a message that is right opens, whichever of the reader's identities it is for", async () => {
  const written = manifest()
  const { sealed, reader } = await sealedOf(written)
  const other = await newMessageIdentity()
  const letter = await unsealed(sealed, [other.identity, reader])
  assert.deepEqual(letter.manifest, written)
})

test("nobody else opens it", async () => {
  const { sealed } = await sealedOf(manifest())
  const stranger = await newMessageIdentity()
  await assert.rejects(unsealed(sealed, [stranger.identity]), code("no-match"))
})

test("a message signed by another than the directory names is refused", async () => {
  const senderKey = b64(await signingPublic(newSigningSeed()))
  const { sealed, reader } = await sealedOf(manifest(), { senderKey })
  await assert.rejects(unsealed(sealed, [reader]), code("sender-key"))
})

for (const other of [{ kind: "box" as const }, { id: ids() }, { user: ids() }]) {
  test(`a message in the name of another ${Object.keys(other)} than the directory names is refused`, async () => {
    const written = manifest()
    const { sealed, reader } = await sealedOf(written, { sender: { ...written.sender, ...other } })
    await assert.rejects(unsealed(sealed, [reader]), code("sender-key"))
  })
}

test("a message that belongs elsewhere is refused", async () => {
  const { sealed, reader } = await sealedOf(manifest(), { conversation: ids() })
  await assert.rejects(unsealed(sealed, [reader]), code("message"))
})

test("files the sender did not name are refused", async () => {
  const { sealed, reader } = await sealedOf(manifest(), { files: [{ number: 1, object: ids(), size: 1 }] })
  await assert.rejects(unsealed(sealed, [reader]), code("files"))
})
