import assert from "node:assert/strict"
import test from "node:test"
import { answer, json, page } from "../dom.ts"
import { open, seal } from "../seal/age.ts"
import { b64, fromB64, fromUtf8, utf8 } from "../seal/bytes.ts"
import { newMessageIdentity } from "../seal/message.ts"
import type { Account } from "../session/account.ts"
import { addressOf, askedBy, filterOf, SavedFilters } from "./filters.ts"

const OWN = "11111111-1111-4111-8111-111111111111"
const TEAM = "22222222-2222-4222-8222-222222222222"
const keys = await newMessageIdentity()

function account(right = "send"): Account {
  const boxes = [{ id: OWN, kind: "personal", delegated: false }, { id: TEAM, kind: "team", right }]
  return {
    boxes, identities: [keys.identity], box: (id: string) => boxes.find((box) => box.id === id),
    ownKey: async () => ({ recipient: keys.recipient, keyVersion: 1 }),
  } as unknown as Account
}

const BODY = `<section data-saved-filters="mail" data-place="${TEAM}/in" data-box="${TEAM}" hidden></section>
<template id="texts" data-filter-rename="Rename {name}" data-filter-remove="Remove {name}"></template>`

const content = (name: string, more: object = {}) => ({ v: 1, name, list: "mail", place: `${TEAM}/in`, asked: { q: "Jansen" }, ...more })

async function sealed(id: string, what: object): Promise<object> {
  return { id, version: 1, sealed: b64(await seal([keys.recipient], utf8(JSON.stringify(what)))) }
}

/** A server that keeps what it is sent, and a page that shows it. */
async function started(own: object[], team: object[], me = account()) {
  page(BODY)
  const kept = { [OWN]: own, [TEAM]: team }
  const asked = answer({
    [`/api/boxes/${OWN}/texts?kind=filter`]: () => json(kept[OWN]),
    [`/api/boxes/${TEAM}/texts?kind=filter`]: () => json(kept[TEAM]),
    "/api/texts/one": () => json({ version: 2 }),
  })
  const section = document.querySelector<HTMLElement>("[data-saved-filters]") ?? assert.fail()
  await new SavedFilters(section, me).start()
  return { asked, section, kept }
}

const shown = () => [...document.querySelectorAll<HTMLAnchorElement>(".filters a")].map((link) => [link.textContent, link.getAttribute("href")])

test("filters of one's own and of the team stand by name, and lead with one press to what was kept", async () => {
  const { section } = await started([await sealed("b", content("Zaken van Jansen"))], [await sealed("a", content("Niemand", { asked: { charge: "nobody" } }))])
  assert.equal(section.hidden, false)
  assert.deepEqual(shown(), [["Niemand", `/mail/${TEAM}/in?charge=nobody`], ["Zaken van Jansen", `/mail/${TEAM}/in?q=Jansen`]])
})

test("filters of another mailbox or of cases are not among them", async () => {
  await started([await sealed("a", content("Elders", { place: `${OWN}/in` })), await sealed("b", content("Zaken", { list: "cases", place: "" }))], [])
  assert.deepEqual(shown(), [])
})

test("a new name leaves the device sealed, and what is asked is what was kept", async () => {
  const { asked, section } = await started([await sealed("one", content("Oud"))], [])
  document.querySelector<HTMLElement>("[aria-label='Rename Oud']")?.click()
  const field = document.getElementById("filter-name") as HTMLInputElement
  assert.equal(field.value, "Oud")
  field.value = "Geheime naam"
  section.querySelector("form")?.dispatchEvent(new Event("submit", { cancelable: true }))
  for (let turn = 0; turn < 200 && !asked.some(({ path }) => path === "/api/texts/one"); turn++) await new Promise((resolve) => setTimeout(resolve, 5))
  const body = (asked.find(({ path }) => path === "/api/texts/one")?.body ?? assert.fail()) as { box: string; kind: string; sealed: string; version: number }
  assert.deepEqual([body.box, body.kind, body.version], [OWN, "filter", 1])
  assert.ok(!JSON.stringify(asked).includes("Geheim"))
  assert.deepEqual(JSON.parse(fromUtf8(await open([keys.identity], fromB64(body.sealed)))), content("Geheime naam"))
})

test("who may only read in a team uses its filters and changes none", async () => {
  await started([], [await sealed("a", content("Van het team"))], account("read"))
  assert.equal(shown().length, 1)
  assert.equal(document.querySelectorAll("li button").length, 0)
})

test("a filter leads to its list and nowhere else, whatever a colleague sealed", () => {
  const filter = (more: object) => filterOf({ id: "x", version: 1, content: content("n", more) as Record<string, unknown> }, OWN)
  for (const place of ["../../evil", `${TEAM}/in/../../x`, "//evil.example/in", `${TEAM}/texts`, 7, ""]) assert.equal(filter({ place }), null)
  for (const list of ["texts", "//evil.example", null]) assert.equal(filter({ list }), null)
  const odd = filter({ asked: { q: "a&b=c", before: "1_x", next: "//evil.example", unread: 1 } }) ?? assert.fail()
  assert.equal(addressOf(odd), `/mail/${TEAM}/in?q=a%26b%3Dc`)
})

test("what is kept is what narrows a list, not from where it goes on", () => {
  assert.deepEqual(askedBy({ search: "?q=Jansen&before=1_a&unread=1", hash: "" }, "mail"), { q: "Jansen", unread: "1" })
  assert.deepEqual(askedBy({ search: "?state=ended&q=&desk=d", hash: "" }, "cases"), { state: "ended", desk: "d" })
})

test("words of a kept search lead to the page that searches, and not to the server", () => {
  assert.deepEqual(askedBy({ search: "?q=7561", hash: "#q=huur+7561" }, "mail"), { q: "huur 7561" })
  const kept = filterOf({ id: "x", version: 1, content: content("n", { place: `${TEAM}/search`, asked: { q: "huur 7561" } }) as Record<string, unknown> }, OWN) ?? assert.fail()
  assert.equal(addressOf(kept), `/mail/${TEAM}/search?q=7561#q=huur+7561`)
})
