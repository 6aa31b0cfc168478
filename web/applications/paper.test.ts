import assert from "node:assert/strict"
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import path from "node:path"
import test, { after, before } from "node:test"
import { fileURLToPath } from "node:url"
import type { ApplicationDocument } from "../cases/application.ts"
import { page } from "../dom.ts"
import { makeFonts } from "../fonts.mjs"
import { PdfEngine } from "../page/pdf-engine.ts"
import { applicationOf, CLAIMANTS, type Form, newParty, NO_FIELDS } from "./form.ts"
import { applicationPaper } from "./paper.ts"

const ROOT = fileURLToPath(new URL("../../", import.meta.url))
const fetched = globalThis.fetch
let folder = ""
let engine: PdfEngine

/** The Dutch of the sentences in a template, as the page has them. */
async function dutchWords(): Promise<Record<string, string>> {
  const template = await readFile(path.join(ROOT, "zegel/portal/applications/templates/applications/row_texts.html"), "utf8")
  const fragments = path.join(ROOT, "zegel/portal/locale/fragments")
  const catalogues = await Promise.all((await readdir(fragments)).map((name) => readFile(path.join(fragments, name), "utf8")))
  const known = new Map([...catalogues.join("\n").matchAll(/^msgid "(.+)"\nmsgstr "(.+)"$/gm)].map((found) => [found[1] ?? "", found[2] ?? ""]))
  return Object.fromEntries([...template.matchAll(/data-\{\{ in \}\}([a-z-]+)="\{% translate "([^\n]+?)" %\}"/g)].map(([, key = "", english = ""]) => (
    [`dutch-${key}`.replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase()), known.get(english) ?? `no Dutch: ${english}`]
  )))
}

/** Somebody who reads English files at a Dutch court. */
before(async () => {
  page("").document.documentElement.lang = "en"
  globalThis.zegelWords = [await dutchWords()]
  folder = await mkdtemp(path.join(tmpdir(), "letters-"))
  await makeFonts(ROOT, folder)
  engine = await PdfEngine.start(() => null)
  globalThis.fetch = async (address) => {
    const name = String(address)
    const place = name.includes("/pdfjs/") ? path.join(ROOT, "node_modules/pdfjs-dist/standard_fonts") : folder
    return new Response(await readFile(path.join(place, path.basename(name))))
  }
})
after(async () => {
  globalThis.fetch = fetched
  globalThis.zegelWords = undefined
  engine.close()
  await rm(folder, { recursive: true })
})

const claimant = {
  ...newParty("claimant"), kind: "person", name: "王小明 Çelik", shortName: "Çelik", street: "Spui 1", postcode: "1012ts", town: "Amsterdam",
  phone: "06 12345678", email: "c@d.example",
}
const unknown = { representation: "unknown", phoneUnknown: true, emailUnknown: true, country: "België" }
const defendant = { ...newParty("defendant"), kind: "legal", name: "Woonplaats B.V.", shortName: "Woonplaats", street: "Kade 3", town: "Gent", ...unknown }
const FORM: Form = {
  place: {
    court: "amsterdam", courtName: "rechtbank Amsterdam", location: "Amsterdam", matter: "kanton", matterName: "Kanton (page)", form: "Aanvraag kort geding kanton",
    line: "rechtbank Amsterdam, team kanton", usual: [30], first: "2028-02-28", last: "2028-04-10",
    desk: { kind: "box", id: "b", name: "Team", address: "t@r.example", recipient: "", organisation: "", verification: "account", senderCopy: "" },
  },
  fields: {
    ...NO_FIELDS, filedBy: "in person", claim: "Het dak lekt.\nDirect.", urgencyAsked: true, urgency: "Er is regen.", longerAsked: true, longerMinutes: "90",
    longer: "Drie getuigen", interpreterAsked: true, interpreter: "Kantonees", othersAsked: "yes", othersSaid: "Geen antwoord", channel: "veilig mailen",
  },
  parties: [claimant, defendant],
  unavailable: { [CLAIMANTS]: { answer: "days", days: ["2028-02-29", "2028-03-01"] }, [defendant.key]: { answer: "unknown", days: [] } },
  outside: [], roles: {}, reasons: {},
}
const FILES: { name: string; document: ApplicationDocument }[] = [
  { name: "conceptdagvaarding.pdf", document: { number: 3, role: "summons", exhibit: null, description: "", language: "nl" } },
  { name: "celikproductie1.pdf", document: { number: 4, role: "exhibit", exhibit: 1, description: "Mietvertrag", language: "de" } },
]

async function printed(): Promise<{ text: string; raw: string }> {
  const application = applicationOf(FORM, FILES.map(({ document }) => document), null, new Date("2028-02-28T23:30:00Z"))
  const blob = await applicationPaper({ form: FORM, application, from: "c@d.example", passed: [{ rule: "2.1", reason: "Spoed" }], files: FILES })
  const bytes = new Uint8Array(await blob.arrayBuffer())
  const raw = Buffer.from(bytes).toString("latin1")
  const opened = await engine.open(bytes)
  const lines: string[] = []
  for (let number = 1; number <= opened.numPages; number++) {
    const { items } = await (await opened.getPage(number)).getTextContent()
    lines.push(items.map((item) => ("str" in item ? `${item.str}${item.hasEOL ? " " : ""}` : "")).join(""))
  }
  return { text: lines.join(" ").replaceAll(/\s+/g, " "), raw }
}

test("every answer of the form stands on its paper with its label, in Dutch, whatever language the page has", async () => {
  const { text } = await printed()
  for (const said of [
    "Aanvraag kort geding kanton", "rechtbank Amsterdam", "Soort zaak: Kanton", "De partij zelf, in persoon", "Eiser", "王小明 Çelik", "1012 TS", "06 12345678",
    "dinsdag 29 februari 2028", "woensdag 1 maart 2028", "Gedaagde", "Woonplaats B.V.", "België", "Telefoonnummer niet bekend", "Het dak lekt.", "Er is regen.",
    "90 minuten", "Drie getuigen", "Kantonees", "Geen antwoord", "maandag 28 februari 2028 tot en met maandag 10 april 2028", "conceptdagvaarding.pdf",
    "Productie 1: Mietvertrag (taal: Duits)", "Spoed", "dinsdag 29 februari 2028, 00:30",
  ]) assert.ok(text.includes(said), `${said} is not in: ${text}`)
  for (const wrong of ["no Dutch", "dutch", "{", "undefined", "(page)", "\ufffd"]) assert.ok(!text.includes(wrong), `${wrong} is in: ${text}`)
})

test("the paper is PDF/A-2b: its claim in the open, colours that mean something, and every font within", async () => {
  const { raw } = await printed()
  assert.match(raw, /<pdfaid:part>2<\/pdfaid:part><pdfaid:conformance>B</)
  assert.match(raw, /\/OutputIntents \[<< [^>]*\/GTS_PDFA1 [^>]*\/DestOutputProfile \d+ 0 R >>\]/)
  const fonts = [...raw.matchAll(/\/Type \/Font\b/g)].length
  const within = [...raw.matchAll(/\/FontFile2 /g)].length
  // A font is two objects, and its file one.
  assert.ok(within > 0)
  assert.equal(fonts, 2 * within)
  assert.ok(!/\/Encrypt|\/JavaScript|\/Subtype \/Type1/.test(raw))
})
