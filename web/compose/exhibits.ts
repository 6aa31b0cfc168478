// The number of an exhibit, however it is written in the name of a file (art. 3.14): `prod.3`, `Bijlage 4`, `PRODUCTIE_7`, `dezonproductie12`.

export interface Exhibit {
  readonly number: number
  /** The letter of a part: `3a`. */
  readonly part: string
}

// `prod` alone is the beginning of many words; the others may follow the short name of a party.
const WRITTEN =
  /(?:producties?|bijlagen?|exhibits?|(?<!\p{L})prods?)(?:nummer)?[^\p{L}0-9]*(?:(?:nummer|nr|no)[^\p{L}0-9]*)?0{0,2}([1-9][0-9]{0,2})(?![0-9])([a-z]?)(?!\p{L})/iu

/** Which exhibit a file is by its name, the first where it holds several; null where the name says none. */
export function exhibitOf(name: string): Exhibit | null {
  const found = WRITTEN.exec(name)
  return found === null ? null : { number: Number(found[1]), part: (found[2] ?? "").toLowerCase() }
}

/** By number, then by the letter of a part. */
export function compareExhibits(left: Exhibit, right: Exhibit): number {
  return left.number - right.number || left.part.localeCompare(right.part)
}

const EXHIBIT = /(?<!\p{L})(?:producties?|prod|bijlagen?|exhibits?)(?!\p{L})/iu
const DOCUMENT = /dagvaarding|conclusie|verweer|antwoord|pleit|akte|aanvraag|reconventie|incident/i
const COUNTING = new Intl.Collator("nl", { numeric: true, sensitivity: "base" })

/** Files that came in together as a filing has them: the document first, then by number, 2 before 10, however it is written. */
export function inFilingOrder<File extends { readonly name: string }>(files: readonly File[]): File[] {
  return files.toSorted((left, right) => rank(left.name) - rank(right.name) || byNumber(left.name, right.name) || COUNTING.compare(left.name, right.name))
}

/** Exhibits by their number, and those that have one first. */
function byNumber(left: string, right: string): number {
  const [first, second] = [exhibitOf(left), exhibitOf(right)]
  if (first !== null && second !== null) return compareExhibits(first, second)
  return Number(first === null) - Number(second === null)
}

function rank(name: string): number {
  if (exhibitOf(name) !== null || EXHIBIT.test(name.replaceAll(/[_\-0-9]/g, " "))) return 2
  return DOCUMENT.test(name) && !/^[0-9]/.test(name) ? 0 : 1
}
