import assert from "node:assert/strict"
import test from "node:test"
import { newMessageIdentity } from "../seal/message.ts"
import { openedReason, sealedWords } from "./reason.ts"

test("a reason opens with the key of its circle, whatever signs are in it, and with no other", async () => {
  const circle = await newMessageIdentity()
  const text = "Wegens bedrijfsgeheimen van ’t Hart – Őry, Łuczak, العربية"
  const sealed = await sealedWords(text, circle.recipient, 3)
  assert.equal(sealed.keyVersion, 3)
  assert.equal(await openedReason([circle.identity], sealed), text)
  const other = await newMessageIdentity()
  await assert.rejects(openedReason([other.identity], sealed))
})
