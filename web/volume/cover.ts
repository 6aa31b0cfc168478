// The sheet on top of paper, with the names of the files written in: the server, which knows none, leaves room for them.
import { PDFArray, PDFDict, PDFDocument, type PDFFont, PDFName, type PDFPage, PDFString, StandardFonts } from "@cantoo/pdf-lib"

const SIZE = 9

/** Each room is a link to `#piece-<number>`; `names` go by that number, and are cut where their line ends. */
export async function namedSheet(sheet: ArrayBuffer, names: ReadonlyMap<number, string>): Promise<Blob> {
  const pdf = await PDFDocument.load(sheet, { updateMetadata: false })
  const font = await pdf.embedFont(StandardFonts.Helvetica)
  const letters = new Set(font.getCharacterSet())
  for (const page of pdf.getPages()) {
    for (const { number, x, y, width } of roomsOn(page)) {
      const name = Array.from((names.get(number) ?? "").normalize("NFC"), (letter) => printed(letter, letters)).join("")
      page.drawText(fitting(name, font, width), { x, y, size: SIZE, font })
    }
  }
  return new Blob([(await pdf.save()) as BlobPart], { type: "application/pdf" })
}

interface Room {
  readonly number: number
  readonly x: number
  readonly y: number
  readonly width: number
}

function roomsOn(page: PDFPage): Room[] {
  const notes = page.node.Annots()
  if (notes === undefined) return []
  return notes.asArray().flatMap((_, at) => {
    const note = notes.lookup(at, PDFDict)
    const address = note.lookupMaybe(PDFName.of("A"), PDFDict)?.lookupMaybe(PDFName.of("URI"), PDFString)?.asString() ?? ""
    const [, number] = /#piece-(\d+)$/.exec(address) ?? []
    if (number === undefined) return []
    const { x, y, width } = note.lookup(PDFName.of("Rect"), PDFArray).asRectangle()
    return [{ number: Number(number), x, y, width }]
  })
}

/** A letter that the font has not: without its marks, or a sign in its place. */
function printed(letter: string, letters: ReadonlySet<number>): string {
  if (letters.has(letter.codePointAt(0) ?? 0)) return letter
  const [plain = ""] = letter.normalize("NFD")
  return letters.has(plain.codePointAt(0) ?? 0) ? plain : "?"
}

/** The name as it is, or its beginning and its end: there stand the number and the date. */
function fitting(name: string, font: PDFFont, width: number): string {
  const fits = (text: string) => font.widthOfTextAtSize(text, SIZE) <= width
  if (fits(name)) return name
  let kept = name.length - 1
  const cut = () => `${name.slice(0, Math.ceil(kept / 2))}…${name.slice(name.length - Math.floor(kept / 2))}`
  while (kept > 2 && !fits(cut())) kept -= 1
  return cut()
}
