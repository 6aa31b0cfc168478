// A PDF as pages one below the other: a picture of each page, and its text over it for selecting and for screen readers.
// Only pages near the window are drawn. Nothing in a PDF runs: no scripts, no forms, no links.
import type { PDFDocumentProxy, PDFPageProxy, RenderTask } from "pdfjs-dist"
import { PdfEngine, PdfRefused } from "../page/pdf-engine.ts"
import { say } from "../page/words.ts"

export interface Pages {
  readonly count: number
  readonly current: number
  /** 1 is as wide as the window. */
  readonly zoom: number
  go(number: number): void
  setZoom(zoom: number): void
  close(): void
}

/** CSS pixels for each point at which a page is as large as on paper; wider windows do not blow it up further. */
const WIDEST = 2

/** @throws {PdfRefused} it cannot be shown. */
export async function openPdf(plain: Blob, container: HTMLElement, changed: (page: number) => void): Promise<Pages> {
  const data = new Uint8Array(await plain.arrayBuffer())
  const engine = await PdfEngine.start()
  try {
    const document_ = await engine.open(data)
    const numbers = Array.from({ length: document_.numPages }, (_, at) => at + 1)
    const sheets = await Promise.all(numbers.map((number) => Sheet.of(engine, document_, number)))
    return new Stack(sheets, container, changed, () => engine.close())
  } catch (error) {
    engine.close()
    throw error instanceof PdfRefused ? error : new PdfRefused("damaged", error)
  }
}

class Stack implements Pages {
  current = 1
  zoom = 1
  readonly #sheets: readonly Sheet[]
  readonly #container: HTMLElement
  readonly #near: IntersectionObserver
  readonly #resized: ResizeObserver
  readonly #closed: () => void

  constructor(sheets: readonly Sheet[], container: HTMLElement, changed: (page: number) => void, closed: () => void) {
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
    const at = this.current
    this.zoom = zoom
    this.#layOut()
    this.go(at)
  }

  close(): void {
    this.#near.disconnect()
    this.#resized.disconnect()
    this.#container.onscroll = null
    for (const sheet of this.#sheets) sheet.forget()
    this.#closed()
  }

  #layOut(): void {
    const style = getComputedStyle(this.#container)
    const room = this.#container.clientWidth - Number.parseFloat(style.paddingLeft) - Number.parseFloat(style.paddingRight)
    for (const sheet of this.#sheets) sheet.resize(Math.min(WIDEST, Math.max(0.1, room / sheet.width)) * this.zoom)
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

class Sheet {
  readonly element: HTMLElement
  readonly width: number
  readonly #engine: PdfEngine
  readonly #page: PDFPageProxy
  #scale = 1
  #wanted = false
  #drawn = 0
  #drawing: RenderTask | undefined

  private constructor(engine: PdfEngine, page: PDFPageProxy, total: number) {
    this.#engine = engine
    this.#page = page
    this.width = page.getViewport({ scale: 1 }).width
    this.element = document.createElement("section")
    this.element.className = "viewer__page"
    this.element.setAttribute("aria-label", say("pageLabel", { n: page.pageNumber, total }))
  }

  static async of(engine: PdfEngine, document_: PDFDocumentProxy, number: number): Promise<Sheet> {
    return new Sheet(engine, await document_.getPage(number), document_.numPages)
  }

  resize(scale: number): void {
    this.#scale = scale
    const { width, height } = this.#page.getViewport({ scale })
    this.element.style.width = `${width}px`
    this.element.style.height = `${height}px`
    this.element.style.setProperty("--total-scale-factor", String(scale))
    if (this.#wanted) void this.draw()
  }

  async draw(): Promise<void> {
    this.#wanted = true
    if (this.#drawn === this.#scale) return
    this.#drawing?.cancel()
    const scale = (this.#drawn = this.#scale)
    const canvas = document.createElement("canvas")
    const dots = Math.min(devicePixelRatio, 3)
    const viewport = this.#page.getViewport({ scale: scale * dots })
    canvas.width = Math.floor(viewport.width)
    canvas.height = Math.floor(viewport.height)
    // A reader who listens has the text layer; the picture would only be named twice.
    canvas.setAttribute("aria-hidden", "true")
    this.#drawing = this.#page.render({ canvas, viewport })
    const finished = await this.#drawing.promise.then(() => true, () => false)
    if (!finished || !this.#wanted || this.#drawn !== scale) return
    this.element.replaceChildren(canvas, await this.#textLayer(scale))
  }

  async #textLayer(scale: number): Promise<HTMLElement> {
    const container = document.createElement("div")
    container.className = "textLayer"
    const textContentSource = this.#page.streamTextContent()
    await new this.#engine.library.TextLayer({ textContentSource, container, viewport: this.#page.getViewport({ scale }) }).render()
    return container
  }

  /** Gives the memory of a page far away back. */
  forget(): void {
    this.#wanted = false
    this.#drawn = 0
    this.#drawing?.cancel()
    this.#drawing = undefined
    this.element.replaceChildren()
    this.#page.cleanup()
  }
}
