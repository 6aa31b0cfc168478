// Words of an entry: for the circle they are sealed to, and nobody else.
import assert from "node:assert/strict"
import { test } from "node:test"
import { newMessageIdentity } from "../seal/message.ts"
import type { Circle } from "../session/holder.ts"
import { openedWords, sealWords } from "./words.ts"

test("words open for the newest key of the circle alone", async () => {
  const [old, key] = [await newMessageIdentity(), await newMessageIdentity()]
  const keyVersions = new Map([[1, old.identity], [2, key.identity]])
  const opened = { id: "c", kind: "open", recipient: "from the server", keyVersion: 2, right: "send", renew: false, keyVersions } as Circle
  const sealed = await sealWords("Gedaagde kon niet eerder.", { circle: "k", opened })
  assert.deepEqual([sealed.circle, sealed.keyVersion], ["k", 2])
  assert.ok(!atob(sealed.envelope).includes("Gedaagde"))
  assert.equal(await openedWords(sealed, [key.identity]), "Gedaagde kon niet eerder.")
  await assert.rejects(openedWords(sealed, [old.identity]))
})

test("without the newest key nothing is sealed", async () => {
  const opened = { id: "c", kind: "open", recipient: "r", keyVersion: 2, right: "send", renew: false, keyVersions: new Map() } as Circle
  await assert.rejects(sealWords("x", { circle: "k", opened }))
})
