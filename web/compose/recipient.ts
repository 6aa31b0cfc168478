// Who a message goes to: a mailbox, a guest this conversation knows, or somebody new. No DOM.
import { plainCode } from "../typed/signs.ts"
import { readPhone } from "../typed/phone.ts"
import type { BasisIn, CorrespondentOut } from "../wire/api.ts"

export type Way = CorrespondentOut["verification"]
export type Strength = "low" | "medium" | "high"

/** How the server's directory knows who this is, and the number that was checked of a lawyer or bailiff. */
export interface Practice {
  readonly standing?: CorrespondentOut["standing"]
  readonly profession?: CorrespondentOut["profession"]
  readonly number?: string
}

export interface Recipient extends Practice {
  /** The mailbox's or guest's identifier; of somebody new one of our own. */
  readonly id: string
  readonly kind: "box" | "guest" | "new"
  name: string
  readonly address: string
  /** As it was written, where it goes on the wire in another form (an international domain). */
  readonly written?: string
  readonly organisation: string
  readonly court?: boolean
  /** What the message's key is sealed to; somebody new gets one when the message is sent. */
  readonly recipient: string
  readonly senderCopy: string
  way: Way
  phone: string
  code: string
  language: "nl" | "en"
  /** The code is one of the organisation's (its identifier), and not the writer's to change. */
  organisationCode?: string
  /** Somebody left the mailbox since this person got a link, so they get another one. */
  relinked?: boolean
  /** From this moment on another number is the usual one. */
  later?: string | null
  /** A court must say why it may write to this person (VI 6.3). */
  basisNeeded?: boolean
  basis?: "" | "asked" | "agreed"
  basisOn?: string
  basisSource?: string
}

export const LEAST_CODE = 8
const GOOD_CODE = 12

/** What must be known of somebody to write to them, and what may be. */
export type Known = Pick<CorrespondentOut, "kind" | "id" | "name" | "address" | "recipient" | "organisation" | "verification" | "senderCopy"> &
  Partial<Pick<CorrespondentOut, "court" | "adopted" | "past" | "phone" | "language" | "profession" | "number" | "standing">>

export function fromCorrespondent(known: Known): Recipient {
  if (known.past === true) {
    const anew = newcomer(known.address, known.name, known.verification === "code" ? "code" : "sms")
    return { ...anew, phone: known.phone ?? "", language: known.language ?? "nl", relinked: true }
  }
  const { id, kind, name, address, organisation, court, recipient, senderCopy, verification, profession = "", number = "", standing } = known
  return { id, kind, name, address, organisation, profession, number, ...(standing === undefined ? {} : { standing }), court: court ?? false, recipient, senderCopy, way: verification, phone: "", code: "", language: "nl" }
}

/** Whom an answer can go to, each person once: not by a link that is past where there is another way to them. */
export function reachable<Found extends Known>(found: readonly Found[]): Found[] {
  const now = found.filter((person) => person.adopted !== true && person.past !== true)
  const taken = new Set(now.map(addressOf))
  const past = found.filter((person) => person.adopted !== true && person.past === true && !taken.has(addressOf(person)))
  return [...now, ...new Map(past.map((person) => [addressOf(person), person])).values()]
}

const addressOf = ({ address }: { readonly address: string }) => address.toLowerCase()

export function newcomer(address: string, name = "", way: "sms" | "code" = "sms"): Recipient {
  const facts = { name, address, organisation: "", recipient: "", senderCopy: "" }
  return { ...facts, id: crypto.randomUUID(), kind: "new", way, phone: "", code: "", language: "nl" }
}

/** What the server is told of the basis, where one had to be stated. */
export function basisPart(recipient: Recipient): { basis?: BasisIn } {
  if (recipient.basisNeeded !== true || !recipient.basis) return {}
  return { basis: { kind: recipient.basis, givenOn: recipient.basisOn ?? "", source: (recipient.basisSource ?? "").trim() } }
}

export interface Lack {
  readonly field: "name" | "way" | "phone" | "code" | "basis"
  /** Key of the sentence. */
  readonly text: string
}

/** Spaces and hyphens carry no meaning in a code, so they add nothing to it. */
export function codeLength(code: string): number {
  return [...plainCode(code)].length
}

/** What is missing before this person can get the message. */
export function lacks(recipient: Recipient, ways: readonly string[] = ["sms", "code", "organisation"]): Lack[] {
  const basis: Lack[] = recipient.basisNeeded === true && !recipient.basis ? [{ field: "basis", text: "basisMissing" }] : []
  return recipient.kind === "new" ? [...lacksToEnter(recipient, ways), ...basis] : basis
}

function lacksToEnter(recipient: Recipient, ways: readonly string[]): Lack[] {
  const found: Lack[] = recipient.name.trim() === "" ? [{ field: "name", text: "nameMissing" }] : []
  if (!ways.includes(recipient.organisationCode ? "organisation" : recipient.way)) found.push({ field: "way", text: "wayNotAllowed" })
  if (recipient.way === "sms") {
    const phone = readPhone(recipient.phone)
    if ("error" in phone) found.push({ field: "phone", text: phone.error })
  } else if (codeLength(recipient.code) < LEAST_CODE) {
    found.push({ field: "code", text: recipient.code.trim() === "" ? "codeMissing" : "codeShort" })
  }
  return found
}

/** How surely the reader is the one who was meant. */
export function strength(recipient: Recipient): Strength {
  if (recipient.way === "account") return "high"
  if (recipient.way === "sms" || recipient.kind === "guest") return "medium"
  return codeLength(recipient.code) >= GOOD_CODE ? "medium" : "low"
}

const SIGNS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"

/** A code that is easily read out: three groups of four, no letters and digits that look alike. */
export function freshCode(): string {
  const signs = [...crypto.getRandomValues(new Uint32Array(12))].map((number) => SIGNS[number % SIGNS.length])
  return [0, 4, 8].map((at) => signs.slice(at, at + 4).join("")).join("-")
}
