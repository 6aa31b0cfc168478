// The subject line of VI 6.4 in the shapes people type; zegel/law/numbers.py is the grammar and the server decides.
import { NEW_CASE } from "../page/words.ts"
import { tidied } from "../typed/signs.ts"

export interface Subject {
  /** The canonical spelling, or null where it is neither "nieuwe zaak" nor a case number. */
  readonly text: string | null
  readonly suggestions: readonly string[]
}

const LONGEST = 200
const MOST_SUGGESTIONS = 3
const SEP = String.raw` ?[/\\\-]? ?`
const ROLL = String.raw`([A-Z]{2}) ?EXPL ?[-/]? ?([0-9]{2}) ?[-/] ?0{0,4}([1-9][0-9]{0,4})`
const CIVIL = new RegExp(`^C${SEP}([0-9]{2})${SEP}([0-9]{6})$`)
const CANTON = new RegExp(String.raw`^([1-9][0-9]{6,7})(?: ?[\\/]? ?${ROLL})?$`)
const WITHIN = new RegExp(
  String.raw`(?<![A-Z0-9])(?:C${SEP}[0-9]{2}${SEP}[0-9]{6}|[1-9][0-9]{6,7} ?[\\/]? ?${ROLL})(?![0-9])`, "g",
)
const LOOSE = new RegExp(String.raw`(?:C${SEP})?\b([0-9OQDILSB]{1,2})${SEP}([0-9OQDILSB]{6,7})\b`)
const LOOKALIKES: Readonly<Record<string, string>> = { O: "0", Q: "0", D: "0", I: "1", L: "1", S: "5", B: "8" }

export function readSubject(typed: string): Subject {
  const tidied = typed.length > LONGEST ? "" : tidy(typed)
  if (tidied === NEW_CASE.toUpperCase()) return { text: NEW_CASE, suggestions: [] }
  const number = caseNumber(tidied)
  if (number !== null) return { text: number, suggestions: [] }
  const near = tidied === "" ? [] : nearMisses(tidied)
  const all = tidied !== "" && resemblesNewCase(tidied) ? [NEW_CASE, ...near] : near
  return { text: null, suggestions: [...new Set(all)].slice(0, MOST_SUGGESTIONS) }
}

export function tidy(text: string): string {
  return tidied(tidied(text).toUpperCase())
}

/** The case numbers inside a text; a bare number of the kantonrechter cannot be told from any other number. */
export function findCaseNumbers(text: string): string[] {
  return [...tidy(text).matchAll(WITHIN)].map((match) => caseNumber(match[0])).filter((number) => number !== null)
}

function caseNumber(tidied: string): string | null {
  const civil = CIVIL.exec(tidied)
  if (civil) return `C/${civil[1]}/${civil[2]}`
  const canton = CANTON.exec(tidied)
  if (!canton) return null
  return canton[2] === undefined ? `${canton[1]}` : `${canton[1]} \\ ${canton[2]} EXPL ${canton[3]}-${canton[4]}`
}

function nearMisses(tidied: string): string[] {
  const inside = [...tidied.matchAll(WITHIN)].map((match) => caseNumber(match[0])).filter((number) => number !== null)
  if (inside.length > 0) return inside
  const loose = LOOSE.exec(tidied)
  if (!loose) return []
  const [court, serial] = [digits(loose[1] ?? ""), digits(loose[2] ?? "")]
  return sixes(serial).map((six) => `C/${court.padStart(2, "0")}/${six}`)
}

function digits(text: string): string {
  return text.replaceAll(/[A-Z]/g, (letter) => LOOKALIKES[letter] ?? letter)
}

/** The six digits that seven may have been: a digit typed twice is the likeliest slip. */
function sixes(serial: string): string[] {
  if (serial.length === 6) return [serial]
  const places = [...Array(serial.length).keys()]
  const doubled = places.filter((at) => at > 0 && serial[at] === serial[at - 1])
  return (doubled.length > 0 ? doubled : places).map((at) => serial.slice(0, at) + serial.slice(at + 1))
}

function resemblesNewCase(tidied: string): boolean {
  const wanted = NEW_CASE.toUpperCase()
  return tidied.includes(wanted) || distance(wanted, tidied.slice(0, wanted.length + 2)) <= 3
}

/** Levenshtein's distance, of short texts. */
function distance(left: string, right: string): number {
  let row = [...Array(right.length + 1).keys()]
  for (const [at, letter] of [...left].entries()) {
    const next = [at + 1]
    for (let to = 1; to <= right.length; to++) {
      const change = (row[to - 1] ?? 0) + (letter === right[to - 1] ? 0 : 1)
      next.push(Math.min(change, (row[to] ?? 0) + 1, (next[to - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[right.length] ?? 0
}
