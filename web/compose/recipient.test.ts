import assert from "node:assert/strict"
import test from "node:test"
import { readPhone } from "../typed/phone.ts"
import { codeLength, freshCode, fromCorrespondent, isAddress, type Known, lacks, newcomer, reachable, readAddresses, strength } from "./recipient.ts"

test("Dutch mobile numbers in every common spelling", () => {
  for (const typed of ["06-12345678", "0612345678", "+31 6 1234 5678", "+31 (0)6 12345678", "0031612345678", "+31 06 12345678", "31612345678"]) {
    assert.deepEqual(readPhone(typed), { number: "+31612345678" }, typed)
  }
  assert.deepEqual(readPhone("+32 470 12 34 56"), { number: "+32470123456" })
})

test("a wrong number says what is wrong with it", () => {
  const wrong = { "": "phoneMissing", abc: "phoneUnreadable", "020-1234567": "phoneNotMobile", "06-123": "phoneLength", "12345678": "phoneCountry" }
  for (const [typed, error] of Object.entries(wrong)) assert.deepEqual(readPhone(typed), { error }, typed)
})

test("addresses, alone and in a list with names", () => {
  for (const good of ["a@b.nl", "jan.de-wit+x@rechtbank.example"]) assert.ok(isAddress(good), good)
  for (const bad of ["a@b", "a b@c.nl", ".a@b.nl", "a..b@c.nl", "@c.nl", "a@-c.nl"]) assert.equal(isAddress(bad), false, bad)
  assert.deepEqual(readAddresses('"Jan J." <jan@a.nl>; piet@b.nl, onzin'), [
    { address: "jan@a.nl", name: "Jan J." }, { address: "piet@b.nl", name: "" },
  ])
})

test("somebody new lacks a name and a way to be recognised", () => {
  const one = newcomer("a@b.nl")
  assert.deepEqual(lacks(one).map(({ field }) => field), ["name", "phone"])
  one.name = "A"
  one.way = "code"
  one.code = "kort-1"
  assert.deepEqual(lacks(one), [{ field: "code", text: "codeShort" }])
  one.code = freshCode()
  assert.deepEqual(lacks(one), [])
  assert.equal(codeLength(one.code), 12)
  assert.equal(strength(one), "medium")
})

const guest = (id: string, more: Partial<Known> = {}): Known => ({
  kind: "guest", id, name: "P. Jansen", address: "p@post.example", recipient: "age1pq1", verification: "sms", organisation: "", senderCopy: "c", ...more,
})

test("a guest whose link is past is written to as somebody new, once for each address", () => {
  const past = guest("a", { past: true, phone: "+31612345678", language: "en" })
  const one = fromCorrespondent(past)
  assert.deepEqual([one.kind, one.relinked, one.phone, one.language, one.way], ["new", true, "+31612345678", "en", "sms"])
  assert.notEqual(one.id, "a")
  assert.equal(one.senderCopy, "")
  assert.deepEqual(lacks(one), [])
  const coded = fromCorrespondent(guest("b", { past: true, verification: "code", address: "q@post.example" }))
  assert.deepEqual(lacks(coded).map(({ field }) => field), ["code"])
  const ids = (found: Known[]) => reachable(found).map(({ id }) => id)
  assert.deepEqual(ids([past, guest("b", { past: true })]).length, 1)
  assert.deepEqual(ids([past, guest("c", { address: "P@post.example" })]), ["c"])
  assert.deepEqual(ids([guest("d", { adopted: true }), { ...guest("e"), kind: "box" }]), ["e"])
})
