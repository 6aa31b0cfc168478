import assert from "node:assert/strict"
import test from "node:test"
import { codeLength, freshCode, fromCorrespondent, type Known, lacks, newcomer, reachable, strength } from "./recipient.ts"

test("somebody new lacks a name and a way to be recognised", () => {
  const recipient = newcomer("a@b.nl")
  assert.deepEqual(lacks(recipient).map(({ field }) => field), ["name", "phone"])
  recipient.name = "A"
  recipient.way = "code"
  recipient.code = "kort-1"
  assert.deepEqual(lacks(recipient), [{ field: "code", text: "codeShort" }])
  recipient.code = freshCode()
  assert.deepEqual(lacks(recipient), [])
  assert.equal(codeLength(recipient.code), 12)
  assert.equal(strength(recipient), "medium")
})

const guest = (id: string, more: Partial<Known> = {}): Known => ({
  kind: "guest", id, name: "P. Jansen", address: "p@post.example", recipient: "age1pq1", verification: "sms", organisation: "", senderCopy: "c", ...more,
})

test("a guest whose link is past is written to as somebody new, once for each address", () => {
  const past = guest("a", { past: true, phone: "+31612345678", language: "en" })
  const recipient = fromCorrespondent(past)
  assert.deepEqual([recipient.kind, recipient.relinked, recipient.phone, recipient.language, recipient.way], ["new", true, "+31612345678", "en", "sms"])
  assert.notEqual(recipient.id, "a")
  assert.equal(recipient.senderCopy, "")
  assert.deepEqual(lacks(recipient), [])
  const coded = fromCorrespondent(guest("b", { past: true, verification: "code", address: "q@post.example" }))
  assert.deepEqual(lacks(coded).map(({ field }) => field), ["code"])
  const ids = (found: Known[]) => reachable(found).map(({ id }) => id)
  assert.deepEqual(ids([past, guest("b", { past: true })]).length, 1)
  assert.deepEqual(ids([past, guest("c", { address: "P@post.example" })]), ["c"])
  assert.deepEqual(ids([guest("d", { adopted: true }), { ...guest("e"), kind: "box" }]), ["e"])
})
