// What somebody filled in on the form for an application, as a draft keeps it; and what follows from it: which fields of art. 2.2
// are filled in, what is wrong with them, and the document. No DOM.
import {
  type Answer, type Application, APPLICATION_TYPE, type ApplicationDocument, type ApplicationParty, type ApplicationRepresentative,
  type Contact, type DocumentRole, type FiledBy, type Matter,
} from "../cases/application.ts"
import { plainText } from "../compose/submission.ts"
import { isAddress } from "../typed/address.ts"
import { readPhone } from "../typed/phone.ts"
import { readPostcode } from "../typed/postcode.ts"
import type { Known } from "../compose/recipient.ts"
import { jjmmdd } from "../compose/names.ts"
import { dutchDay } from "../time/days.ts"

/** Where is applied; as the server told it when the form was opened. */
export interface Place {
  readonly court: string
  readonly courtName: string
  readonly location: string
  readonly matter: Matter
  readonly matterName: string
  /** The name of the form (art. 2.1). */
  readonly form: string
  readonly line: string
  /** Minutes a hearing takes as a rule (annex III). */
  readonly usual: readonly number[]
  /** The six weeks of art. 2.2. */
  readonly first: string
  readonly last: string
  readonly desk: Known
  /** Whether a clerk takes down what is asked orally (art. 2.1). */
  readonly oral?: boolean
}

/** The court, with its location where that is not in its name. */
export function whereOf({ courtName, location }: Pick<Place, "courtName" | "location">): string {
  return courtName.endsWith(location) ? courtName : `${courtName}, ${location}`
}

export interface Unavailable {
  readonly answer: Answer | ""
  readonly days: readonly string[]
}

export interface FormParty {
  readonly key: string
  readonly role: "claimant" | "defendant"
  readonly kind: string
  readonly name: string
  readonly shortName: string
  readonly street: string
  readonly postcode: string
  readonly town: string
  readonly country: string
  readonly representation: string
  readonly agentName: string
  readonly agentEmail: string
  readonly agentPhone: string
  readonly email: string
  readonly emailUnknown: boolean
  readonly phone: string
  readonly phoneUnknown: boolean
}

/** The fields outside the cards of the parties, by their names on the page. */
export interface Fields {
  readonly filedBy: string
  readonly agentName: string
  readonly agentOffice: string
  readonly agentNumber: string
  readonly agentEmail: string
  readonly agentPhone: string
  readonly claim: string
  readonly urgencyAsked: boolean
  readonly urgency: string
  readonly shorteningAsked: boolean
  readonly shortening: string
  readonly longerAsked: boolean
  readonly longerMinutes: string
  readonly longer: string
  readonly interpreterAsked: boolean
  readonly interpreter: string
  readonly recordingsAsked: boolean
  readonly recordings: string
  readonly othersAsked: string
  readonly othersSaid: string
  readonly channel: string
  /** Of an oral application: who asked it, how, when by the Dutch clock, and whether it could not wait. */
  readonly oralCaller: string
  readonly oralWay: string
  readonly oralDay: string
  readonly oralTime: string
  readonly oralUrgent: boolean
}

export interface FileRole {
  readonly role: DocumentRole
  readonly description: string
  readonly language: string
}

export interface Form {
  readonly place: Place
  readonly fields: Fields
  readonly parties: readonly FormParty[]
  /** By "claimant", or by the key of a defendant. */
  readonly unavailable: Readonly<Record<string, Unavailable>>
  /** Days that were picked and are past by now. */
  readonly outside: readonly string[]
  /** By the key of a file. */
  readonly roles: Readonly<Record<string, FileRole>>
  /** Why something is filed although a rule is not met, by rule. */
  readonly reasons: Readonly<Record<string, string>>
}

export const NO_FIELDS: Fields = {
  filedBy: "", agentName: "", agentOffice: "", agentNumber: "", agentEmail: "", agentPhone: "", claim: "", urgencyAsked: false, urgency: "",
  shorteningAsked: false, shortening: "", longerAsked: false, longerMinutes: "", longer: "", interpreterAsked: false, interpreter: "",
  recordingsAsked: false, recordings: "", othersAsked: "", othersSaid: "", channel: "",
  oralCaller: "", oralWay: "", oralDay: "", oralTime: "", oralUrgent: false,
}

const NO_PARTY = {
  kind: "", name: "", shortName: "", street: "", postcode: "", town: "", country: "", agentName: "", agentEmail: "", agentPhone: "",
  email: "", emailUnknown: false, phone: "", phoneUnknown: false, representation: "",
}

export const NO_ANSWER: Unavailable = { answer: "", days: [] }
export const CLAIMANTS = "claimant"

export function newParty(role: FormParty["role"]): FormParty {
  return { key: crypto.randomUUID(), role, ...NO_PARTY }
}

export function filedByOf({ place, fields }: Pick<Form, "place" | "fields">): FiledBy {
  return place.matter === "kanton" ? (fields.filedBy as FiledBy) || "in person" : "lawyer"
}

// ── What the law is told: which fields are filled in, never with what ───────────────────────────────────────────────────

export type How = "" | "stated" | "unknown"

/** By the names that art. 2.2's fields have in the law house. */
export function statedFields(form: Form): Record<string, How> {
  const claimants = form.parties.filter(({ role }) => role === "claimant")
  const defendants = form.parties.filter(({ role }) => role === "defendant")
  const { agentName, agentEmail, agentPhone } = form.fields
  const inPerson = filedByOf(form) === "in person"
  const itself = defendants.filter(({ representation }) => representation !== "represented")
  const represented = defendants.filter(({ representation }) => representation === "represented")
  const agents = (read: (party: FormParty) => string) => (represented.length === 0 ? "unknown" : together(represented, (party) => said(read(party))))
  return {
    "claimant name": together(claimants, ({ name }) => said(name)),
    "claimant address": together(claimants, addressSaid),
    "claimant telephone": inPerson ? together(claimants, ({ phone }) => said(phone)) : "",
    "claimant e-mail": inPerson ? together(claimants, ({ email }) => said(email)) : "",
    "claimant representative name": inPerson ? "" : said(agentName),
    "claimant representative e-mail": inPerson ? "" : said(agentEmail),
    "claimant representative telephone": inPerson ? "" : said(agentPhone),
    "defendant name": together(defendants, ({ name }) => said(name)),
    "defendant address": together(defendants, addressSaid),
    "defendant representative name": agents(({ agentName: name }) => name),
    "defendant representative e-mail": agents(({ agentEmail: email }) => email),
    "defendant representative telephone": agents(({ agentPhone: phone }) => phone),
    "defendant telephone": together(itself, ({ phone, phoneUnknown }) => (phoneUnknown ? "unknown" : said(phone))),
    "defendant e-mail": together(itself, ({ email, emailUnknown }) => (emailUnknown ? "unknown" : said(email))),
    "claimant unavailability": daysSaid(form.unavailable[CLAIMANTS]),
    "defendant unavailability": together(defendants, ({ key }) => daysSaid(form.unavailable[key])),
  }
}

function said(text: string): How {
  return text.trim() === "" ? "" : "stated"
}

function addressSaid({ street, postcode, town, country }: FormParty): How {
  const needed = country.trim() === "" ? [street, postcode, town] : [street, town]
  return needed.every((part) => part.trim() !== "") ? "stated" : ""
}

/** Of several parties: what all of them say; where one says nothing, nothing is said. */
function together(parties: readonly FormParty[], how: (party: FormParty) => How): How {
  const all = parties.map(how)
  if (all.includes("")) return ""
  return all.length > 0 && all.every((each) => each === "unknown") ? "unknown" : "stated"
}

/** "I give no days" is an answer for the judge; to art. 2.2 it is a field that says nothing. */
function daysSaid(unavailable: Unavailable = NO_ANSWER): How {
  const { answer, days } = unavailable
  if (answer === "unknown") return "unknown"
  return answer === "none" || (answer === "days" && days.length > 0) ? "stated" : ""
}

// ── What is wrong, field by field ───────────────────────────────────────────────────────────────────────────────────────

/** The id of a field and the key of a sentence: what no court could use, whatever the law says of what is missing. */
export function mistakes(form: Form): { id: string; text: string }[] {
  const found: { id: string; text: string }[] = []
  const wrong = (id: string, text: string) => found.push({ id, text })
  const { fields } = form
  if (form.place.oral === true) oralMistakes(form, wrong)
  contact("agentEmail", "agentPhone", fields.agentEmail, fields.agentPhone, wrong)
  if (fields.longerAsked && !/^[1-9][0-9]{0,3}$/.test(fields.longerMinutes.trim())) wrong("longerMinutes", "minutesWrong")
  if (fields.interpreterAsked && fields.interpreter.trim() === "") wrong("interpreter", "languageMissing")
  if (fields.claim.trim() === "") wrong("claim", "claimMissing")
  for (const party of form.parties) {
    const id = (name: string) => `${party.key}-${name}`
    if (party.kind === "") wrong(id("kind"), "kindMissing")
    if (party.country.trim() === "" && party.postcode.trim() !== "" && readPostcode(party.postcode) === null) wrong(id("postcode"), "postcodeWrong")
    if (party.country.trim() === "" && party.street.trim() !== "" && !/\d/.test(party.street)) wrong(id("street"), "houseNumberMissing")
    if (party.representation === "represented") contact(id("agentEmail"), id("agentPhone"), party.agentEmail, party.agentPhone, wrong)
    else contact(id("email"), id("phone"), party.email, party.phone, wrong)
  }
  for (const [key, id] of twins(form.parties)) wrong(`${key}-${id}`, "shortNameTwice")
  return found
}

/** What has to be known of an oral application; the form that follows says the rest (art. 2.1). */
function oralMistakes({ fields, parties }: Form, wrong: (id: string, text: string) => void): void {
  if (fields.oralCaller.trim() === "") wrong("oralCaller", "oralCaller")
  if (fields.oralWay === "") wrong("oralWay", "oralWay")
  if (fields.oralDay === "" || fields.oralTime === "") wrong(fields.oralDay === "" ? "oralDay" : "oralTime", "oralWhen")
  if (!fields.oralUrgent) wrong("oralUrgent", "oralWait")
  for (const { key, name } of parties) if (name.trim() === "") wrong(`${key}-name`, "oralName")
}

function contact(emailId: string, phoneId: string, email: string, phone: string, wrong: (id: string, text: string) => void): void {
  if (email.trim() !== "" && !isAddress(email)) wrong(emailId, "emailWrong")
  const read = readPhone(phone)
  if (phone.trim() !== "" && "error" in read && read.error !== "phoneNotMobile") wrong(phoneId, "phoneWrong")
}

/** Every party has a short name of its own (art. 3.13). */
function twins(parties: readonly FormParty[]): [string, "shortName"][] {
  const seen = new Set<string>()
  return parties.flatMap((party): [string, "shortName"][] => {
    const name = fileKey(shortNameOf(party))
    if (name === "") return []
    if (seen.has(name)) return [[party.key, "shortName"]]
    seen.add(name)
    return []
  })
}

export function shortNameOf({ name, shortName }: Pick<FormParty, "name" | "shortName">): string {
  return shortName.trim() || (name.trim().split(/\s+/)[0] ?? "").slice(0, 60)
}

/** A short name as names of files have it (art. 3.14): letters and digits, without accents. */
export function fileKey(name: string): string {
  return name.normalize("NFKD").replaceAll(/\p{M}/gu, "").toLowerCase().replaceAll(/[^a-z0-9]/g, "")
}

// ── The document ────────────────────────────────────────────────────────────────────────────────────────────────────────

/** `documents` are the files behind the application itself, in their order; `mailbox` is the one it is filed from, null where a clerk
 * takes it down. */
export function applicationOf(form: Form, documents: readonly ApplicationDocument[], mailbox: string | null, made: Date): Application {
  const { place, fields } = form
  const reasoned = (asked: boolean, reason: string) => (asked ? plainText(reason) : null)
  return {
    type: APPLICATION_TYPE,
    court: place.court,
    location: place.location,
    matter: place.matter,
    made: made.toISOString().replace(/\.\d+Z$/, "Z"),
    filedBy: filedByOf(form),
    channel: fields.channel === "digital" ? "digital" : "veilig mailen",
    parties: form.parties.map((party) => partyOf(party, form, mailbox)),
    claim: plainText(fields.claim),
    urgency: reasoned(fields.urgencyAsked, fields.urgency),
    shortening: reasoned(fields.shorteningAsked, fields.shortening),
    longer: fields.longerAsked ? { minutes: Number(fields.longerMinutes.trim()) || 0, reason: plainText(fields.longer) } : null,
    window: { from: place.first, until: place.last },
    othersAsked: { asked: fields.othersAsked === "yes", said: plainText(fields.othersSaid) },
    interpreter: reasoned(fields.interpreterAsked, fields.interpreter),
    recordings: reasoned(fields.recordingsAsked, fields.recordings),
    documents,
  }
}

function partyOf(party: FormParty, form: Form, mailbox: string | null): ApplicationParty {
  const { key, role } = party
  const country = plainText(party.country)
  const postcode = country === "" ? (readPostcode(party.postcode) ?? plainText(party.postcode)) : plainText(party.postcode)
  const { answer, days } = form.unavailable[role === "claimant" ? CLAIMANTS : key] ?? NO_ANSWER
  const contactOf = (text: string, unknown: boolean): Contact => (unknown ? null : plainText(text))
  return {
    role,
    kind: party.kind === "person" ? "person" : "legal",
    name: plainText(party.name),
    shortName: plainText(shortNameOf(party)),
    address: { street: plainText(party.street), postcode, town: plainText(party.town), country },
    email: contactOf(party.email, party.emailUnknown),
    phone: contactOf(party.phone, party.phoneUnknown),
    representation: representationOf(party, form),
    representative: agentOf(party, form, mailbox),
    unavailable: { answer: answer === "" ? "not given" : answer, days: answer === "days" ? [...days].sort() : [] },
  }
}

function representationOf(party: FormParty, form: Form): ApplicationParty["representation"] {
  if (party.role === "claimant") return filedByOf(form) === "in person" ? "in person" : "represented"
  return party.representation === "represented" || party.representation === "in person" ? party.representation : "unknown"
}

function agentOf(party: FormParty, form: Form, mailbox: string | null): ApplicationRepresentative | null {
  const { fields, place } = form
  const filedBy = filedByOf(form)
  if (party.role === "claimant") {
    if (filedBy === "in person") return null
    const { agentName, agentOffice, agentNumber, agentEmail, agentPhone } = fields
    const contacts = { email: plainText(agentEmail), phone: plainText(agentPhone) }
    return { kind: filedBy, name: plainText(agentName), office: plainText(agentOffice), number: plainText(agentNumber), ...contacts, mailbox }
  }
  if (party.representation !== "represented") return null
  const contacts = { email: plainText(party.agentEmail), phone: plainText(party.agentPhone) }
  const kind = place.matter === "kanton" ? "authorised representative" : "lawyer"
  return { kind, name: plainText(party.agentName), office: "", number: "", ...contacts, mailbox: null }
}

// ── The files ───────────────────────────────────────────────────────────────────────────────────────────────────────────

/** What a file is, as its name tells; the writer decides. */
export function guessedRole(name: string, others: readonly FileRole[]): FileRole {
  const summons = /dagvaarding|summons/i.test(name) && !others.some(({ role }) => role === "summons")
  const description = name.replace(/\.[^.]*$/, "").replaceAll(/[_-]+/g, " ").trim().slice(0, 300)
  return summons ? { role: "summons", description: "", language: "nl" } : { role: "exhibit", description, language: "nl" }
}

export interface NamedFile {
  readonly key: string
  readonly name: string
}

/**
 * The files as the court gets them, from number `first` on: the summons before the rest, exhibits numbered on. Digitally a name says
 * what a file is (art. 3.5, 3.14); by secure mail it has its number and the date of `made` besides (VI 6.5).
 */
export function arranged<File extends NamedFile>(
  files: readonly File[], form: Pick<Form, "roles" | "parties">, first: number, mailed: Date | null = null,
): { file: File; document: ApplicationDocument; name: string }[] {
  const rank = { summons: 0, other: 1, exhibit: 2 }
  const roleOf = (file: File) => form.roles[file.key] ?? guessedRole(file.name, [])
  const inOrder = files.toSorted((left, right) => rank[roleOf(left).role] - rank[roleOf(right).role])
  const claimant = form.parties.find(({ role }) => role === "claimant")
  const party = fileKey(claimant === undefined ? "" : shortNameOf(claimant)) || "eiser"
  let exhibit = 0
  const taken = new Set<string>()
  return inOrder.map((file, at) => {
    const { role, description, language } = roleOf(file)
    const number = role === "exhibit" ? (exhibit += 1) : null
    const plain = { exhibit: `${party}productie${number}`, summons: "conceptdagvaarding", other: fileKey(stem(file.name)) || "stuk" }[role]
    const name = `${free(plain, taken)}.${extension(file.name)}`
    const document = { number: first + at, role, exhibit: number, description: plainText(description), language }
    return { file, document, name: mailed === null ? name : mailedName(name, first + at, mailed) }
  })
}

export function mailedName(name: string, number: number, at: Date): string {
  return `${String(number).padStart(2, "0")}_${stem(name)}_${jjmmdd(dutchDay(at))}.${extension(name)}`
}

function free(name: string, taken: Set<string>): string {
  let found = name
  for (let count = 2; taken.has(found); count++) found = `${name}${count}`
  taken.add(found)
  return found
}

function stem(name: string): string {
  return name.replace(/\.[^.]*$/, "")
}

function extension(name: string): string {
  return /\.([A-Za-z0-9]{1,8})$/.exec(name)?.[1]?.toLowerCase() ?? "pdf"
}
