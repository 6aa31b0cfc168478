// Words of an entry: for the circle they are sealed to, and nobody else.
import assert from "node:assert/strict"
import { test } from "node:test"
import { newMessageIdentity } from "../seal/message.ts"
import { openedWords, sealWords } from "./words.ts"

test("words open for the key they are sealed to alone", async () => {
  const [old, key] = [await newMessageIdentity(), await newMessageIdentity()]
  const sealed = await sealWords("Gedaagde kon niet eerder.", "k", { recipient: key.recipient, keyVersion: 2 })
  assert.deepEqual([sealed.circle, sealed.keyVersion], ["k", 2])
  assert.ok(!atob(sealed.envelope).includes("Gedaagde"))
  assert.equal(await openedWords(sealed, [old.identity, key.identity]), "Gedaagde kon niet eerder.")
  await assert.rejects(openedWords(sealed, [old.identity]))
})
