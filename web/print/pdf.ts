/**
 * PDF files made in the browser, PDF/A-2b: text in the order it is given, on as many A4 pages as it takes. The fonts go with the
 * file: one for the European alphabets, and of the others what the text needs.
 */
import { jsPDF, type TextOptionsLight } from "jspdf"
import { CLAIM, srgbProfile } from "./archival.ts"
import { PLACES } from "../page/scripts.ts"
import { fontBytes, fontsWith, type LetterFont, letterFontBytes, letterFonts } from "./letters.ts"

const FONTS = `${PLACES.pdfjs}/standard_fonts`
const MARGIN = 22
const WIDTH = 210 - 2 * MARGIN
const BOTTOM = 297 - MARGIN
const BASE = "Sans"
/** A line may end behind any sign of Chinese, Japanese and Korean, and behind the space after a word. */
const PIECES = /\n|[\u2e80-\ua4cf\uac00-\ud7ff\uf900-\ufaff\uff00-\uffef]|[^\s\u2e80-\ua4cf\uac00-\ud7ff\uf900-\ufaff\uff00-\uffef]+[^\S\n]*|[^\S\n]+/gu
/** What is written from right to left. */
const LEFTWARDS = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]/
const STRONG = /\p{L}/u

export interface Style {
  readonly size: number
  readonly bold?: boolean
  /** Millimetres above the text. */
  readonly above?: number
}

/** What jsPDF has and does not tell of. */
interface Typesetter extends jsPDF {
  processArabic(text: string): string
}

/** The insides of jsPDF by which objects are added to a file. */
interface Insides {
  readonly events: { subscribe(topic: string, put: () => void): void }
  newObject(): number
  putStream(stream: { data: string; objectId: number; additionalKeyValues: { key: string; value: string | number }[] }): void
  write(line: string): void
}

interface Order {
  readonly isInputVisual: boolean
  readonly isOutputVisual: boolean
  readonly isInputRtl: boolean
  readonly isOutputRtl: boolean
  readonly isSymmetricSwapping: boolean
}

type Reordering = new (order: Order) => { doBidiReorder(text: string): string }
/** What is in the order of the eye already, and stays so. */
const AS_SEEN: Order = { isInputVisual: true, isOutputVisual: true, isInputRtl: false, isOutputRtl: false, isSymmetricSwapping: false }
const Bidi = (jsPDF as unknown as { __bidiEngine__: Reordering }).__bidiEngine__

interface Run {
  readonly font: string
  readonly text: string
}

export class Paper {
  readonly #pdf: Typesetter
  /** Name of a font → whether it has a letter. */
  readonly #fonts = new Map<string, (letter: string) => boolean>()
  #bold = false
  #y = MARGIN

  private constructor(pdf: jsPDF) {
    this.#pdf = pdf as Typesetter
  }

  /** `words` is all that will be written: the fonts for it are fetched now. */
  static async make(title: string, language: string, words: string): Promise<Paper> {
    const pdf = new jsPDF({ unit: "mm", format: "a4", compress: true, putOnlyUsedFonts: true })
    pdf.setProperties({ title, creator: "Zegel" })
    pdf.setLanguage(language === "en" ? "en" : "nl")
    pdf.addMetadata(CLAIM, true)
    addColours(pdf.internal as unknown as Insides)
    const paper = new Paper(pdf)
    for (const [weight, style] of [["Regular", "normal"], ["Bold", "bold"]] as const) {
      paper.#add(`${weight}.ttf`, await fontBytes(`${FONTS}/LiberationSans-${weight}.ttf`), BASE, style)
    }
    await paper.#fetch(words)
    return paper
  }

  /** The text with a sign in place of every letter that no font here has, and how many those are. */
  printable(text: string): { text: string; lost: number } {
    let lost = 0
    const kept = Array.from(this.#shaped(text), (letter) => {
      if (letter === "\n" || letter === "\t" || this.#fontOf(letter) !== undefined) return letter
      lost += 1
      return "\ufffd"
    })
    return { text: lost === 0 ? text : kept.join(""), lost }
  }

  text(words: string, { size, bold = false, above = 3 }: Style): this {
    this.#bold = bold
    this.#pdf.setFontSize(size)
    const height = size * 0.5
    this.#y += above
    for (const line of this.#lines(words.replaceAll("\t", "    ").replaceAll(/\r\n?/g, "\n"))) {
      if (this.#y + height > BOTTOM) this.#turn()
      this.#y += height
      this.#write(line)
    }
    return this
  }

  /** Dark squares, `side` millimetres wide in all. */
  squares(rows: readonly (readonly boolean[])[], side: number): this {
    if (this.#y + side + 8 > BOTTOM) this.#turn()
    this.#y += 8
    const module = side / rows.length
    this.#pdf.setFillColor(0, 0, 0)
    for (const [down, row] of rows.entries()) {
      for (const [across, dark] of row.entries()) {
        // A hair more than its own width: no white lines between neighbours when it is printed.
        if (dark) this.#pdf.rect(MARGIN + across * module, this.#y + down * module, module + 0.02, module + 0.02, "F")
      }
    }
    this.#y += side
    return this
  }

  blob(): Blob {
    return this.#pdf.output("blob")
  }

  // ── Fonts ──────────────────────────────────────────────────────────────────────────────────────────────────

  async #fetch(words: string): Promise<void> {
    const missing = new Set(Array.from(words + this.#shaped(words)).filter((letter) => /\P{C}/u.test(letter) && this.#fontOf(letter) === undefined))
    if (missing.size === 0) return
    const numbers = Array.from(missing, (letter) => letter.codePointAt(0) ?? 0)
    for (const font of fontsWith(numbers, await letterFonts())) this.#addLetters(font, await letterFontBytes(font))
  }

  #addLetters({ file }: LetterFont, bytes: string): void {
    this.#add(file, bytes, file, "normal")
  }

  #add(file: string, bytes: string, name: string, style: "normal" | "bold"): void {
    this.#pdf.addFileToVFS(file, bytes)
    this.#pdf.addFont(file, name, style)
    const { metadata } = this.#pdf.setFont(name, style).getFont() as unknown as { metadata: { characterToGlyph(code: number): number } }
    // jsPDF knows letters of one unit of UTF-16 only.
    if (!this.#fonts.has(name)) this.#fonts.set(name, (letter) => letter.length === 1 && metadata.characterToGlyph(letter.charCodeAt(0)) > 0)
  }

  #fontOf(letter: string): string | undefined {
    for (const [name, has] of this.#fonts) if (has(letter)) return name
    return undefined
  }

  // ── Lines ──────────────────────────────────────────────────────────────────────────────────────────────────

  #lines(words: string): string[] {
    const lines: string[] = []
    let line = ""
    for (const piece of words.match(PIECES) ?? []) {
      if (piece === "\n" || (line !== "" && this.#width(line + piece.trimEnd()) > WIDTH)) {
        lines.push(line.trimEnd())
        line = ""
      }
      if (piece === "\n") continue
      line += piece
      // A word that is wider than the paper.
      while (this.#width(line.trimEnd()) > WIDTH) {
        const fits = this.#fitting(line)
        lines.push(line.slice(0, fits))
        line = line.slice(fits)
      }
    }
    return [...lines, line.trimEnd()]
  }

  #fitting(line: string): number {
    let at = 1
    while (at < line.length && this.#width(line.slice(0, at + 1)) <= WIDTH) at += 1
    return at
  }

  #width(line: string): number {
    return this.#runs(this.#shaped(line)).reduce((sum, run) => sum + this.#measured(run), 0)
  }

  #measured({ font, text }: Run): number {
    return this.#use(font).getTextWidth(text)
  }

  /** A line as the eye meets it, from left to right. */
  #write(line: string): void {
    const rightToLeft = LEFTWARDS.test(STRONG.exec(line)?.[0] ?? "")
    const seen = LEFTWARDS.test(line)
      ? new Bidi({ ...AS_SEEN, isInputVisual: false, isInputRtl: rightToLeft, isSymmetricSwapping: true }).doBidiReorder(this.#shaped(line))
      : line
    const runs = this.#runs(seen)
    let x = MARGIN
    if (rightToLeft) x += WIDTH - runs.reduce((sum, run) => sum + this.#measured(run), 0)
    for (const run of runs) {
      this.#use(run.font).text(run.text, x, this.#y, AS_SEEN as TextOptionsLight)
      x += this.#measured(run)
    }
  }

  /** Arabic letters in the form they have beside their neighbours. */
  #shaped(text: string): string {
    return LEFTWARDS.test(text) ? this.#pdf.processArabic(text) : text
  }

  #runs(text: string): Run[] {
    const runs: Run[] = []
    for (const letter of text) {
      const font = this.#fontOf(letter) ?? BASE
      const last = runs.at(-1)
      if (last?.font === font) runs[runs.length - 1] = { font, text: last.text + letter }
      else runs.push({ font, text: letter })
    }
    return runs
  }

  #use(font: string): jsPDF {
    return this.#pdf.setFont(font, font === BASE && this.#bold ? "bold" : "normal")
  }

  #turn(): void {
    this.#pdf.addPage()
    this.#y = MARGIN
  }
}

/** What the colours of the file mean, which PDF/A wants to be said. */
function addColours(insides: Insides): void {
  let profile = 0
  insides.events.subscribe("postPutResources", () => {
    profile = insides.newObject()
    const data = String.fromCharCode(...srgbProfile())
    insides.putStream({ data, objectId: profile, additionalKeyValues: [{ key: "N", value: 3 }] })
    insides.write("endobj")
  })
  insides.events.subscribe("putCatalog", () => {
    const meant = "/Type /OutputIntent /S /GTS_PDFA1 /OutputConditionIdentifier (sRGB) /Info (sRGB)"
    insides.write(`/OutputIntents [<< ${meant} /DestOutputProfile ${profile} 0 R >>]`)
  })
}
