import assert from "node:assert/strict"
import test from "node:test"
import { answer, json, page } from "../dom.ts"
import { seal } from "../seal/age.ts"
import { b64, utf8 } from "../seal/bytes.ts"
import { newMessageIdentity } from "../seal/message.ts"
import type { Account } from "../session/account.ts"
import { fetchStandardTexts, keepStandardText, signedWith, StandardTextChoice } from "./standard-texts.ts"
import type { Facts } from "./text-fields.ts"

const BODY = `<div data-standard-texts hidden><span data-standard-choice hidden><select id="standard-text"></select></span><a data-manage-texts></a></div>
<textarea id="text"></textarea><template id="texts" data-text-choose="Choose" data-texts-make="Make" data-texts-manage="Change"></template>`

const keys = await newMessageIdentity()
const box = { id: "B" }
const me = {
  identities: [keys.identity], user: { id: "U" }, box: () => box, ownKey: async () => ({ recipient: keys.recipient, keyVersion: 1 }),
} as unknown as Account

async function sealedText(id: string, content: unknown): Promise<object> {
  return { id, version: 1, sealed: b64(await seal([keys.recipient], utf8(JSON.stringify(content)))) }
}

const field = () => document.getElementById("text") as HTMLTextAreaElement

async function started(texts: readonly object[], facts: Partial<Facts> = {}, signs = false) {
  page(BODY)
  answer({ "/api/boxes/B/texts?kind=text": () => json(texts) })
  const known = { facts: { case: null, recipients: null, mailbox: "Team", writer: "F", at: new Date(0), ...facts }, changes: 0 }
  const choice = new StandardTextChoice({ me, signs, box: () => "B", facts: () => known.facts, changed: () => known.changes++ })
  await choice.load()
  return { choice, known }
}

function choose(id: string): void {
  const select = document.getElementById("standard-text") as HTMLSelectElement
  select.value = id
  select.dispatchEvent(new Event("change"))
}

const LETTERS = [
  await sealedText("b", { v: 1, name: "Zitting", text: "Zaak {zaaknummer}." }),
  await sealedText("a", { v: 1, name: "Bevestiging", text: "Ontvangen door {postvak}." }),
]

test("a text comes into the message filled in, and another takes its place", async () => {
  const { known } = await started(LETTERS, { case: "C/13/1" })
  choose("b")
  assert.equal(field().value, "Zaak C/13/1.")
  choose("a")
  assert.equal(field().value, "Ontvangen door Team.")
  choose("")
  assert.equal(field().value, "")
  assert.equal(known.changes, 3)
})

test("what somebody wrote themselves is never taken out", async () => {
  await started(LETTERS)
  field().value = "Geachte heer,\n\nGroet"
  field().selectionStart = field().selectionEnd = "Geachte heer,\n\n".length
  choose("a")
  assert.equal(field().value, "Geachte heer,\n\nOntvangen door Team.Groet")
  field().value = field().value.replace("Team", "ons")
  choose("b")
  assert.match(field().value, /Ontvangen door ons/)
  assert.match(field().value, /Zaak {zaaknummer}\./)
})

test("what becomes known later is filled in by itself, and can still be taken out", async () => {
  const { choice, known } = await started(LETTERS)
  choose("b")
  known.facts = { ...known.facts, case: "C/13/9" }
  choice.fill()
  assert.equal(field().value, "Zaak C/13/9.")
  choose("")
  assert.equal(field().value, "")
})

test("texts stand by name; one that does not open is counted and hides no other", async () => {
  const strange = { id: "c", version: 1, sealed: b64(await seal([(await newMessageIdentity()).recipient], utf8("{}"))) }
  page(BODY)
  answer({ "/api/boxes/B/texts?kind=text": () => json([...LETTERS, strange]) })
  const { texts, closed } = await fetchStandardTexts("B", me)
  assert.deepEqual(texts.map(({ name }) => name), ["Bevestiging", "Zitting"])
  assert.equal(closed, 1)
})

test("without texts only the way to make them is shown; where they cannot be had one writes without", async () => {
  await started([])
  assert.equal((document.querySelector("[data-standard-choice]") as HTMLElement).hidden, true)
  const link = document.querySelector("a") as HTMLAnchorElement
  assert.equal(link.textContent, "Make")
  assert.match(link.href, /\/mail\/B\/texts$/)
  page(BODY)
  answer({ "/api/boxes/B/texts?kind=text": () => json({ code: "none" }, 404) })
  await new StandardTextChoice({ me, signs: true, box: () => "B", facts: () => assert.fail(), changed: () => {} }).load()
})

test("a text leaves the device sealed, its name too", async () => {
  page(BODY)
  const asked = answer({ "/api/texts/T": () => json({ version: 2 }) })
  await keepStandardText("B", me, { id: "T", version: 1, name: "Geheime naam", text: "Geheim", under: ["Geheime gebruiker"] })
  assert.equal(asked.length, 1)
  const { sealed, version } = asked.map(({ body }) => body as { sealed: string; version: number })[0] ?? assert.fail()
  assert.ok(!JSON.stringify(asked).includes("Geheim"))
  assert.ok(!Buffer.from(sealed, "base64").includes("Geheim"))
  assert.equal(version, 1)
})

const SIGNED = [
  ...LETTERS,
  await sealedText("s", { v: 1, name: "Groet", text: "Met vriendelijke groet,\n{mijn naam}", under: ["U", "colleague"] }),
  await sealedText("o", { v: 1, name: "Andere groet", text: "Hoogachtend", under: ["colleague"] }),
]
const SIGNATURE = "\n\nMet vriendelijke groet,\nF"

test("a new message has the writer's own signature, with the place to type above it, and counts as nothing written", async () => {
  const { choice } = await started(SIGNED, {}, true)
  assert.equal(field().value, SIGNATURE)
  assert.equal(field().selectionStart, 0)
  assert.equal(choice.written, "")
  field().value = `Geachte heer,${SIGNATURE}`
  assert.equal(choice.written, "Geachte heer,")
})

test("a draft or a filing gets no signature, and who has none gets none", async () => {
  await started(SIGNED)
  assert.equal(field().value, "")
  await started(LETTERS, {}, true)
  assert.equal(field().value, "")
})

test("a standard text comes above the signature and leaves without it", async () => {
  await started(SIGNED, {}, true)
  choose("a")
  assert.equal(field().value, `Ontvangen door Team.${SIGNATURE}`)
  choose("")
  assert.equal(field().value, SIGNATURE)
})

test("a signature that somebody changed is theirs: it counts as written and another mailbox does not take it away", async () => {
  const box = { id: "B" }
  page(BODY)
  answer({ "/api/boxes/B/texts?kind=text": () => json(SIGNED), "/api/boxes/C/texts?kind=text": () => json([]) })
  const facts: Facts = { case: null, recipients: null, mailbox: "Team", writer: "F", at: new Date(0) }
  const choice = new StandardTextChoice({ me, signs: true, box: () => box.id, facts: () => facts, changed: () => {} })
  await choice.load()
  field().value = "Tot ziens"
  box.id = "C"
  await choice.load()
  assert.equal(field().value, "Tot ziens")
  assert.equal(choice.written, "Tot ziens")
})

test("an unchanged signature goes with the mailbox it belongs to", async () => {
  const box = { id: "B" }
  page(BODY)
  answer({ "/api/boxes/B/texts?kind=text": () => json(SIGNED), "/api/boxes/C/texts?kind=text": () => json([]) })
  const facts: Facts = { case: null, recipients: null, mailbox: "Team", writer: "F", at: new Date(0) }
  const choice = new StandardTextChoice({ me, signs: true, box: () => box.id, facts: () => facts, changed: () => {} })
  await choice.load()
  field().value = `Goedemiddag${SIGNATURE}`
  box.id = "C"
  await choice.load()
  assert.equal(field().value, "Goedemiddag")
})

test("one text is somebody's signature at a time, and nobody else's choice changes by it", () => {
  const text = (id: string, under: string[]) => ({ id, version: 1, name: id, text: id, under })
  const texts = [text("a", ["U", "V"]), text("b", ["V"]), text("c", [])]
  assert.deepEqual(signedWith(texts, "U", "b").map(({ id, under }) => [id, under]), [["a", ["V"]], ["b", ["V", "U"]]])
  assert.deepEqual(signedWith(texts, "U", null).map(({ id, under }) => [id, under]), [["a", ["V"]]])
  assert.deepEqual(signedWith(texts, "U", "a"), [])
})
