import assert from "node:assert/strict"
import { test } from "node:test"
import type { DocketEntryOut } from "../wire/api.ts"
import { firstExhibit, replaceable, saysItReplaces } from "./replacing.ts"

const piece = (id: string, number: number, party: string | null, replaces: string | null, exhibits: readonly (number | null)[] = []): DocketEntryOut => (
  { id, number, party, replaces, documents: exhibits.map((exhibit) => ({ exhibit })) } as unknown as DocketEntryOut
)

test("what can be replaced is of the same party and was not replaced before, a replacement included", () => {
  const docket = [piece("a", 1, "zon", null), piece("b", 2, "hoekje", null), piece("c", 3, "zon", "a"), piece("d", 4, null, null), piece("e", 5, "zon", null)]
  assert.deepEqual(replaceable(docket, "zon").map(({ id }) => id), ["e", "c"])
  assert.deepEqual(replaceable([], "zon"), [])
})

test("exhibits of a replacement keep the numbers of the original, and others go on from the last", () => {
  assert.equal(firstExhibit(piece("a", 1, "zon", null, [null, 4, 3]), 9), 3)
  assert.equal(firstExhibit(piece("a", 1, "zon", null, [null]), 9), 9)
  assert.equal(firstExhibit(undefined, 9), 9)
})

test("a name that says so is noticed, in any case", () => {
  assert.equal(saysItReplaces(["VERVANGEND PROCESSTUK conclusie.pdf"]), true)
  assert.equal(saysItReplaces(["conclusie.pdf", "huurcontract.pdf"]), false)
})
