// The wrong-recipient guard: what may be a mistake in whom a message goes to, or in what its file names give away. Looks
// at what the writer may see anyway, in this browser. Knows no DOM, and no recipient who gives no cause.
import { imitatesLatin } from "../typed/address.ts"
import { PRIVATE_DOMAINS } from "./private-mail.ts"
import type { WarningIn } from "../wire/api.ts"

export type Level = "hint" | "warning" | "block"
export type Code = "odd-letters" | "stranger" | "lookalike" | "imitated" | "other-address" | "near-address" | "private-mail" | "bsn"

export interface Known {
  readonly name: string
  readonly address: string
}

export interface Addressee extends Known {
  readonly id: string
  /** Somebody the server's directory knows: such an address is nobody's typing error. */
  readonly listed: boolean
  /** As it was written, where that is another form than the address has on its way. */
  readonly written?: string
  readonly profession: string
}

export interface Facts {
  readonly recipients: readonly Addressee[]
  /** Contacts of the organisation, and who takes part in this conversation. */
  readonly known: readonly Known[]
  /** Who wrote or was written to in this conversation; null when it is a new one. */
  readonly conversation: readonly Known[] | null
  /** The domains of our own mailbox and of the courts written to. */
  readonly trusted: readonly string[]
  readonly fileNames: readonly string[]
}

export interface Concern {
  readonly id: string
  readonly code: Code
  readonly level: Level
  /** The recipient or file. */
  readonly about: string
  /** What it looks like. */
  readonly like: string
}

const LEVELS: Record<Code, Level> = {
  imitated: "block", lookalike: "warning", "odd-letters": "warning", "other-address": "warning", bsn: "warning",
  "near-address": "hint", stranger: "hint", "private-mail": "hint",
}

/** Whether a concern is passed with a reason; hints need none, and what blocks has to be corrected. */
export const isWarning = (code: Code): code is WarningIn["concern"] => LEVELS[code] === "warning"

/** At most one concern for each recipient, the gravest; and one for each file name. */
export function concerns(facts: Facts): Concern[] {
  const people = facts.recipients.flatMap((addressee) => {
    const found = aboutPerson(addressee, facts)
    return found === null ? [] : [made(found.code, addressee.address || addressee.name, found.like)]
  })
  const files = facts.fileNames.filter(holdsBsn).map((name) => made("bsn", name, ""))
  return [...people, ...files]
}

function made(code: Code, about: string, like: string): Concern {
  return { id: `${code}:${about}`, code, level: LEVELS[code], about, like }
}

function aboutPerson(addressee: Addressee, facts: Facts): { code: Code; like: string } | null {
  const address = small(addressee.address)
  const known = facts.known.map((other) => ({ name: small(other.name), address: small(other.address) }))
  if (!addressee.listed) {
    const imitated = known.some((other) => domainOf(other.address) === domainOf(address))
      ? undefined
      : facts.trusted.map(small).find((domain) => imitates(domainOf(address), domain))
    if (imitated !== undefined) return { code: "imitated", like: imitated }
    if (!known.some((other) => other.address === address)) {
      if (imitatesLatin(domainOf(small(addressee.written ?? addressee.address)))) return { code: "odd-letters", like: "" }
      const like = known.find((other) => lookalike(address, other.address))
      if (like !== undefined) return { code: "lookalike", like: like.address }
      const namesake = known.find(({ name }) => name !== "" && name === small(addressee.name))
      if (namesake !== undefined) return { code: "other-address", like: namesake.address }
      const close = known.find((other) => domainOf(other.address) === domainOf(address) && near(other.address, address, 1))
      if (close !== undefined) return { code: "near-address", like: close.address }
    }
  }
  if (addressee.profession !== "" && PRIVATE_DOMAINS.has(domainOf(address))) return { code: "private-mail", like: domainOf(address) }
  const here = facts.conversation
  if (address !== "" && here !== null && here.length > 0 && !here.some((other) => small(other.address) === address)) return { code: "stranger", like: "" }
  return null
}

/** Short domains are one sign apart by nature, and private ones are nobody's to imitate: only a long one is taken for a slip. */
function imitates(domain: string, ours: string): boolean {
  if (ours.length < 10 || PRIVATE_DOMAINS.has(ours) || domain === ours) return false
  return distance(domain, ours) <= (ours.length < 14 ? 1 : 2)
}

/** The same name at a domain that differs by a slip of the finger. */
function lookalike(left: string, right: string): boolean {
  return localOf(left) === localOf(right) && near(domainOf(left), domainOf(right), 2)
}

/** Not the same, and at most so many signs apart. Of short texts two slips are another word. */
export function near(left: string, right: string, most: number): boolean {
  const least = Math.min(left.length, right.length)
  return left !== right && distance(left, right) <= (least < 8 ? 1 : most)
}

/** Levenshtein, with two neighbouring signs swapped counting as one slip. */
export function distance(left: string, right: string): number {
  let older: number[] = []
  let before = Array.from({ length: right.length + 1 }, (_, at) => at)
  for (let i = 1; i <= left.length; i++) {
    const row = [i]
    for (let j = 1; j <= right.length; j++) {
      const same = left[i - 1] === right[j - 1]
      let best = Math.min((before[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (before[j - 1] ?? 0) + (same ? 0 : 1))
      const swapped = i > 1 && j > 1 && left[i - 1] === right[j - 2] && left[i - 2] === right[j - 1]
      if (swapped) best = Math.min(best, (older[j - 2] ?? 0) + 1)
      row.push(best)
    }
    older = before
    before = row
  }
  return before[right.length] ?? 0
}

/** Whether a text holds nine digits that pass the eleven test, written together or as 1234.56.789. */
export function holdsBsn(text: string): boolean {
  const found = text.match(/(?<!\d)(?:\d{9}|\d{4}\.\d{2}\.\d{3}|\d{3}\.\d{3}\.\d{3})(?!\d)/g) ?? []
  return found.some((number) => elevenTest(number.replaceAll(".", "")))
}

function elevenTest(digits: string): boolean {
  const weights = [9, 8, 7, 6, 5, 4, 3, 2, -1]
  const sum = weights.reduce((so, weight, at) => so + weight * Number(digits[at]), 0)
  return sum % 11 === 0 && !/^0+$/.test(digits)
}

const small = (text: string): string => text.trim().toLowerCase()
export const domainOf = (address: string): string => address.slice(address.lastIndexOf("@") + 1)
const localOf = (address: string): string => address.slice(0, address.lastIndexOf("@"))
