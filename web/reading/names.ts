// Names for files that leave this page: readable everywhere, in order, and harmless whatever a sender wrote.

/** At most so much: what file systems (255 bytes of UTF-8) and long folders of Windows take, with room for a number in front. */
const LONGEST = { signs: 120, bytes: 240 } as const

// Control characters, and signs nobody sees that hide letters or turn text around: "vonnis[turn]fdp.exe" would read as a PDF.
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\u115f\u1160\u3164\uffa0]/gu
// Signs no Windows file name may have.
const FORBIDDEN = /[<>:"/\\|?*]/gu
const RESERVED = /^(?:con|prn|aux|nul|com[\d¹²³]|lpt[\d¹²³])\s*(?:\.|$)/i

/** The name as it may be written to a disk; `fallback` when nothing is left of it. */
export function safeName(name: string, fallback: string): string {
  const clean = name.normalize("NFC").replace(UNSEEN, " ").replace(FORBIDDEN, " ").replace(/\s+/gu, " ").replace(/^[\s.]+|[\s.]+$/gu, "")
  const kept = shortened(clean)
  if (kept === "") return fallback
  return RESERVED.test(kept) ? `_${kept}` : kept
}

/** The name as it is shown on the page: what cannot be seen in it stands there as �. */
export function shownName(name: string): string {
  return name.replace(UNSEEN, "\ufffd")
}

/** Shortened before its ending, so that "….pdf" still opens, and never within a letter. */
function shortened(name: string, most: number = LONGEST.signs): string {
  const ending = /\.[A-Za-z0-9]{1,8}$/.exec(name)?.[0] ?? ""
  const room = { signs: most - ending.length, bytes: LONGEST.bytes - ending.length }
  if (fits(name, { signs: most, bytes: LONGEST.bytes })) return name
  const stem = name.slice(0, name.length - ending.length)
  // A letter that is too long by itself, with hundreds of accents, loses some of them.
  return (start(letters(stem), room) || start(Array.from(stem), room)).trimEnd() + ending
}

function start(parts: readonly string[], room: Readonly<Record<keyof typeof LONGEST, number>>): string {
  let kept = ""
  for (const part of parts) {
    if (!fits(kept + part, room)) break
    kept += part
  }
  return kept
}

const SIZE = new TextEncoder()

function fits(text: string, { signs, bytes }: { readonly signs: number; readonly bytes: number }): boolean {
  return Array.from(text).length <= signs && SIZE.encode(text).length <= bytes
}

/** Signs with what belongs to them: accents, and the parts of one emoji. */
function letters(text: string): string[] {
  return text.match(/\P{M}\p{M}*|\p{M}+/gu) ?? []
}

/** The start of a name, for a folder. */
export function startOf(text: string, signs: number): string {
  return shortened(text, signs)
}

/** "01 naam.pdf": in the order of the message in every list that sorts by name. */
export function numberedName(number: number, total: number, name: string, fallback: string): string {
  const width = Math.max(2, String(total).length)
  return `${String(number).padStart(width, "0")} ${safeName(name, fallback)}`
}

/** The case as part of a file name: "C/13/756123" gives "C-13-756123". */
export function caseInName(subject: string): string {
  return safeName(subject.replace(/[/\\ ]+/g, "-"), "")
}
