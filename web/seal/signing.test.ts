import assert from "node:assert/strict"
import test from "node:test"
import { hex, utf8 } from "./bytes.ts"
import { CannotCheck, reportCode, SealError } from "./errors.ts"
import * as native from "./signing.ts"

type Signing = typeof native

/** The module as a browser has it whose WebCrypto knows no Ed25519 (Chromium before 137, Firefox before 129). */
async function without(): Promise<Signing> {
  const whole = crypto.subtle.importKey.bind(crypto.subtle) as (...parts: unknown[]) => Promise<CryptoKey>
  crypto.subtle.importKey = (async (...parts: unknown[]) => {
    if (parts[2] === "Ed25519") throw new DOMException("Unrecognized name.", "NotSupportedError")
    return whole(...parts)
  }) as typeof crypto.subtle.importKey
  const fresh = "./signing.ts?without"
  const signing = (await import(fresh)) as Signing
  await signing.signingPublic(new Uint8Array(32))
  crypto.subtle.importKey = whole as typeof crypto.subtle.importKey
  return signing
}

const seed = Uint8Array.from({ length: 32 }, (_, at) => at)
const text = utf8("C/13/756123")
const library = await without()

test("a browser without Ed25519 signs and checks as the others do", async () => {
  const key = await native.signingPublic(seed)
  assert.equal(hex(await library.signingPublic(seed)), hex(key))
  assert.equal(hex(await library.sign(seed, text)), hex(await native.sign(seed, text)))
  await library.verify(key, text, await native.sign(seed, text))
  await native.verify(key, text, await library.sign(seed, text))
})

for (const [name, signing] of [["WebCrypto", native], ["the library", library]] as const) {
  test(`${name} refuses what was not signed so`, async () => {
    const key = await signing.signingPublic(seed)
    const signature = await signing.sign(seed, text)
    const turned = signature.map((byte, at) => (at === 40 ? byte ^ 1 : byte))
    const wrong = [
      [key, utf8("C/13/756124"), signature], [key, text, turned], [key, text, signature.slice(0, 63)],
      [key.map((byte) => byte ^ 1), text, signature], [key.slice(1), text, signature], [new Uint8Array(32).fill(255), text, signature],
    ] as const
    for (const [by, said, signed] of wrong) {
      await assert.rejects(signing.verify(by, said, signed), (error) => error instanceof SealError && error.code === "signature")
    }
  })
}

test("what a browser cannot do is never reported as a fault of the message", () => {
  for (const error of [new CannotCheck("no Ed25519"), new DOMException("no", "NotSupportedError"), new TypeError("x is not a function"), new SealError("worker", "could not start")]) {
    assert.throws(() => reportCode(error), CannotCheck)
  }
  assert.equal(reportCode(new SealError("signature", "does not hold")), "signature")
  assert.equal(reportCode(new SealError("mac", "false")), "open")
})
