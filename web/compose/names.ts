// File names as VI 6.5 wants them, omschrijving_jjmmdd.pdf; zegel/law/filenames.py has the whole rule.

import type { Day } from "../time/days.ts"

export const LONGEST_NAME = 200
const LONGEST_DESCRIPTION = 80
const MONTHS = [
  "januari", "februari", "maart", "april", "mei", "juni",
  "juli", "augustus", "september", "oktober", "november", "december",
]
const NUMBER = /^0{0,2}([1-9][0-9]{0,2})[ ._\-)]+(?=[\p{L}0-9])/u

export function jjmmdd({ year, month, day }: Day): string {
  return [year % 100, month, day].map((part) => String(part).padStart(2, "0")).join("")
}

/** Whether a name has a description and a real day, and ends in .pdf. */
export function followsRule(name: string, today: Day): boolean {
  const { stem, extension } = split(name)
  if (extension !== "pdf") return false
  const rest = withoutNumber(stem).rest
  const dated = [...rest.matchAll(/(?<![0-9])[0-9]{6}(?![0-9])/g)].filter((match) => sixDigits(match[0], today) !== null)
  const last = dated.at(-1)
  if (last === undefined) return false
  return /[a-z]/.test(words(`${rest.slice(0, last.index)} ${rest.slice(last.index + 6)}`))
}

/** A name that follows the rule and keeps the words, the number and the date of this one; else today's date. */
export function proposedName(name: string, today: Day): string {
  const { stem, extension } = split(name)
  const found = dateIn(stem, today)
  const rest = found ? `${stem.slice(0, found.start)} ${stem.slice(found.end)}` : stem
  const numbered = withoutNumber(rest.trim())
  let described = words(numbered.rest).slice(0, LONGEST_DESCRIPTION).replace(/^-|-$/g, "")
  if (!/[a-z]/.test(described)) described = described === "" ? "stuk" : `stuk-${described}`
  const prefix = numbered.number === null ? "" : `${String(numbered.number).padStart(2, "0")}_`
  return `${prefix}${described}_${jjmmdd(found?.day ?? today)}.${extension === "" ? "pdf" : extension}`
}

/** `dagvaarding_261122.pdf` → `01_dagvaarding_261122.pdf`: the number of the attachment in front (VI 6.5). */
export function numberedName(name: string, number: number): string {
  return `${String(number).padStart(2, "0")}_${withoutNumber(name).rest}`
}

/** Whether a number of this kind stands in front. */
export function hasNumber(name: string): boolean {
  return /^[0-9]{2}_/.test(name)
}

/** Whether a name says of which day the document is. */
export function hasDate(name: string, today: Day): boolean {
  return dateIn(split(name).stem, today) !== null
}

/** Characters some computer cannot have in a name, and an overlong name, made fit; never empty. */
export function cleanName(name: string): string {
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  const clean = name.normalize("NFC").replaceAll(/[\u0000-\u001f\u007f\p{Cf}]/gu, "").replaceAll(/[\\/:*?"<>|]/g, "-").trim()
  return clean === "" || /^\.+$/.test(clean) ? "bestand" : clean
}

/** `name.pdf` → `name-2.pdf`, the first that is not taken. */
export function freeName(name: string, taken: ReadonlySet<string>): string {
  const { stem } = split(name)
  const ending = name.slice(stem.length)
  for (let number = 2; ; number++) {
    const free = `${stem}-${number}${ending}`
    if (!taken.has(free.toLowerCase())) return free
  }
}

/** A name with the ending of a file. */
export function withEndingOf(name: string, file: string): string {
  const { extension } = split(file)
  return extension === "" ? name : `${name}.${extension}`
}

/** A name with the ending of another file in the place of its own. */
export function withOtherEnding(name: string, file: string): string {
  return withEndingOf(split(name).stem, file)
}

/** What a file is, as far as its name says it: without ending, number in front and underscores. */
export function wordsOf(name: string): string {
  return withoutNumber(split(name).stem).rest.replaceAll(/[_\s]+/g, " ").trim()
}

export function withExtension(name: string, extension: string): string {
  return `${split(name).stem}.${extension}`
}

function split(name: string): { stem: string; extension: string } {
  const match = /^(.+)\.([A-Za-z0-9]{1,5})$/.exec(name)
  return match ? { stem: match[1] ?? "", extension: (match[2] ?? "").toLowerCase() } : { stem: name, extension: "" }
}

function withoutNumber(stem: string): { number: number | null; rest: string } {
  const match = NUMBER.exec(stem)
  return match ? { number: Number(match[1]), rest: stem.slice(match[0].length) } : { number: null, rest: stem }
}

function words(text: string): string {
  const plain = text.normalize("NFKD").toLowerCase().replaceAll(/\p{M}/gu, "")
  return plain.replaceAll(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "")
}

interface Found {
  readonly start: number
  readonly end: number
  readonly day: Day
}

const FORMS: readonly RegExp[] = [
  /(?<![0-9])(?<year>(?:19|20)[0-9]{2})[-._/ ]?(?<month>[01][0-9])[-._/ ]?(?<day>[0-3][0-9])(?![0-9])/g,
  /(?<![0-9])(?<day>[0-3]?[0-9])[-._/ ](?<month>[01]?[0-9])[-._/ ](?<year>(?:19|20)?[0-9]{2})(?![0-9])/g,
  new RegExp(`(?<![0-9])(?<day>[0-3]?[0-9])[-._ ]?(?<name>${MONTHS.join("|")})[-._ ]?(?<year>(?:19|20)?[0-9]{2})(?![0-9])`, "gi"),
  /(?<![0-9])(?<year>[0-9]{2})(?<month>[0-9]{2})(?<day>[0-9]{2})(?![0-9])/g,
  /(?<![0-9])(?<day>[0-9]{2})(?<month>[0-9]{2})(?<year>(?:19|20)?[0-9]{2})(?![0-9])/g,
]

function dateIn(stem: string, today: Day): Found | null {
  for (const form of FORMS) {
    for (const { 0: found, index, groups = {} } of stem.matchAll(form)) {
      const month = groups["month"] ?? MONTHS.indexOf(groups["name"]?.toLowerCase() ?? "") + 1
      const real = realDay(Number(groups["year"]), Number(month), Number(groups["day"]), today)
      if (real !== null) return { start: index, end: index + found.length, day: meant(real, today) }
    }
  }
  return null
}

/** `221126`, filed in November 2026, was meant as the 22nd and not as 26 November 2022. */
function meant(read: Day, today: Day): Day {
  const swapped = realDay(read.day, read.month, read.year % 100, today)
  return swapped !== null && daysBetween(read, today) > 62 && daysBetween(swapped, today) <= 62 ? swapped : read
}

function daysBetween(left: Day, right: Day): number {
  const [earlier, later] = [left, right].map(({ year, month, day }) => Date.UTC(year, month - 1, day))
  return Math.abs((earlier ?? 0) - (later ?? 0)) / 86_400_000
}

function sixDigits(six: string, today: Day): Day | null {
  return realDay(Number(six.slice(0, 2)), Number(six.slice(2, 4)), Number(six.slice(4)), today)
}

/** A day that exists; two digits of a year mean the latest century that is not more than a year ahead. */
function realDay(year: number, month: number, day: number, today: Day): Day | null {
  let full = year > 99 ? year : Math.floor(today.year / 100) * 100 + year
  if (year <= 99 && full > today.year + 1) full -= 100
  const date = new Date(Date.UTC(full, month - 1, day))
  const real = date.getUTCMonth() === month - 1 && date.getUTCDate() === day
  return real ? { year: full, month, day } : null
}
