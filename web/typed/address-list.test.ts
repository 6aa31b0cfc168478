import assert from "node:assert/strict"
import test from "node:test"
import { readAddresses } from "./address-list.ts"

const short = (text: string) => readAddresses(text).found.map(({ address, name }) => (name === "" ? address : `${name} <${address}>`))

const PROGRAMS: Readonly<Record<string, readonly [string, readonly string[]]>> = {
  "Outlook, names with commas": ['"Jansen, P." <p@x.nl>; "Vries, A. de" <a@x.nl>', ["Jansen, P. <p@x.nl>", "Vries, A. de <a@x.nl>"]],
  "Outlook, not quoted": ["Jansen, P. <p@x.nl>; Vries, A. de <a@x.nl>;", ["Jansen, P. <p@x.nl>", "Vries, A. de <a@x.nl>"]],
  "Outlook, the address for a name": ["'p@x.nl' <p@x.nl>; a@x.nl <a@x.nl>", ["p@x.nl", "a@x.nl"]],
  "Apple Mail": ["Piet Jansen <p@x.nl>, Anna de Vries <a@x.nl>", ["Piet Jansen <p@x.nl>", "Anna de Vries <a@x.nl>"]],
  "Apple Mail, comma in a name": ["a@x.nl, Jansen, P. <p@x.nl>", ["a@x.nl", "Jansen, P. <p@x.nl>"]],
  "Gmail": ['"Jansen, P." <p@x.nl>, Anna <a@x.nl>, ', ["Jansen, P. <p@x.nl>", "Anna <a@x.nl>"]],
  "smart quotes": ["“Jansen, P.” <p@x.nl>; „Vries, A. de” <a@x.nl>", ["Jansen, P. <p@x.nl>", "Vries, A. de <a@x.nl>"]],
  "quotes inside a name": ['"Piet \\"de Pleiter\\" Jansen" <p@x.nl>', ['Piet "de Pleiter" Jansen <p@x.nl>']],
  "a name in brackets": ["p@x.nl (P. Jansen); A. de Vries [a@x.nl]; B (b@x.nl)", ["P. Jansen <p@x.nl>", "A. de Vries <a@x.nl>", "B <b@x.nl>"]],
  "columns of a spreadsheet": ["Piet Jansen\tp@x.nl\r\nde Vries, Anna\ta@x.nl\r\n", ["Piet Jansen <p@x.nl>", "de Vries, Anna <a@x.nl>"]],
  "columns in another order": ["p@x.nl\tPiet\tJansen\na@x.nl\tAnna\tde Vries", ["Piet Jansen <p@x.nl>", "Anna de Vries <a@x.nl>"]],
  "a column of addresses": ["p@x.nl\r\na@x.nl\r\n", ["p@x.nl", "a@x.nl"]],
  "a row of addresses": ["p@x.nl\ta@x.nl", ["p@x.nl", "a@x.nl"]],
  "spaces between": ["p@x.nl a@x.nl", ["p@x.nl", "a@x.nl"]],
  "links": ["mailto:p@x.nl?subject=Zaak, <mailto:a@x.nl>".replace(", <mailto:a@x.nl>", ""), ["p@x.nl"]],
  "a sentence's point": ["p@x.nl.", ["p@x.nl"]],
  "unseen signs and wide ones": ["\u200bp@x.nl\u00ad；ａ＠x.nl", ["p@x.nl", "a@x.nl"]],
  "Outlook, a link to the address behind it": ["Piet <p@x.nl<mailto:p@x.nl>>; a@x.nl <mailto:a@x.nl>", ["Piet <p@x.nl>", "a@x.nl"]],
  "Outlook, the lines above a mail": ["Aan: Piet <p@x.nl>\nCC: a@x.nl", ["Piet <p@x.nl>", "a@x.nl"]],
  "a list": ["- p@x.nl\n• Anna <a@x.nl>\n3. b@x.nl", ["p@x.nl", "Anna <a@x.nl>", "b@x.nl"]],
  "a quote that nothing closes": ['"Jansen, P. <p@x.nl>; a@x.nl', ["Jansen, P. <p@x.nl>", "a@x.nl"]],
  "unseen signs around a name": ["\u200bPiet <p@x.nl>\u200e\u0000", ["Piet <p@x.nl>"]],
  "an apostrophe": ["O’Connor <o’connor@x.nl>", ["O’Connor <o'connor@x.nl>"]],
}

for (const [program, [text, people]] of Object.entries(PROGRAMS)) {
  test(`everybody is read as ${program} writes them`, () => {
    assert.deepEqual(short(text), people)
    assert.deepEqual(readAddresses(text).left, [])
  })
}

test("what cannot be read is given back in its own words", () => {
  assert.deepEqual(readAddresses("a@x.nl; jürgen@x.nl; c@x.nl").left, ["jürgen@x.nl"])
  assert.deepEqual(readAddresses('"Jan J." <jan@x.nl>; piet@x.nl, onzin').left, ["onzin"])
  assert.deepEqual(readAddresses("Naam\tE-mail\nPiet\tp@x.nl").left, ["Naam", "E-mail"])
  assert.deepEqual(readAddresses("Piet <p@x>; \"Jan, a@x.nl").left, ["Piet <p@x>", '"Jan'])
  assert.deepEqual(readAddresses("a@x.nl, Piet de Vries, b@x.nl"), {
    found: ["a@x.nl", "b@x.nl"].map((address) => ({ address, name: "", phone: "" })), left: ["Piet de Vries"],
  })
  assert.deepEqual(readAddresses("Jansen, Piet </o=ExchangeLabs/ou=Group/cn=piet>; a@x.nl").found.length, 1)
})

test("a phone number in a row comes along, and the nought a spreadsheet took is left to be asked for", () => {
  assert.deepEqual(readAddresses("Piet Jansen\t06-12345678\tp@x.nl").found, [{ address: "p@x.nl", name: "Piet Jansen", phone: "06-12345678" }])
  assert.deepEqual(readAddresses("p@x.nl\t612345678\tPiet").found, [{ address: "p@x.nl", name: "Piet", phone: "612345678" }])
})

test("nothing typed vanishes: each word is read or given back", () => {
  const pieces = ["a@x.nl", "jürgen@y.nl", "Vries", "A. de", '"', "<", ">", ",", ";", "\t", "\n", " ", "(", ")", "“", "b@z.nl", "'"]
  let seed = 7
  const next = () => (seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31)
  for (let round = 0; round < 3000; round++) {
    const text = Array.from({ length: 9 }, () => pieces[next() % pieces.length]).join("")
    const { found, left } = readAddresses(text)
    const kept = [...found.flatMap(({ address, name, phone }) => [address, name, phone]), ...left].join(" ")
    for (const word of text.match(/[\p{L}\p{N}@.]+/gu) ?? []) assert.ok(kept.includes(word.replace(/\.$/, "")), `${JSON.stringify(text)} lost ${word}`)
  }
})
