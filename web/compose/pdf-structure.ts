// The structure of a PDF in its bytes: where it begins, whether its table of objects is where it says, what its objects say.
// The twin of zegel/agent/structure.py; both are held to vectors/files/pdf.json.
import { PDF, typeByContent } from "../page/kinds.ts"
import { type Bytes, concat } from "../seal/bytes.ts"
import { piecesOf } from "../seal/stream.ts"

/** Readers look past what a mail gateway put in front of a file. */
const FURTHEST_HEADER = 1 << 16
const HEADER = /%PDF-[0-9]/
const FALSE_START = "%PDF-1.7\n"
/** No object stream of an honest file is larger unpacked. */
const MOST_UNPACKED = 1 << 26
const STREAM = /\bstream\r?\n/g
const MARKS = {
  script: /\/S\s*\/JavaScript\b|\/JS\s*[(<0-9]/,
  launch: /\/S\s*\/Launch\b/,
  embedded: /\/EF\s*(?:<<|[0-9]+ [0-9]+ R)|\/EmbeddedFile\b/,
  signed: /\/ByteRange\s*\[/,
} as const

/** Whether a file is a PDF by its content alone, also behind much that somebody put in front of it. */
export async function holdsPdf(file: Blob): Promise<boolean> {
  const start = new Uint8Array(await file.slice(0, FURTHEST_HEADER).arrayBuffer())
  const type = typeByContent(start)
  return type === PDF || (type === null && HEADER.test(latin(start)))
}

/** The file with its header in front; where places are counted from before the header, so many bytes stay there. */
export function fromHeader(data: Bytes): Bytes {
  const start = latin(data.subarray(0, FURTHEST_HEADER)).search(HEADER)
  if (start <= 0) return data
  const rest = data.subarray(start)
  if (start <= FALSE_START.length || inPlace(latin(rest)) || !inPlace(latin(data))) return rest
  return concat(Uint8Array.from(FALSE_START.padEnd(start), (sign) => sign.charCodeAt(0)), rest)
}

/**
 * Whether the last table of objects is where the file says. Where it is not, every reader has to guess what there was; a
 * file that was cut off is such a one. What follows the end does no harm, unless it is the beginning of more.
 */
export function holdsTogether(text: string): boolean {
  return inPlace(text) && !/\b[0-9]+\s+[0-9]+\s+obj\b/.test(text.slice(lastStart(text)?.end))
}

/** What the objects say by themselves, also those that stand packed in an object stream. */
export async function objectText(data: Bytes, text: string): Promise<string> {
  const parts: string[] = []
  let at = 0
  let room = MOST_UNPACKED
  STREAM.lastIndex = 0
  for (let found = STREAM.exec(text); found !== null; found = STREAM.exec(text)) {
    const dictionary = text.slice(Math.max(at, text.lastIndexOf("obj", found.index)), found.index)
    parts.push(text.slice(at, found.index))
    const start = found.index + found[0].length
    const end = text.indexOf("endstream", start)
    at = STREAM.lastIndex = end < 0 ? text.length : end
    if (!/\/ObjStm\b/.test(dictionary)) continue
    const unpacked = /\/FlateDecode\b|\/Fl\b/.test(dictionary) ? await inflated(data.subarray(start, at), room) : text.slice(start, at)
    room -= unpacked.length
    parts.push(unpacked)
  }
  parts.push(text.slice(at))
  // A name may be written with numbers for its letters: /J#61vaScript.
  return withoutTexts(parts.join("\n")).replaceAll(/#([0-9A-Fa-f]{2})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)))
}

/** Objects with every text in them made empty: a title that speaks of program code is none. A text without an end stays. */
function withoutTexts(objects: string): string {
  const parts: string[] = []
  let [depth, kept, opened] = [0, 0, 0]
  for (const { 0: sign, index } of objects.matchAll(/\\[\s\S]|[()]/g)) {
    if (sign === "(") {
      if (depth === 0) opened = index + 1
      depth += 1
    } else if (sign === ")" && depth > 0) {
      depth -= 1
      if (depth > 0) continue
      parts.push(objects.slice(kept, opened))
      kept = index
    }
  }
  return [...parts, objects.slice(kept)].join("")
}

/** Whether a form says that the pictures of its fields are old: the last revision of a form counts. */
export function renewsFields(text: string): boolean {
  const at = text.lastIndexOf("/Fields")
  const start = at < 0 ? 0 : Math.max(0, text.lastIndexOf("endobj", at))
  const end = text.indexOf("endobj", Math.max(0, at))
  return /\/NeedAppearances\s+true\b/.test(text.slice(start, end < 0 ? text.length : end))
}

export type Mark = keyof typeof MARKS

export function marksIn(text: string): Mark[] {
  return (Object.keys(MARKS) as Mark[]).filter((mark) => MARKS[mark].test(text))
}

/** One sign for every byte, so that places in the text are places in the file. */
export function latin(data: Uint8Array): string {
  return new TextDecoder("latin1").decode(data)
}

/** As much as there is room for, and as far as it goes: what is broken in it other checks find. */
async function inflated(packed: Bytes, room: number): Promise<string> {
  const parts: string[] = []
  let left = room
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate"))
  try {
    for await (const piece of piecesOf(stream)) {
      parts.push(latin(piece))
      left -= piece.length
      if (left <= 0) break
    }
  } catch {
    // The stream ends here for every reader.
  }
  return parts.join("")
}

function inPlace(text: string): boolean {
  const place = lastStart(text)?.place
  return place !== undefined && /^\s*(?:xref\b|[0-9]+\s+[0-9]+\s+obj\b)/.test(text.slice(place, place + 256))
}

function lastStart(text: string): { place: number; end: number } | null {
  const at = text.lastIndexOf("startxref")
  const found = at < 0 ? null : /^startxref\s+([0-9]{1,12})/.exec(text.slice(at, at + 64))
  return found === null ? null : { place: Number(found[1]), end: at + found[0].length }
}
