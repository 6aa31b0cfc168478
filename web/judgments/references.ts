// Exhibits that a document names ("productie 4", "prod. 2 t/m 5 van gedaagde"), and which documents of the file they are.

/** One exhibit that is named somewhere. */
export interface Mention {
  readonly exhibit: number
  /** From 1. */
  readonly page: number
  /** What stands behind it, as far as it can say whose exhibit it is. */
  readonly after: string
}

export interface Side {
  readonly id: string
  readonly role: string
  readonly name: string
}

const NUMBER = String.raw`\d{1,3}(?![\d.,]?\d)`
const BETWEEN = String.raw`\s*(?:,|;|&|\+|en|and|t\/m|tot en met|through|to|[-–])\s*`
const NAMED = new RegExp(String.raw`(?<![\p{L}\d])(?:productie|producties|prod|prods|exhibit|exhibits)\.?\s*(?:nr\.?\s*|no\.?\s*)?(${NUMBER}(?:${BETWEEN}${NUMBER})*)(?!\p{L})`, "giu")
const RANGE = /^(?:t\/m|tot en met|through|to|[-–])$/
const LONGEST_RANGE = 100
const AFTER = 60

/** Roles whose exhibits somebody means who writes of a side. */
const SIDE_WORDS: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^(?:eiser|eiseres|eisers|eisende partij|claimant|aanvrager)(?!\p{L})/iu, ["claimant"]],
  [/^(?:gedaagde|gedaagden|gedaagde partij|defendant)(?!\p{L})/iu, ["defendant"]],
]
const OTHER_SIDE = /^(?:wederpartij|tegenpartij|other side|opponent)(?!\p{L})/iu
const WHOSE = /^[\s),]*(?:van|zijdens|aan de zijde van|of|by)\s+(?:de |het |the )?(.+)$/isu

/** What a document names, page by page, each exhibit once a page and side. */
export function mentions(pages: readonly string[]): Mention[] {
  const found = new Map<string, Mention>()
  for (const [at, raw] of pages.entries()) {
    const text = raw.replaceAll(/\s+/g, " ")
    for (const match of text.matchAll(NAMED)) {
      const end = match.index + match[0].length
      const after = text.slice(end, end + AFTER)
      for (const exhibit of numbersIn(match[1] ?? "")) {
        const mention = { exhibit, page: at + 1, after }
        found.set(`${exhibit} ${mention.page} ${WHOSE.exec(after)?.[1] ?? ""}`, mention)
      }
    }
  }
  return [...found.values()]
}

function numbersIn(text: string): number[] {
  const found: number[] = []
  let range = false
  for (const [part] of text.matchAll(/\d+|[^\s\d]+(?:\s+[^\s\d]+)*/g)) {
    const number = Number(part)
    if (Number.isNaN(number)) {
      range = RANGE.test(part.toLowerCase())
      continue
    }
    const last = found.at(-1)
    if (range && last !== undefined && number > last && number - last <= LONGEST_RANGE) for (let between = last + 1; between < number; between += 1) found.push(between)
    found.push(number)
    range = false
  }
  return found
}

/**
 * Whose exhibit is meant: of who is named behind it, else of the writer. Empty where nobody can tell, as with a piece of the court;
 * then any side's will do.
 */
export function sidesOf({ after }: Mention, writer: string | null, sides: readonly Side[]): readonly Side[] {
  const whose = WHOSE.exec(after)?.[1]
  if (whose !== undefined) {
    const named = sides.filter(({ name }) => name !== "" && whose.toLowerCase().startsWith(name.toLowerCase()))
    if (named.length > 0) return named
    const roles = SIDE_WORDS.find(([word]) => word.test(whose))?.[1]
    if (roles !== undefined) return sides.filter(({ role }) => roles.includes(role))
    const own = sides.find(({ id }) => id === writer)
    if (OTHER_SIDE.test(whose) && own !== undefined) return sides.filter(({ role }) => role !== own.role)
  }
  return sides.filter(({ id }) => id === writer)
}
