// One page of a PDF: its picture, its text over it, and what was found on it.
import type { PDFPageProxy, RenderTask } from "pdfjs-dist"
import type { PdfLibrary } from "../page/pdf-engine.ts"
import { say } from "../page/words.ts"
import type { Hit, Span } from "./find.ts"

/** Dots an inch on paper, as in pdf.js' own viewer. */
const PRINTED = 150 / 72

interface Layer {
  readonly element: HTMLElement
  /** The elements of the pieces of text, in order. */
  readonly pieces: readonly HTMLElement[]
  readonly lengths: readonly number[]
}

export class PdfSheet {
  readonly element = document.createElement("section")
  /** Degrees, beside what the page itself says. */
  turned = 0
  readonly #library: PdfLibrary
  readonly #page: PDFPageProxy
  #text: Promise<readonly string[]> | undefined
  #scale = 1
  #wanted = false
  #drawn = ""
  #drawing: RenderTask | undefined
  #ready: Promise<void> = Promise.resolve()
  #layer: Layer | undefined
  #hits: readonly Hit[] = []
  #chosen: Hit | null = null

  constructor(library: PdfLibrary, page: PDFPageProxy, total: number) {
    this.#library = library
    this.#page = page
    this.element.className = "viewer__page"
    this.element.setAttribute("aria-label", say("pageLabel", { n: page.pageNumber, total }))
  }

  get width(): number {
    return this.#viewport(1).width
  }

  resize(scale: number): void {
    this.#scale = scale
    const { width, height } = this.#viewport(scale)
    this.element.style.width = `${width}px`
    this.element.style.height = `${height}px`
    this.element.style.setProperty("--total-scale-factor", String(scale))
  }

  /** Draws again what is drawn, in its new size. */
  redraw(): void {
    if (this.#wanted) void this.draw()
  }

  draw(): Promise<void> {
    this.#wanted = true
    const drawn = `${this.#scale} ${this.turned}`
    if (this.#drawn !== drawn) {
      this.#drawn = drawn
      this.#ready = this.#draw(drawn)
    }
    return this.#ready
  }

  /** All of its text, with a line's end where it has one. */
  async text(): Promise<string> {
    return (await this.#pieces()).join("")
  }

  mark(hits: readonly Hit[], chosen: Hit | null): void {
    if (this.#hits.length === 0 && hits.length === 0) return
    this.#hits = hits
    this.#chosen = chosen
    this.#paint()
  }

  showMark(): void {
    this.element.querySelector("[data-chosen]")?.scrollIntoView({ block: "center", inline: "nearest" })
  }

  async printed(): Promise<HTMLElement> {
    const canvas = document.createElement("canvas")
    const viewport = this.#page.getViewport({ scale: PRINTED, rotation: this.#page.rotate + this.turned })
    canvas.width = Math.floor(viewport.width)
    canvas.height = Math.floor(viewport.height)
    await this.#page.render({ canvas, viewport, intent: "print" }).promise
    const drawn = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve))
    canvas.width = canvas.height = 0
    if (drawn === null) throw new Error("this browser drew nothing")
    const image = document.createElement("img")
    image.alt = ""
    image.src = URL.createObjectURL(drawn)
    await image.decode().finally(() => URL.revokeObjectURL(image.src))
    return image
  }

  /** Gives the memory of a page far away back. */
  forget(): void {
    this.#wanted = false
    this.#drawn = ""
    this.#drawing?.cancel()
    this.#drawing = undefined
    this.#layer = undefined
    this.element.replaceChildren()
    this.#page.cleanup()
  }

  #viewport(scale: number): ReturnType<PDFPageProxy["getViewport"]> {
    return this.#page.getViewport({ scale, rotation: this.#page.rotate + this.turned })
  }

  async #draw(drawn: string): Promise<void> {
    this.#drawing?.cancel()
    const scale = this.#scale
    const canvas = document.createElement("canvas")
    const viewport = this.#viewport(scale * Math.min(devicePixelRatio, 3))
    canvas.width = Math.floor(viewport.width)
    canvas.height = Math.floor(viewport.height)
    // A reader who listens has the text layer; the picture would only be named twice.
    canvas.setAttribute("aria-hidden", "true")
    this.#drawing = this.#page.render({ canvas, viewport })
    const finished = await this.#drawing.promise.then(() => true, () => false)
    if (!finished || !this.#wanted || this.#drawn !== drawn) return
    const layer = await this.#textLayer(scale)
    if (this.#drawn !== drawn) return
    this.#layer = layer
    this.element.replaceChildren(canvas, layer.element)
    this.#paint()
  }

  async #textLayer(scale: number): Promise<Layer> {
    const element = document.createElement("div")
    element.className = "textLayer"
    const textContentSource = this.#page.streamTextContent()
    const layer = new this.#library.TextLayer({ textContentSource, container: element, viewport: this.#viewport(scale) })
    await layer.render()
    // As the page was made; how it is turned stands in the styles.
    const { width, height, rotation } = this.#viewport(1)
    const lying = rotation % 180 !== 0
    Object.assign(element.style, { width: `${lying ? (100 * height) / width : 100}%`, height: `${lying ? (100 * width) / height : 100}%` })
    return { element, pieces: layer.textDivs, lengths: (await this.#pieces()).map(({ length }) => length) }
  }

  #pieces(): Promise<readonly string[]> {
    this.#text ??= this.#page.getTextContent().then(({ items }) =>
      items.flatMap((item) => ("str" in item ? [item.hasEOL ? `${item.str}\n` : item.str] : [])))
    return this.#text
  }

  /** Boxes under the text, in parts of the page, so that they grow with it. */
  #paint(): void {
    const layer = this.#layer
    this.element.querySelector(".viewer__hits")?.remove()
    if (layer === undefined || this.#hits.length === 0) return
    const boxes = document.createElement("div")
    boxes.className = "viewer__hits"
    boxes.setAttribute("aria-hidden", "true")
    const page = this.element.getBoundingClientRect()
    for (const hit of this.#hits) {
      for (const { left, top, width, height } of rectanglesOf(layer, hit)) {
        const box = document.createElement("div")
        if (hit === this.#chosen) box.dataset["chosen"] = ""
        const place = { left: (left - page.left) / page.width, top: (top - page.top) / page.height, width: width / page.width, height: height / page.height }
        for (const [side, part] of Object.entries(place)) box.style.setProperty(side, `${part * 100}%`)
        boxes.append(box)
      }
    }
    layer.element.before(boxes)
  }
}

/** Where a span of the page's text stands in the window. */
function rectanglesOf({ pieces, lengths }: Layer, { start, end }: Span): DOMRect[] {
  const found: DOMRect[] = []
  let before = 0
  for (const [at, length] of lengths.entries()) {
    const node = pieces[at]?.firstChild
    const [from, to] = [Math.max(0, start - before), Math.min(length, end - before)]
    before += length
    if (from >= to || !(node instanceof Text)) continue
    const range = document.createRange()
    range.setStart(node, Math.min(from, node.length))
    range.setEnd(node, Math.min(to, node.length))
    found.push(...range.getClientRects())
  }
  return found
}
