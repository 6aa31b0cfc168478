// Text folded to be found by, however it was written: zegel/lib/search.py (`folded`) does the same for what the server finds;
// vectors/typed/folding-v1.json holds both to the same answers.

// After lower case: capitals of them do not come by.
const TABLE: Readonly<Record<string, string>> = { ı: "i", ĳ: "ij", ß: "ss", ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", æ: "ae", œ: "oe", ς: "σ" }
const LETTERS = new RegExp(`[${Object.keys(TABLE).join("")}]`, "g")
const APOSTROPHES = /['’‘ʼ`´]/g
const UNSEEN = /\p{Cf}/gu
const MARKS = /\p{M}/gu
const OTHER = /[^\p{L}\p{N}]+/gu

const plain = (text: string): string => text.replaceAll(LETTERS, (letter) => TABLE[letter] ?? letter)

/** Text without case, accents, apostrophes and marks: `’t Hart-O’Brien` becomes `t hart obrien`. */
export function folded(text: string): string {
  const joined = text.replaceAll(UNSEEN, "").replaceAll(APOSTROPHES, "")
  const lowered = plain(joined.replaceAll("İ", "i").toLowerCase()).normalize("NFKD").replaceAll(MARKS, "")
  // What was taken apart may be a letter of the table, or a capital, only now.
  return plain(lowered.replaceAll(APOSTROPHES, "").toLowerCase()).replaceAll(OTHER, " ").trim()
}
