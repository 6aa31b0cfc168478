// vectors/typed/addresses-v1.json: zegel/notify/tests/test_numbers.py is held to the same.
import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import test from "node:test"
import { imitatesLatin, readAddress } from "./address.ts"

const path = new URL("../../vectors/typed/addresses-v1.json", import.meta.url)
const vectors = JSON.parse(readFileSync(path, "utf8")) as { what: string; typed: string; wire: string | null }[]

for (const { what, typed, wire } of vectors) {
  test(`an address as it will be sent: ${what}`, () => assert.equal(readAddress(typed)?.wire ?? null, wire))
}

test("what is shown is what was written, and not what a mapping made of it", () => {
  assert.equal(readAddress("info@straße.example")?.address, "info@straße.example")
})

test("letters that make a domain look like another are seen", () => {
  const odd = ["rechtspraаk.nl", "раураl.example", "аррӏе.example", "rechtsprạak.nl", "gооgle.example", "rechtsprɑɑk.nl", "kαntoor.example"]
  for (const domain of odd) assert.ok(imitatesLatin(domain), domain)
  for (const domain of ["rechtspraak.nl", "straße.example", "bücher.example", "пример.рф", "παράδειγμα.example", "例え.example", "xn--a.nl", "çelik.example"]) {
    assert.equal(imitatesLatin(domain), false, domain)
  }
})
