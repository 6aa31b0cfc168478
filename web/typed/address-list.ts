// What people paste where recipients go: from Outlook, Apple Mail, Gmail or columns of a spreadsheet. Everything typed is either
// read or given back; nothing vanishes.
import { readAddress } from "./address.ts"
import { readPhone } from "./phone.ts"

export interface Named {
  readonly address: string
  readonly name: string
  readonly phone: string
}

export interface AddressList {
  readonly found: readonly Named[]
  /** What could not be read, in the words it had. */
  readonly left: readonly string[]
}

const OPEN = new Set(['"', "\u201c", "\u201e"])
const CLOSE = new Set(['"', "\u201d", "\u201c"])

/** Everybody in a text, and the rest of it. */
export function readAddresses(text: string): AddressList {
  const found: Named[] = []
  const left: string[] = []
  for (const written of text.split(/[\r\n]+/)) {
    const line = plainLine(written)
    const row = line.includes("\t") ? readRow(line) : null
    if (row !== null) {
      found.push(row)
      continue
    }
    for (const part of line.split("\t").flatMap((cell) => pieces(cell))) {
      const read = readPart(part)
      found.push(...read.found)
      left.push(...read.left)
    }
  }
  return { found, left }
}

/** Without what a program puts around people: unseen signs, a link to the address before it, the field's name, the mark of a list. */
function plainLine(line: string): string {
  return line
    .replaceAll(/[\p{Cf}\0]/gu, (sign) => (/[\u200c\u200d]/.test(sign) ? sign : ""))
    .replaceAll(/([^\s<>"';,]+@[^\s<>"';,]+)\s?<mailto:\1>/gi, "$1")
    .replace(/^\s*(?:(?:to|cc|bcc|from|aan|van|an|von|à|de)\s*:|[-*•–]\s|\d{1,3}[.)]\s)\s*/iu, "")
}

/** The cells of one person in a spreadsheet; null where they do not name exactly one address. */
function readRow(line: string): Named | null {
  const cells = line.split("\t").map((cell) => cell.trim()).filter((cell) => cell !== "")
  const read = cells.map(bare)
  if (read.filter((address) => address !== null).length !== 1) return null
  const at = read.findIndex((address) => address !== null)
  const others = cells.toSpliced(at, 1)
  const phone = others.find((cell) => "number" in readPhone(cell)) ?? others.find((cell) => /^[+\d][\d ()./-]{6,}$/.test(cell)) ?? ""
  return { address: read[at] ?? "", name: others.filter((cell) => cell !== phone).map(unquoted).join(" "), phone }
}

/** Cut where one recipient ends: at a semicolon, and at a comma where an address has been, but in no quotes or brackets. */
function pieces(line: string, quotes = true): string[] {
  const parts: string[] = []
  let part = ""
  let quoted = false
  for (const sign of line) {
    if (!quotes) quoted = false
    else if (quoted ? CLOSE.has(sign) : OPEN.has(sign) && (part.trim() === "" || sign !== '"')) quoted = !quoted
    const ends = !quoted && (sign === ";" || sign === "；" || (sign === "," && part.includes("@")))
    if (!ends) part += sign
    else {
      parts.push(part)
      part = ""
    }
  }
  // A quote that was opened and never closed is a sign like any other.
  if (quoted && /[;,]/.test(part)) return [...parts.map((text) => text.trim()).filter((text) => text !== ""), ...pieces(part, false)]
  return [...parts, part].map((text) => text.trim()).filter((text) => text !== "")
}

function readPart(part: string): AddressList {
  const address = bare(part)
  if (address !== null) return { found: [{ address, name: "", phone: "" }], left: [] }
  const named = withName(part)
  if (named !== null) return { found: [named], left: [] }
  const words = part.split(/[\s,]+/).filter((word) => word !== "")
  if (words.length > 1 && words.filter((word) => word.includes("@")).length > 1) return joined(words.map(readPart))
  if (part.includes(",")) return joined(part.split(",").map((piece) => piece.trim()).filter((piece) => piece !== "").map(readPart))
  return { found: [], left: [part] }
}

function joined(lists: readonly AddressList[]): AddressList {
  return { found: lists.flatMap(({ found }) => found), left: lists.flatMap(({ left }) => left) }
}

/** `Jansen, P. <p@x.nl>`, `P. Jansen [p@x.nl]`, `p@x.nl (P. Jansen)`, `P. Jansen p@x.nl`. */
function withName(part: string): Named | null {
  const behind = /^(.*?)[<[(]\s*([^<>[\]()]+?)\s*[>\])][.,]?$/su.exec(part) ?? /^(\S.*?)\s+(\S+@\S+)$/su.exec(part)
  // A comma before the address ends somebody else's name.
  const address = behind === null || /,\s+\S+@\S+$/u.test(part) ? null : bare(behind[2] ?? "")
  if (behind !== null && address !== null && !/[^\s"'<([]+@/.test(behind[1] ?? "")) return { address, name: unquoted(behind[1] ?? ""), phone: "" }
  if (behind !== null && address !== null && bare(unquoted(behind[1] ?? "")) === address) return { address, name: "", phone: "" }
  const before = /^<?([^\s<>()]+@[^\s<>()]+)>?\s*\(([^()]*)\)$/su.exec(part)
  const first = before === null ? null : bare(before[1] ?? "")
  return before === null || first === null ? null : { address: first, name: unquoted(before[2] ?? ""), phone: "" }
}

/** An address alone, as it stands between signs or behind `mailto:`. */
function bare(text: string): string | null {
  const inner = text.trim().replace(/^mailto:([^?]*)(?:\?.*)?$/i, "$1").replace(/^([<'"([]+)(.*?)[>'")\]]+$/s, "$2").replace(/[.,;:]+$/, "")
  return /\s/.test(inner) ? null : (readAddress(inner)?.address ?? null)
}

function unquoted(text: string): string {
  const inner = text.trim().replace(/^["\u201c\u201e'](.*)["\u201d\u201c']$/su, "$1").replace(/^["\u201c\u201e]([^"\u201c\u201d\u201e]*)$/su, "$1")
  return inner.replaceAll(/\\(["\\])/g, "$1").trim()
}
