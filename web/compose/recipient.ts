// Who a message goes to: a mailbox, a guest this conversation knows, or somebody new. No DOM.
import { plainCode } from "../typed/signs.ts"
import { readPhone } from "../typed/phone.ts"
import type { BasisIn, CorrespondentOut } from "../wire/api.ts"

export type Way = CorrespondentOut["verification"]
export type Strength = "low" | "medium" | "high"

/** The register and the number that were checked of a lawyer or bailiff; only the server's directory says so. */
export interface Practice {
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
  Partial<Pick<CorrespondentOut, "court" | "adopted" | "past" | "phone" | "language" | "profession" | "number">>

export function fromCorrespondent(one: Known): Recipient {
  if (one.past === true) {
    const known = newcomer(one.address, one.name, one.verification === "code" ? "code" : "sms")
    return { ...known, phone: one.phone ?? "", language: one.language ?? "nl", relinked: true }
  }
  const { id, kind, name, address, organisation, court, recipient, senderCopy, verification, profession = "", number = "" } = one
  return { id, kind, name, address, organisation, profession, number, court: court ?? false, recipient, senderCopy, way: verification, phone: "", code: "", language: "nl" }
}

/** Whom an answer can go to, each person once: not by a link that is past where there is another way to them. */
export function reachable<Found extends Known>(found: readonly Found[]): Found[] {
  const now = found.filter((one) => one.adopted !== true && one.past !== true)
  const taken = new Set(now.map(addressOf))
  const past = found.filter((one) => one.adopted !== true && one.past === true && !taken.has(addressOf(one)))
  return [...now, ...new Map(past.map((one) => [addressOf(one), one])).values()]
}

const addressOf = ({ address }: { readonly address: string }) => address.toLowerCase()

export function newcomer(address: string, name = "", way: "sms" | "code" = "sms"): Recipient {
  const facts = { name, address, organisation: "", recipient: "", senderCopy: "" }
  return { ...facts, id: crypto.randomUUID(), kind: "new", way, phone: "", code: "", language: "nl" }
}

/** What the server is told of the basis, where one had to be stated. */
export function basisPart(one: Recipient): { basis?: BasisIn } {
  if (one.basisNeeded !== true || !one.basis) return {}
  return { basis: { kind: one.basis, givenOn: one.basisOn ?? "", source: (one.basisSource ?? "").trim() } }
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
export function lacks(one: Recipient, ways: readonly string[] = ["sms", "code", "organisation"]): Lack[] {
  const basis: Lack[] = one.basisNeeded === true && !one.basis ? [{ field: "basis", text: "basisMissing" }] : []
  return one.kind === "new" ? [...lacksToEnter(one, ways), ...basis] : basis
}

function lacksToEnter(one: Recipient, ways: readonly string[]): Lack[] {
  const found: Lack[] = one.name.trim() === "" ? [{ field: "name", text: "nameMissing" }] : []
  if (!ways.includes(one.organisationCode ? "organisation" : one.way)) found.push({ field: "way", text: "wayNotAllowed" })
  if (one.way === "sms") {
    const phone = readPhone(one.phone)
    if ("error" in phone) found.push({ field: "phone", text: phone.error })
  } else if (codeLength(one.code) < LEAST_CODE) {
    found.push({ field: "code", text: one.code.trim() === "" ? "codeMissing" : "codeShort" })
  }
  return found
}

/** How surely the reader is the one who was meant. */
export function strength(one: Recipient): Strength {
  if (one.way === "account") return "high"
  if (one.way === "sms" || one.kind === "guest") return "medium"
  return codeLength(one.code) >= GOOD_CODE ? "medium" : "low"
}

const SIGNS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"

/** A code that is easily read out: three groups of four, no letters and digits that look alike. */
export function freshCode(): string {
  const signs = [...crypto.getRandomValues(new Uint32Array(12))].map((number) => SIGNS[number % SIGNS.length])
  return [0, 4, 8].map((at) => signs.slice(at, at + 4).join("")).join("-")
}
