import assert from "node:assert/strict"
import test from "node:test"
import { proposedExhibits } from "./place.ts"
import { readingMailboxes } from "./register.ts"

const files = (...names: string[]) => names.map((name, at) => ({ number: at + 1, name }))

test("exhibits go on from the last one of the party, in the order of the numbers their names carry", () => {
  const found = proposedExhibits(files("02_productie-2-foto.pdf", "01_productie-1-huur.pdf"), "productie", 7)
  assert.deepEqual([...found], [[2, 7], [1, 8]])
})

test("what is no exhibit gets no number, unless the whole filing is of exhibits without one in their names", () => {
  assert.deepEqual([...proposedExhibits(files("dagvaarding.pdf", "Prod. 3.pdf"), "dagvaarding", 1)], [[2, 1]])
  assert.deepEqual([...proposedExhibits(files("foto.pdf", "huur.pdf"), "productie", 4)], [[1, 4], [2, 5]])
  assert.deepEqual([...proposedExhibits(files("reproductie 2.pdf"), "conclusie", 1)], [])
})

test("a represented party reads by its representative alone, and only who litigates digitally reads", () => {
  const party = { role: "claimant", kind: "person", name: "A", shortName: "A", mailbox: "own" } as const
  const agent = { kind: "lawyer", name: "mr. B", mailbox: "office" } as const
  assert.deepEqual(readingMailboxes([{ ...party, channel: "digital", representative: agent }]), ["office"])
  assert.deepEqual(readingMailboxes([{ ...party, channel: "digital" }, { ...party, channel: "digital" }]), ["own"])
  assert.deepEqual(readingMailboxes([{ ...party, channel: "paper" }]), [])
})
