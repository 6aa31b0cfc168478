import assert from "node:assert/strict"
import test, { afterEach } from "node:test"
import type { DraftContent } from "../compose/draft.ts"
import { page } from "../dom.ts"
import { forget, keep, recalled } from "../reading/answer.ts"
import { generateHybridIdentity } from "../seal/age.ts"
import type { EnteredOut } from "../wire/api.ts"
import { GuestApplicant, guestDraft } from "./by-guest.ts"

page('<template id="texts" data-key-log="another key for {name}" data-key-changed="a new key"></template>')
const fetched = globalThis.fetch
afterEach(() => {
  globalThis.fetch = fetched
})

const GUEST = { id: "0b0c9a9e-5a6f-4c06-8f1b-64a8e6f9a001", name: "P. Jansen", owner: { id: "b", recipient: "age1pq1court" } } as unknown as EnteredOut
const CONTENT = { v: 1, message: "m", text: "roodborstje" } as unknown as DraftContent

/** A draft of one guest, once it is kept. */
async function kept(identity: string): Promise<void> {
  const told: string[] = []
  const keeper = new GuestApplicant(GUEST, identity).keeper({ content: () => CONTENT, told: (state) => told.push(state) })
  keeper.changed()
  assert.equal(keeper.dirty, true)
  await keeper.save()
  assert.deepEqual([keeper.dirty, told], [false, ["saved"]])
}

test("what is typed is kept in the browser, opens for its guest and says nothing to anybody else", async () => {
  const identity = await generateHybridIdentity()
  await kept(identity)
  const held = Object.values({ ...localStorage }).join("")
  assert.ok(held.length > 0 && !held.includes("roodborstje") && !atob(held).includes("roodborstje"))
  assert.deepEqual((await guestDraft(GUEST, identity))?.content, CONTENT)
  // Another guest in the same browser has another draft, and a wrong key opens none.
  assert.equal(await guestDraft({ ...GUEST, id: "0b0c9a9e-5a6f-4c06-8f1b-64a8e6f9a002" }, identity), null)
  assert.equal(await guestDraft(GUEST, await generateHybridIdentity()), null)
})

test("an answer to the court and an application do not take each other's place", async () => {
  const identity = await generateHybridIdentity()
  await kept(identity)
  await keep(GUEST, identity, { text: "antwoord" })
  forget(GUEST)
  assert.equal(await recalled(GUEST, identity, "answer"), null)
  assert.deepEqual((await guestDraft(GUEST, identity))?.content, CONTENT)
})

test("what was filed or thrown away is kept no longer, and a save that was on its way keeps nothing", async () => {
  const identity = await generateHybridIdentity()
  await kept(identity)
  const keeper = new GuestApplicant(GUEST, identity).keeper({ content: () => CONTENT, told: () => {} })
  keeper.changed()
  await keeper.discard()
  await keeper.save()
  assert.equal(await guestDraft(GUEST, identity), null)
})

test("a tab does not write over what another tab kept, unless it is told to", async () => {
  const identity = await generateHybridIdentity()
  await kept(identity)
  const told: string[] = []
  const content = (text: string) => ({ ...CONTENT, text })
  const first = new GuestApplicant(GUEST, identity).keeper({ content: () => content("first"), told: (state) => told.push(state) })
  const second = new GuestApplicant(GUEST, identity).keeper({ content: () => content("second"), told: (state) => told.push(state) })
  first.changed()
  await first.save()
  second.changed()
  await second.save()
  assert.deepEqual([told, second.dirty], [["saved", "conflict"], true])
  assert.equal((await guestDraft(GUEST, identity))?.content.text, "first")
  second.fork()
  await second.save()
  assert.equal((await guestDraft(GUEST, identity))?.content.text, "second")
})

test("what is thrown away while it is being kept stays away", async () => {
  const identity = await generateHybridIdentity()
  const keeper = new GuestApplicant(GUEST, identity).keeper({ content: () => CONTENT, told: () => {} })
  keeper.changed()
  const saving = keeper.save()
  await keeper.discard()
  await saving
  assert.equal(await guestDraft(GUEST, identity), null)
})

test("nothing is sealed when the server names another key than this page has", async () => {
  const asked: string[] = []
  globalThis.fetch = (async (path: string) => {
    asked.push(path)
    return new Response(JSON.stringify({ box: "b", recipient: "age1pq1other", name: "Team", log: null }), { headers: { "content-type": "application/json" } })
  }) as typeof fetch
  const applicant = new GuestApplicant(GUEST, await generateHybridIdentity())
  const filled = { form: {}, message: {}, filing: "f", passed: [], entries: [] } as unknown as Parameters<GuestApplicant["handIn"]>[0]
  await assert.rejects(applicant.handIn(filled), { code: "key-version-past" })
  assert.deepEqual(asked, [`/api/guests/${GUEST.id}/owner-key`])
})
