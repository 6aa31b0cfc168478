// What people type, paste and read out, in one spelling, before anything is made of it: zegel/lib/typed.py says why and has the
// same table; vectors/typed/typed-v1.json holds both to the same answers. Names and letters never go through here.

// Signs that stand for another; the rest follows from their category.
const TABLE: Readonly<Record<string, string>> = {
  "-": "\u02d7\u2043\u207b\u208b\u2212\u2796",
  "'": "\u0060\u00b4\u02b9\u02bb\u02bc\u02bd\u02c8\u02ca\u02cb\u055a\u05f3\u2018\u2019\u201a\u201b\u2032\u2035\u2039\u203a\ua78c",
  '"': "\u00ab\u00bb\u02ba\u02dd\u05f4\u201c\u201d\u201e\u201f\u2033\u2036\u275d\u275e",
  "/": "\u2044\u2215\u29f8",
  "\\": "\u2216\u29f5\u29f9",
  ".": "\u3002\uff61",
}
const SAME = new Map(Object.entries(TABLE).flatMap(([plain, signs]) => [...signs].map((sign) => [sign, plain] as const)))
// eslint-disable-next-line no-misleading-character-class -- these are the signs nothing is seen of
const UNSEEN = /[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\ufffc\u{e0100}-\u{e01ef}]/gu
const AROUND = /[ .,:;'"_/\\()[\]<>-]/g

/** The text in plain signs; `joiners` keeps the two unseen signs that make another word in some scripts. */
export function tidied(text: string, { joiners = false } = {}): string {
  const folded = same(text.replaceAll(UNSEEN, "")).normalize("NFKC").replaceAll(UNSEEN, "")
  const plain = [...folded].map((sign) => plainSign(sign, joiners)).join("")
  // What an unseen sign kept apart comes together here.
  return same(plain).replaceAll(/ +/g, " ").replaceAll(/^ | $/g, "").normalize("NFC")
}

/** An access or recovery code in the one spelling it has: capitals, and no signs that separate or surround. */
export function plainCode(text: string): string {
  return tidied(tidied(text).toUpperCase()).replaceAll(AROUND, "").normalize("NFC")
}

/** The digits of a code of digits, however they were grouped or written. */
export function onlyDigits(text: string): string {
  return tidied(text).replaceAll(/[^0-9]/g, "")
}

/** The code of six digits in what somebody typed or pasted: "482 913", "Uw code is 482913"; where none stands alone, all digits. */
export function sixDigits(text: string): string {
  const [code, ...others] = new Set(tidied(text).match(/(?<!\d)\d{6}(?!\d)/g))
  return code !== undefined && others.length === 0 ? code : onlyDigits(text)
}

function same(text: string): string {
  return [...text].map((sign) => SAME.get(sign) ?? sign).join("")
}

function plainSign(sign: string, joiners: boolean): string {
  if (/^[ -~]$/.test(sign) || (joiners && /^[\u200c\u200d]$/.test(sign))) return sign
  if (/^[\p{Z}\t\n\v\f\r\u0085]$/u.test(sign)) return " "
  if (/^\p{Nd}$/u.test(sign)) return String(decimal(sign))
  if (/^[\p{Cf}\p{Cc}]$/u.test(sign)) return ""
  return /^\p{Pd}$/u.test(sign) ? "-" : sign
}

/** Decimal digits stand ten in a row, nought first, and no two rows touch (those that do are folded before). */
function decimal(sign: string): number {
  const at = sign.codePointAt(0) ?? 0
  let value = 0
  while (value < 9 && /^\p{Nd}$/u.test(String.fromCodePoint(at - value - 1))) value++
  return value
}
