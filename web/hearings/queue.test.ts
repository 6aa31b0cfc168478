// The queue of a sheet without a connection: sealed on the shelf, in order, once, and nothing lost.
import assert from "node:assert/strict"
import { test } from "node:test"
import { Problem } from "../page/server.ts"
import { newMessageIdentity } from "../seal/message.ts"
import type { HearingEntryOut } from "../wire/api.ts"
import { type Entry, Queue, type Sealing, type Shelf } from "./queue.ts"

class Shelved implements Shelf {
  readonly kept = new Map<string, string>()
  full = false
  names = () => [...this.kept.keys()]
  get = (name: string) => this.kept.get(name) ?? null
  remove = (name: string) => void this.kept.delete(name)
  set = (name: string, text: string) => {
    if (this.full) throw new DOMException("full", "QuotaExceededError")
    this.kept.set(name, text)
  }
}

const CASE = "01a00000-0000-7000-8000-000000000001"
async function person(): Promise<Sealing> {
  const { identity, recipient } = await newMessageIdentity()
  return { identities: [identity], recipients: [recipient] }
}

function entry(minute: number, changes: Partial<Entry> = {}): Entry {
  return {
    id: crypto.randomUUID(), entry: "speaking notes", facts: { party: "p" }, slot: "speaking notes p", seen: 0,
    noted: `2026-12-16T09:${String(minute).padStart(2, "0")}:00.000Z`, words: null, shown: "Spreekaantekeningen", told: null, ...changes,
  }
}

const answer = (of: Entry, number: number): HearingEntryOut => ({ id: of.id, entry: of.entry, number, noted: of.noted, at: of.noted, state: "" })
const OFFLINE = new Problem(0, { code: "offline", detail: "geen verbinding" })
const quiet = () => {}

test("what was noted lies on the shelf sealed, and comes back in order with the next page", async () => {
  const shelf = new Shelved()
  const me = await person()
  const first = new Queue(CASE, shelf)
  await first.unlock(me)
  const [late, early] = [entry(30), entry(10)]
  await first.add(late)
  await first.add(early)
  assert.equal(shelf.kept.size, 2)
  for (const text of shelf.kept.values()) {
    const bytes = atob(text)
    assert.ok(bytes.startsWith("age-encryption.org/v1") && !bytes.includes("speaking") && !bytes.includes("Spreek"))
  }
  const next = new Queue(CASE, shelf)
  await next.unlock(me)
  assert.deepEqual(next.entries.map(({ id }) => id), [early.id, late.id])
  assert.equal(next.loose, false)
})

test("somebody else, and the sheet of another case, find nothing and take nothing away", async () => {
  const shelf = new Shelved()
  const mine = new Queue(CASE, shelf)
  await mine.unlock(await person())
  await mine.add(entry(1))
  for (const [place, who] of [[CASE, await person()], ["01a00000-0000-7000-8000-000000000002", await person()]] as const) {
    const other = new Queue(place, shelf)
    await other.unlock(who)
    assert.deepEqual(other.entries, [])
  }
  assert.equal(shelf.kept.size, 1)
})

test("a page without a connection goes on with what the one before it noted, and the person's own key opens both", async () => {
  const shelf = new Shelved()
  const [me, sheet] = [await person(), await person()]
  const recipients = [...me.recipients, ...sheet.recipients]
  const before = new Queue(CASE, shelf)
  await before.unlock({ identities: [...me.identities, ...sheet.identities], recipients })
  await before.add(entry(1))
  const loaded = new Queue(CASE, shelf)
  await loaded.unlock({ identities: sheet.identities, recipients })
  assert.equal(loaded.entries.length, 1)
  await loaded.add(entry(2))
  assert.equal(loaded.loose, false)
  const after = new Queue(CASE, shelf)
  await after.unlock(me)
  assert.deepEqual(after.entries.map(({ noted }) => noted), [...before.entries, ...loaded.entries.slice(1)].map(({ noted }) => noted))
})

test("what was noted before the keys are open is loose until then, and kept after", async () => {
  const shelf = new Shelved()
  const queue = new Queue(CASE, shelf)
  await queue.add(entry(1))
  assert.deepEqual([queue.loose, shelf.names().length], [true, 0])
  await queue.unlock(await person())
  assert.deepEqual([queue.loose, shelf.names().length], [false, 1])
})

test("a browser that keeps nothing leaves it loose, so that leaving asks first", async () => {
  const shelf = new Shelved()
  shelf.full = true
  const queue = new Queue(CASE, shelf)
  await queue.unlock(await person())
  await queue.add(entry(1))
  assert.ok(queue.loose)
})

test("without an answer everything waits; with one it goes in order, once, and leaves the shelf", async () => {
  const shelf = new Shelved()
  const queue = new Queue(CASE, shelf)
  await queue.unlock(await person())
  for (const minute of [1, 2, 3]) await queue.add(entry(minute, { slot: `slot ${minute}` }))
  for (const status of [0, 401, 429, 500, 503]) {
    await queue.send(() => Promise.reject(status === 0 ? OFFLINE : new Problem(status, { detail: String(status) })), quiet)
    assert.equal(queue.entries.length, 3)
  }
  const sent: string[] = []
  const post = async (each: Entry) => {
    sent.push(each.noted.slice(14, 16))
    return answer(each, 1)
  }
  await Promise.all([queue.send(post, quiet), queue.send(post, quiet)])
  assert.deepEqual(sent, ["01", "02", "03"])
  assert.equal(shelf.kept.size, 0)
})

test("an answer that was lost is asked again with the same identifier", async () => {
  const queue = new Queue(CASE, new Shelved())
  await queue.unlock(await person())
  await queue.add(entry(1))
  const asked = new Set<string>()
  let lost = true
  const post = async (each: Entry) => {
    asked.add(each.id)
    if (!lost) return answer(each, 1)
    lost = false
    throw OFFLINE
  }
  await queue.send(post, quiet)
  await queue.send(post, quiet)
  assert.equal(asked.size, 1)
  assert.deepEqual(queue.entries, [])
})

test("who notes the next knew of their own: it is offered as having seen it, also by the next page", async () => {
  const shelf = new Shelved()
  const me = await person()
  const queue = new Queue(CASE, shelf)
  await queue.unlock(me)
  for (const minute of [1, 2]) await queue.add(entry(minute, { slot: "act", seen: 4 }))
  let answered = 0
  await queue.send(async (each) => {
    answered += 1
    if (answered === 2) throw OFFLINE
    return answer(each, 5)
  }, quiet)
  const next = new Queue(CASE, shelf)
  await next.unlock(me)
  assert.deepEqual(next.entries.map(({ seen }) => seen), [5])
})

test("what is refused stays with its answer and is in nobody's way; it can be offered again, or thrown away", async () => {
  const shelf = new Shelved()
  const me = await person()
  const queue = new Queue(CASE, shelf)
  await queue.unlock(me)
  const [refused, fine] = [entry(1), entry(2, { slot: "other" })]
  await queue.add(refused)
  await queue.add(fine)
  const heard: string[] = []
  const refusal = new Problem(409, { code: "record-changed", detail: "Iemand was u voor." })
  await queue.send(async (each) => {
    if (each.id === refused.id) throw refusal
    return answer(each, 1)
  }, (_entry, how) => void heard.push(how))
  assert.deepEqual(heard, ["refused", "taken"])
  const next = new Queue(CASE, shelf)
  await next.unlock(me)
  assert.deepEqual(next.entries.map(({ told }) => told), ["Iemand was u voor."])
  await next.again(refused.id, 7)
  await next.send(async (each) => {
    assert.equal(each.seen, 7)
    throw refusal
  }, quiet)
  next.drop(refused.id)
  assert.equal(shelf.kept.size, 0)
})

test("two pages of one sheet do not write over each other", async () => {
  const shelf = new Shelved()
  const me = await person()
  const pages = [new Queue(CASE, shelf), new Queue(CASE, shelf)]
  for (const page of pages) await page.unlock(me)
  for (const [minute, page] of pages.entries()) await page.add(entry(minute))
  const next = new Queue(CASE, shelf)
  await next.unlock(me)
  assert.equal(next.entries.length, 2)
})
