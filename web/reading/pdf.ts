// A PDF as pages one below the other: a picture of each page, and its text over it for selecting and for screen readers.
// Only pages near the window are drawn. Nothing in a PDF runs: no scripts, no forms, no links.
import type { PDFDocumentProxy } from "pdfjs-dist"
import { PdfEngine, PdfRefused } from "../page/pdf-engine.ts"
import type { Hit } from "./find.ts"
import { PdfSheet } from "./pdf-sheet.ts"
import { keepingMiddle, type Pages } from "./sight.ts"

/** CSS pixels for each point at which a page is as large as on paper; wider windows do not blow it up further. */
const WIDEST = 2
/** While a zoom goes on, pages keep the picture they have. */
const SETTLED = 150

/** @throws {PdfRefused} it cannot be shown. */
export async function openPdf(plain: Blob, container: HTMLElement, changed: (page: number) => void): Promise<Pages> {
  const data = new Uint8Array(await plain.arrayBuffer())
  const engine = await PdfEngine.start()
  try {
    const document_ = await engine.open(data)
    const sheets = await sheetsOf(engine, document_)
    return new Stack(sheets, container, changed, () => engine.close())
  } catch (error) {
    engine.close()
    throw error instanceof PdfRefused ? error : new PdfRefused("damaged", error)
  }
}

function sheetsOf(engine: PdfEngine, document_: PDFDocumentProxy): Promise<PdfSheet[]> {
  const numbers = Array.from({ length: document_.numPages }, (_, at) => at + 1)
  return Promise.all(numbers.map(async (number) => new PdfSheet(engine.library, await document_.getPage(number), document_.numPages)))
}

class Stack implements Pages {
  current = 1
  zoom = 1
  readonly #sheets: readonly PdfSheet[]
  readonly #container: HTMLElement
  readonly #near: IntersectionObserver
  readonly #resized: ResizeObserver
  readonly #closed: () => void
  #turned = 0
  #settling: ReturnType<typeof setTimeout> | undefined

  constructor(sheets: readonly PdfSheet[], container: HTMLElement, changed: (page: number) => void, closed: () => void) {
    this.#sheets = sheets
    this.#container = container
    this.#closed = closed
    container.replaceChildren(...sheets.map((sheet) => sheet.element))
    this.#layOut()
    this.#near = new IntersectionObserver((seen) => this.#seen(seen), { root: container, rootMargin: "100% 0px" })
    for (const sheet of sheets) this.#near.observe(sheet.element)
    let width = container.clientWidth
    this.#resized = new ResizeObserver(() => {
      if (container.clientWidth === width) return
      width = container.clientWidth
      this.#layOut()
    })
    this.#resized.observe(container)
    container.onscroll = () => {
      const at = this.#inView()
      if (at === this.current) return
      this.current = at
      changed(at)
    }
  }

  get count(): number {
    return this.#sheets.length
  }

  go(number: number): void {
    const sheet = this.#sheets[Math.min(this.count, Math.max(1, number)) - 1]
    sheet?.element.scrollIntoView({ block: "start" })
  }

  setZoom(zoom: number): void {
    this.zoom = zoom
    keepingMiddle(this.#container, () => this.#layOut(false))
    clearTimeout(this.#settling)
    this.#settling = setTimeout(() => this.#draw(), SETTLED)
  }

  rotate(): void {
    const at = this.current
    this.#turned = (this.#turned + 90) % 360
    for (const sheet of this.#sheets) sheet.turned = this.#turned
    this.#layOut()
    this.go(at)
  }

  async *texts(): AsyncGenerator<string> {
    for (const sheet of this.#sheets) yield await sheet.text()
  }

  mark(hits: readonly Hit[], chosen: number): void {
    const wanted = hits[chosen]
    const onPage = new Map<number, Hit[]>()
    for (const hit of hits) onPage.set(hit.page, [...(onPage.get(hit.page) ?? []), hit])
    for (const [at, sheet] of this.#sheets.entries()) sheet.mark(onPage.get(at + 1) ?? [], wanted ?? null)
    const sheet = wanted === undefined ? undefined : this.#sheets[wanted.page - 1]
    if (sheet === undefined || wanted === undefined) return
    if (this.current !== wanted.page) this.go(wanted.page)
    void sheet.draw().then(() => sheet.showMark())
  }

  async sheets(told: (done: number, total: number) => void): Promise<HTMLElement[]> {
    const printed: HTMLElement[] = []
    for (const sheet of this.#sheets) {
      told(printed.length + 1, this.count)
      printed.push(await sheet.printed())
    }
    return printed
  }

  close(): void {
    clearTimeout(this.#settling)
    this.#near.disconnect()
    this.#resized.disconnect()
    this.#container.onscroll = null
    for (const sheet of this.#sheets) sheet.forget()
    this.#closed()
  }

  #layOut(redraw = true): void {
    const style = getComputedStyle(this.#container)
    const room = this.#container.clientWidth - Number.parseFloat(style.paddingLeft) - Number.parseFloat(style.paddingRight)
    for (const sheet of this.#sheets) sheet.resize(Math.min(WIDEST, Math.max(0.1, room / sheet.width)) * this.zoom)
    if (redraw) this.#draw()
  }

  #draw(): void {
    for (const sheet of this.#sheets) sheet.redraw()
  }

  #seen(seen: readonly IntersectionObserverEntry[]): void {
    for (const entry of seen) {
      const sheet = this.#sheets.find((sheet) => sheet.element === entry.target)
      if (entry.isIntersecting) void sheet?.draw()
      else sheet?.forget()
    }
  }

  /** The page across the middle of the window. */
  #inView(): number {
    const middle = this.#container.getBoundingClientRect().top + this.#container.clientHeight / 2
    const at = this.#sheets.findIndex((sheet) => sheet.element.getBoundingClientRect().bottom >= middle)
    return at < 0 ? this.count : at + 1
  }
}
