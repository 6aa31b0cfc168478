/**
 * PDF files made in the browser: text in the order it is given, on as many A4 pages as it takes. Letters of every
 * European alphabet are there, because the font goes with the file.
 */
import { jsPDF } from "jspdf"
import { b64, owned } from "../seal/bytes.ts"

const FONTS = "/static/build/pdfjs/standard_fonts"
const MARGIN = 22
const WIDTH = 210 - 2 * MARGIN
const BOTTOM = 297 - MARGIN

export interface Style {
  readonly size: number
  readonly bold?: boolean
  /** Millimetres above the text. */
  readonly above?: number
}

export class Paper {
  readonly #pdf: jsPDF
  #y = MARGIN

  private constructor(pdf: jsPDF) {
    this.#pdf = pdf
  }

  static async make(title: string, language: string): Promise<Paper> {
    const pdf = new jsPDF({ unit: "mm", format: "a4", compress: true })
    pdf.setProperties({ title, creator: "Zegel" })
    pdf.setLanguage(language === "en" ? "en" : "nl")
    for (const [weight, style] of [["Regular", "normal"], ["Bold", "bold"]] as const) {
      pdf.addFileToVFS(`${weight}.ttf`, await font(weight))
      pdf.addFont(`${weight}.ttf`, "Sans", style)
    }
    return new Paper(pdf)
  }

  text(words: string, { size, bold = false, above = 3 }: Style): this {
    this.#pdf.setFont("Sans", bold ? "bold" : "normal").setFontSize(size)
    const height = size * 0.5
    this.#y += above
    for (const line of this.#pdf.splitTextToSize(words, WIDTH) as string[]) {
      if (this.#y + height > BOTTOM) this.#turn()
      this.#y += height
      this.#pdf.text(line, MARGIN, this.#y)
    }
    return this
  }

  /** Dark squares, `side` millimetres wide in all. */
  squares(rows: readonly (readonly boolean[])[], side: number): this {
    if (this.#y + side + 8 > BOTTOM) this.#turn()
    this.#y += 8
    const module = side / rows.length
    this.#pdf.setFillColor(0, 0, 0)
    // A hair more than its own width: no white lines between neighbours when it is printed.
    for (const [down, row] of rows.entries()) {
      for (const [across, dark] of row.entries()) {
        if (dark) this.#pdf.rect(MARGIN + across * module, this.#y + down * module, module + 0.02, module + 0.02, "F")
      }
    }
    this.#y += side
    return this
  }

  blob(): Blob {
    return this.#pdf.output("blob")
  }

  #turn(): void {
    this.#pdf.addPage()
    this.#y = MARGIN
  }
}

async function font(weight: string): Promise<string> {
  const answer = await fetch(`${FONTS}/LiberationSans-${weight}.ttf`)
  if (!answer.ok) throw new Error(`no font ${weight}`)
  return b64(owned(new Uint8Array(await answer.arrayBuffer())))
}
