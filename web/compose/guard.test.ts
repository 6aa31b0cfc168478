import assert from "node:assert/strict"
import { test } from "node:test"
import { type Addressee, concerns, distance, type Facts, holdsBsn } from "./guard.ts"

const person = (address: string, more: Partial<Addressee> = {}): Addressee => ({ id: address, name: "", address, listed: false, profession: "", ...more })
const facts = (recipients: Addressee[], more: Partial<Facts> = {}): Facts => ({ recipients, known: [], conversation: null, trusted: [], fileNames: [], ...more })
const jan = { name: "mr. J. de Vries", address: "j.devries@kantoorvries.example" }
const codes = (told: Facts) => concerns(told).map(({ code, level, like }) => ({ code, level, like }))

test("somebody of whom nothing is known gives no cause", () => {
  assert.deepEqual(codes(facts([person("p.jansen@post.example")], { known: [jan] })), [])
})

test("a known address gives no cause, in capitals neither", () => {
  assert.deepEqual(codes(facts([person("J.deVries@KantoorVries.example")], { known: [jan] })), [])
})

test("the same name at a domain with a slip is a warning", () => {
  for (const address of ["j.devries@kantorvries.example", "j.devries@kantoorvires.example"]) {
    assert.deepEqual(codes(facts([person(address)], { known: [jan] })), [{ code: "lookalike", level: "warning", like: jan.address }])
  }
})

test("a known name with a wholly other address is a warning", () => {
  const other = person("vries77@post.example", { name: "Mr. J. de Vries" })
  assert.deepEqual(codes(facts([other], { known: [jan] })), [{ code: "other-address", level: "warning", like: jan.address }])
})

test("a colleague with nearly the same address is a hint", () => {
  assert.equal(codes(facts([person("i.devries@kantoorvries.example")], { known: [jan] }))[0]?.level, "hint")
})

test("an imitation of our own or a court's domain is shut out, whoever it is", () => {
  const trusted = ["rechtspraak.example"]
  assert.equal(codes(facts([person("griffie@rechtspraaak.example")], { trusted }))[0]?.level, "block")
  assert.equal(codes(facts([person("griffie@rechstpraak.example")], { trusted }))[0]?.code, "imitated")
  assert.deepEqual(codes(facts([person("griffie@rechtspraak.example")], { trusted })), [])
  assert.deepEqual(codes(facts([person("griffie@gemeente.example")], { trusted })), [])
})

test("domains that are short, private or known are not taken for an imitation", () => {
  assert.deepEqual(codes(facts([person("a@abd.example")], { trusted: ["abc.nl", "gmail.com"] })), [])
  assert.deepEqual(codes(facts([person("a@gmial.com")], { trusted: ["gmail.com"] })), [])
  const neighbour = { name: "", address: "info@rechtspraaak.example" }
  assert.deepEqual(codes(facts([person("b@rechtspraaak.example")], { trusted: ["rechtspraak.example"], known: [neighbour] })), [])
})

test("an address of the directory is nobody's typing error", () => {
  const listed = person("j.devries@kantorvries.example", { listed: true })
  assert.deepEqual(codes(facts([listed], { known: [jan], trusted: ["kantoorvries.example"] })), [])
})

test("who never took part in this conversation is a hint, and in a new one nobody did", () => {
  const newcomer = person("new@post.example")
  assert.equal(codes(facts([newcomer], { conversation: [jan] }))[0]?.code, "stranger")
  assert.deepEqual(codes(facts([newcomer], { conversation: [] })), [])
  assert.deepEqual(codes(facts([newcomer])), [])
})

test("a lawyer of the register at a private address is a hint", () => {
  assert.equal(codes(facts([person("jan@gmail.com", { listed: true, profession: "bar" })]))[0]?.code, "private-mail")
  assert.deepEqual(codes(facts([person("jan@gmail.com", { listed: true })])), [])
})

test("of one recipient only the gravest is told, and of the others nothing", () => {
  const found = concerns(facts([person("a@rechtspraaak.example"), person("b@post.example")], { trusted: ["rechtspraak.example"] }))
  assert.deepEqual(found.map(({ about }) => about), ["a@rechtspraaak.example"])
})

test("a citizen service number in a file name, and no other nine digits", () => {
  for (const name of ["besluit_123456782.pdf", "1234.56.782 akte.pdf", "111.222.333.pdf"]) assert.ok(holdsBsn(name), name)
  for (const name of ["besluit_123456789.pdf", "C-13-756123_260101.pdf", "000000000.pdf", "1234567820.pdf", "factuur 20261122.pdf"]) {
    assert.ok(!holdsBsn(name), name)
  }
})

test("two signs swapped are one slip", () => {
  assert.equal(distance("kantoor", "kantoro"), 1)
  assert.equal(distance("", "abc"), 3)
})
