import assert from "node:assert/strict"
import { test } from "node:test"
import { readApplication, writeApplication } from "../cases/application.ts"
import {
  applicationOf, arranged, CLAIMANTS, fileKey, type Form, type FormParty, guessedRole, mistakes, newParty, NO_FIELDS, statedFields, type Unavailable,
} from "./form.ts"

const PLACE = {
  court: "amsterdam", courtName: "rechtbank Amsterdam", location: "Amsterdam", matter: "handel", matterName: "Handel", form: "Aanvraag kort geding",
  line: "rechtbank Amsterdam, team kort geding zaken", usual: [60], first: "2026-11-30", last: "2027-01-11",
  desk: { kind: "box", id: "b", name: "Team", address: "t@r.example", recipient: "", organisation: "", verification: "account", senderCopy: "" },
} as const
const MADE = new Date("2026-11-30T22:59:31.500Z")
const BOX = "7d1f4a52-9c3b-4e8a-8f21-0a5b6c7d8e9f"

function party(role: FormParty["role"], changes: Partial<FormParty> = {}): FormParty {
  const filled = { kind: "legal", name: "Bakkerij Zon B.V.", shortName: "Zon", street: "Spui 1", postcode: "1012ts", town: "Amsterdam" }
  return { ...newParty(role), ...filled, ...changes }
}

function form(changes: Partial<Form> = {}): Form {
  const claimant = party("claimant")
  const unknown = { representation: "unknown", phoneUnknown: true, emailUnknown: true }
  const defendant = party("defendant", { kind: "person", name: "D. ’t Hart", shortName: "'t Hart", ...unknown })
  const fields = { ...NO_FIELDS, agentName: "mr. A. de Vries", agentEmail: "a@b.example", agentPhone: "020 1234567", claim: "Toegang.", channel: "digital" }
  const unavailable: Record<string, Unavailable> = { [CLAIMANTS]: { answer: "none", days: [] }, [defendant.key]: { answer: "unknown", days: [] } }
  return { place: PLACE, fields, parties: [claimant, defendant], unavailable, outside: [], roles: {}, reasons: {}, ...changes }
}

const silent = (of: Form) => Object.entries(statedFields(of)).filter(([name, how]) => how === "" && !/claimant (telephone|e-mail)/.test(name)).map(([name]) => name)

test("a filled-in form leaves nothing out, and says unknown where it is", () => {
  assert.deepEqual(silent(form()), [])
  assert.deepEqual(mistakes(form()), [])
  const stated = statedFields(form())
  assert.equal(stated["defendant telephone"], "unknown")
  assert.equal(stated["defendant representative name"], "unknown")
  assert.equal(stated["defendant unavailability"], "unknown")
  assert.equal(stated["claimant unavailability"], "stated")
})

test("the law is told which fields are filled in, and not one word of what they say", () => {
  const told = JSON.stringify(statedFields(form()))
  for (const word of ["Zon", "Hart", "Spui", "1012", "Vries", "example"]) assert.ok(!told.includes(word), word)
})

test("none, not known, not given and nothing yet are four things", () => {
  const days = (answer: Unavailable["answer"], picked: string[] = []) => {
    const base = form()
    const defendant = base.parties[1]?.key ?? ""
    return statedFields({ ...base, unavailable: { ...base.unavailable, [defendant]: { answer, days: picked } } })["defendant unavailability"]
  }
  assert.deepEqual([days("none"), days("unknown"), days("not given"), days("")], ["stated", "unknown", "", ""])
  assert.deepEqual([days("days"), days("days", ["2026-12-01"])], ["", "stated"])
})

test("of several parties every one must say it", () => {
  const base = form()
  const second = party("defendant", { name: "", shortName: "Twee", representation: "in person", phone: "06 12345678", email: "x@y.example" })
  const both = { ...base, parties: [...base.parties, second], unavailable: { ...base.unavailable, [second.key]: { answer: "none", days: [] } as Unavailable } }
  assert.deepEqual(silent(both), ["defendant name"])
  assert.equal(statedFields(both)["defendant telephone"], "stated")
})

test("what no court could use is said at its field", () => {
  const found = (changes: Partial<FormParty>) => mistakes(form({ parties: [party("claimant", changes), party("defendant", { shortName: "Twee", representation: "unknown" })] }))
    .map(({ text }) => text)
  assert.deepEqual(found({ postcode: "0123 AB" }), ["postcodeWrong"])
  assert.deepEqual(found({ postcode: "B-1000", country: "België" }), [])
  assert.deepEqual(found({ street: "Spui" }), ["houseNumberMissing"])
  assert.deepEqual(found({ kind: "" }), ["kindMissing"])
  assert.deepEqual(found({ shortName: "TWÉÉ" }), ["shortNameTwice"])
  assert.deepEqual(found({ email: "geen adres", phone: "ooit" }), ["emailWrong", "phoneWrong"])
  assert.deepEqual(found({ phone: "010 1234567" }), [])
})

test("whatever is typed becomes a document that is read back", () => {
  const odd = ["", "\ud800", "\u0000", "’t Hart-O’Brien İ", "a\r\nb", "🥖".repeat(90), "\u202eabc"]
  for (const text of odd) {
    const of = form({ parties: [party("claimant", { name: text, shortName: "", town: text }), party("defendant", { representation: "represented", agentName: text })] })
    const made = applicationOf({ ...of, fields: { ...of.fields, claim: text, urgencyAsked: true, urgency: text } }, [], BOX, MADE)
    assert.deepEqual(readApplication(writeApplication(made)), made)
  }
})

test("a request that is not asked has no reason, whatever was typed before", () => {
  const base = form()
  const made = applicationOf({ ...base, fields: { ...base.fields, urgency: "Brood", longer: "Getuigen", interpreter: "Turks" } }, [], BOX, MADE)
  assert.deepEqual([made.urgency, made.longer, made.interpreter], [null, null, null])
  assert.deepEqual([made.made, made.parties[0]?.address.postcode, made.parties[0]?.representative?.mailbox], ["2026-11-30T22:59:31Z", "1012 TS", BOX])
  assert.deepEqual([made.parties[1]?.phone, made.parties[1]?.email], [null, null])
})

test("the summons goes first, and exhibits are numbered on as the party is called", () => {
  const of = form()
  const names = ["huurcontract.pdf", "Conceptdagvaarding Zon.pdf", "foto.PDF"].map((name) => ({ key: name, name }))
  const roles: Record<string, ReturnType<typeof guessedRole>> = {}
  for (const { key, name } of names) roles[key] = guessedRole(name, Object.values(roles))
  const found = arranged(names, { ...of, roles }, 2)
  assert.deepEqual(found.map(({ name, document }) => [name, document.number, document.exhibit]), [
    ["conceptdagvaarding.pdf", 2, null], ["zonproductie1.pdf", 3, 1], ["zonproductie2.pdf", 4, 2],
  ])
  const mailed = arranged(names, { ...of, roles }, 3, MADE)
  assert.deepEqual(mailed.map(({ name }) => name), ["03_conceptdagvaarding_261130.pdf", "04_zonproductie1_261130.pdf", "05_zonproductie2_261130.pdf"])
})

test("no two files get one name", () => {
  const files = Array.from({ length: 8 }, (_, at) => ({ key: String(at), name: "stuk.pdf" }))
  const roles = Object.fromEntries(files.map(({ key }) => [key, { role: Number(key) % 2 === 0 ? "other" : "summons", description: "", language: "nl" } as const]))
  const names = arranged(files, { ...form(), roles }, 2).map(({ name }) => name)
  assert.equal(new Set(names).size, 8)
})

test("a short name in a file name has no accents, spaces or marks", () => {
  assert.equal(fileKey("'t Hart & Öztürk"), "thartozturk")
})
