// Words in the text of a document, however they are written: without accents, case, signs nobody sees, and the difference between kinds
// of spaces, quotes and dashes.

/** Text as it is compared, and for each of its characters where it came from. */
export interface Folded {
  readonly text: string
  readonly at: readonly number[]
}

/** From `start` up to `end` in the text of a page, as it stands there. */
export interface Span {
  readonly start: number
  readonly end: number
}

/** A place in a document, pages from 1. */
export interface Hit extends Span {
  readonly page: number
}

const UNSEEN = /\p{Cf}/u
const MARKS = /\p{M}/gu
const QUOTES = /[‘’‛ʼ´`]/
const DASHES = /[\u2010-\u2014]/
const SPACE = /\s/

export function fold(text: string): Folded {
  let folded = ""
  const at: number[] = []
  let place = 0
  for (const sign of text) {
    const start = place
    place += sign.length
    const alike = foldSign(sign)
    if (alike === "" || (alike === " " && folded.endsWith(" "))) continue
    folded += alike
    for (let unit = 0; unit < alike.length; unit++) at.push(start)
  }
  return { text: folded, at }
}

function foldSign(sign: string): string {
  if (sign < "\u007f" && sign > " ") return sign === "`" ? "'" : sign.toLowerCase()
  if (SPACE.test(sign)) return " "
  if (UNSEEN.test(sign)) return ""
  if (QUOTES.test(sign)) return "'"
  if (DASHES.test(sign)) return "-"
  return sign.normalize("NFKD").replaceAll(MARKS, "").toLowerCase()
}

/** Text as it is compared. */
export function folded(text: string): string {
  return fold(text).text
}

/** Where the words stand, one after the other and never over each other. */
export function spansOf(typed: string, page: string): Span[] {
  const wanted = folded(typed).trim()
  if (wanted === "") return []
  const { text, at } = fold(page)
  const spans: Span[] = []
  for (let found = text.indexOf(wanted); found >= 0; found = text.indexOf(wanted, found + wanted.length)) {
    const last = at[found + wanted.length - 1] ?? 0
    spans.push({ start: at[found] ?? 0, end: last + ((page.codePointAt(last) ?? 0) > 0xffff ? 2 : 1) })
  }
  return spans
}

/** The first hit on this page or after it; past the last one it begins again. */
export function firstFrom(hits: readonly Hit[], page: number): number {
  return Math.max(0, hits.findIndex((hit) => hit.page >= page))
}
