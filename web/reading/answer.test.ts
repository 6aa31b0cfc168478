import assert from "node:assert/strict"
import { test } from "node:test"
import { newMessageIdentity } from "../seal/message.ts"
import { linkSecret } from "../session/guest.ts"
import { forget, keep, newAnswer, recall } from "./answer.ts"
import type { EnteredOut } from "../wire/api.ts"

const stored = new Map<string, string>()
Object.assign(globalThis, {
  localStorage: {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => void stored.set(key, value),
    removeItem: (key: string) => void stored.delete(key),
  },
})

async function guest(): Promise<{ entered: EnteredOut; identity: string }> {
  const keys = await newMessageIdentity()
  const entered = { id: crypto.randomUUID(), recipient: keys.recipient } as EnteredOut
  return { entered, identity: keys.identity }
}

test("what was typed comes back, and lies in the browser only sealed", async () => {
  const { entered, identity } = await guest()
  const answer = { ...(await newAnswer([])), text: "Ik kom op 4 december." }
  await keep(entered, identity, answer)
  const kept = [...stored.values()].map((text) => atob(text)).join()
  assert.ok(!kept.includes("december") && kept.startsWith("age-encryption.org/v1"))
  assert.deepEqual(await recall(entered, identity), answer)
  forget(entered)
  assert.equal(await recall(entered, identity), null)
})

test("what no longer opens is thrown away, not in the way", async () => {
  const { entered, identity } = await guest()
  await keep(entered, identity, await newAnswer([]))
  const stranger = await newMessageIdentity()
  assert.equal(await recall(entered, stranger.identity), null)
  assert.equal(stored.size, 0)
})

test("only a whole secret is one", () => {
  const secret = "jO0Cp0ZYRpAtcrmednKAiBBeryqGXRzGGEomzawtMDg"
  assert.equal(linkSecret(`#${secret}`), secret)
  for (const broken of ["", "#", "#main", `#${secret.slice(0, -1)}`, `#${secret}x`, `#${secret.replace("j", "!")}`]) {
    assert.equal(linkSecret(broken), null)
  }
})
