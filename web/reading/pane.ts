// One file to read, with its tools: the window over a page has one or two of them, the judge's desk one.
import { find, need } from "../page/elements.ts"
import { whileBusy } from "../page/errors.ts"
import { PdfRefused } from "../page/pdf-engine.ts"
import { keysOff } from "../page/shortcuts.ts"
import { say } from "../page/words.ts"
import { kindOf, typeOf } from "./files.ts"
import { FindBar } from "./find-bar.ts"
import { clearSheets, printSheets } from "./print-sheets.ts"
import type { Shown } from "./shelf.ts"
import { onPinch, type Pages, type Sight } from "./sight.ts"
import { tool, worded } from "./tool.ts"

const SMALLEST = 0.5
const LARGEST = 8
const STEP = 1.25

/** Asked of who shows it: to go to another file of the list. */
export interface PaneOptions {
  /** By so many places; absent where there is no list. */
  readonly step?: (by: number) => void
}

export class Pane {
  readonly element = document.createElement("div")
  /** The line with the tools, for what a window adds. */
  readonly bar = document.createElement("div")
  readonly #head = document.createElement("div")
  readonly #title = document.createElement("h2")
  readonly #place = document.createElement("span")
  #body = document.createElement("div")
  readonly #find: FindBar
  readonly #field = document.createElement("input")
  readonly #options: PaneOptions
  #shown: Shown | undefined
  #sight: Sight | undefined
  #pages: Pages | undefined

  constructor(options: PaneOptions = {}) {
    this.#options = options
    this.element.className = "viewer"
    this.#head.className = "viewer__head"
    this.#title.className = "viewer__title"
    this.#title.translate = false
    this.#title.id = `viewer-title-${crypto.randomUUID()}`
    this.#place.className = "nowrap numeric small quiet"
    this.element.setAttribute("role", "group")
    this.element.setAttribute("aria-labelledby", this.#title.id)
    this.#find = new FindBar(() => this.#pages, () => this.#body.focus())
    this.bar.className = "viewer__bar"
    this.bar.append(...this.#tools())
    const { step } = options
    if (step === undefined) this.#head.append(this.#title)
    else this.#head.append(tool("previous-file", "previous", () => step(-1), "p"), this.#title, this.#place, tool("next-file", "next", () => step(1), "n"))
    const top = document.createElement("div")
    top.className = "viewer__top"
    top.append(this.#head, this.bar)
    this.element.append(top, this.#find.element, this.#body)
    this.element.addEventListener("keydown", (event) => this.#pressed(event))
    this.clear()
  }

  get titleId(): string {
    return this.#title.id
  }

  get current(): number {
    return this.#pages?.current ?? 1
  }

  focus(): void {
    this.#body.focus()
  }

  go(page: number): void {
    this.#pages?.go(page)
  }

  /** What stands where a file will, or where it could not be had. */
  wait(name: string, at: number, total: number): void {
    this.clear()
    this.#named(name, at, total)
    this.#note("loading", say("viewerFetching"))
  }

  missing(): void {
    this.#note("error", say("viewerMissing"))
  }

  /** Shows a file; what was shown before is forgotten. False when another one came in between, or it cannot be shown. */
  async show(shown: Shown, at = 0, total = 1): Promise<boolean> {
    this.clear()
    this.#shown = shown
    this.#named(shown.name, at, total)
    need("action", "viewer-download", this.bar).hidden = false
    const type = await typeOf(shown.plain, shown.entry)
    if (this.#shown !== shown) return false
    this.#note("loading", say("pdfOpening"))
    const sight = await this.#open(shown, type)
    if (this.#shown !== shown) sight?.close()
    else if (sight !== undefined) this.#opened(sight)
    return this.#shown === shown && sight !== undefined
  }

  clear(): void {
    this.#sight?.close()
    this.#sight = this.#pages = this.#shown = undefined
    this.#find.close()
    clearSheets()
    this.#empty()
    for (const part of this.bar.querySelectorAll<HTMLElement>("[data-for]")) part.hidden = true
  }

  /** A place of its own for each file: what is still being opened for the one before writes in the old one. */
  #empty(): void {
    const body = document.createElement("div")
    body.className = "viewer__pages"
    body.tabIndex = 0
    body.setAttribute("role", "region")
    body.dataset["viewerPages"] = ""
    onPinch(body, (factor) => this.#zoomTo((this.#sight?.zoom ?? 1) * factor))
    // Tools come and go with what is shown; the keys go on working.
    const focused = this.element.contains(document.activeElement) && !this.#head.contains(document.activeElement)
    this.#body.replaceWith(body)
    this.#body = body
    if (focused) body.focus()
  }

  async #open(shown: Shown, type: string): Promise<Sight | undefined> {
    const kind = kindOf(type)
    try {
      if (kind === "pdf") {
        // pdf.js is large: it is fetched when somebody opens a PDF.
        const { openPdf } = await import("./pdf.ts")
        return await openPdf(shown.plain, this.#body, () => this.#told())
      }
      if (kind === "image") return await (await import("./picture.ts")).openPicture(shown.plain, type, shown.name, this.#body)
      if (kind === "text") return await (await import("./plain-text.ts")).openText(shown.plain, this.#body)
      this.#note("error", say("cannotShow"))
    } catch (error) {
      if (kind === "pdf" && !(error instanceof PdfRefused || error instanceof TypeError)) throw error
      if (this.#shown !== shown) return undefined
      // A part of the page that could not be fetched is a TypeError.
      const other = error instanceof TypeError ? "viewerFailed" : "imageBroken"
      const words = error instanceof PdfRefused ? { password: "pdfPassword", damaged: "pdfBroken", engine: "pdfEngine" }[error.why] : other
      this.#note("error", say(words))
    }
    return undefined
  }

  #opened(sight: Sight): void {
    this.#sight = sight
    this.#pages = "go" in sight ? (sight as Pages) : undefined
    const has = { pages: this.#pages !== undefined, sight: true, turn: sight.rotate !== undefined }
    for (const part of this.bar.querySelectorAll<HTMLElement>("[data-for]")) part.hidden = !(has[part.dataset["for"] as keyof typeof has] ?? false)
    need("action", "viewer-download", this.bar).hidden = false
    this.#told()
  }

  #named(name: string, at: number, total: number): void {
    this.#title.textContent = name
    this.#body.setAttribute("aria-label", name)
    this.#place.textContent = total > 1 ? say("viewerFileOf", { n: at + 1, total }) : ""
    for (const [action, possible] of [["previous-file", at > 0], ["next-file", at < total - 1]] as const) {
      const button = find<HTMLButtonElement>("action", `viewer-${action}`, this.#head)
      if (button === null) continue
      button.hidden = total < 2
      if (!possible && document.activeElement === button) this.#body.focus()
      button.disabled = !possible
    }
  }

  #note(kind: "loading" | "error", text: string): void {
    const paragraph = document.createElement("p")
    paragraph.className = kind === "loading" ? "loading" : "viewer__note"
    paragraph.setAttribute("role", kind === "loading" ? "status" : "alert")
    paragraph.textContent = text
    this.#body.replaceChildren(paragraph)
  }

  // ── Tools ──────────────────────────────────────────────────────────────────────────────────────────────────

  #tools(): HTMLElement[] {
    this.#field.className = "utrecht-textbox utrecht-textbox--html-input viewer__page-number"
    this.#field.inputMode = "numeric"
    this.#field.autocomplete = "off"
    this.#field.setAttribute("aria-label", say("viewerPage"))
    this.#field.dataset["viewerPage"] = ""
    this.#field.addEventListener("change", () => this.#pages?.go(Number.parseInt(this.#field.value, 10) || 1))
    const count = Object.assign(document.createElement("span"), { className: "nowrap numeric small" })
    count.dataset["viewerCount"] = ""
    const scale = Object.assign(document.createElement("span"), { className: "numeric small viewer__scale" })
    scale.dataset["viewerScale"] = ""
    const print = worded("print", "print", () => void whileBusy(print, () => this.#print(count)))
    const download = worded("download", "download", () => this.#shown?.save())
    download.hidden = true
    return [
      group("pages", tool("previous", "up", () => this.#turn(-1), "", "PageUp"), this.#field, count, tool("next", "down", () => this.#turn(1), "", "PageDown")),
      group("sight", tool("smaller", "−", () => this.#zoom(1 / STEP), "-"), scale, tool("larger", "plus", () => this.#zoom(STEP), "+")),
      group("turn", tool("rotate", "refresh", () => this.#sight?.rotate?.(), "r")),
      group("pages", worded("find", "search", () => this.#find.open(), "/", say("viewerFindWord"))),
      group("sight", print),
      download,
    ]
  }

  #told(): void {
    if (this.#pages !== undefined) {
      if (document.activeElement !== this.#field) this.#field.value = String(this.#pages.current)
      need("viewer-count", undefined, this.bar).textContent = say("pageOf", { n: this.#pages.count })
    }
    if (this.#sight !== undefined) need("viewer-scale", undefined, this.bar).textContent = `${Math.round(this.#sight.zoom * 100)}%`
  }

  #turn(by: number): void {
    this.#pages?.go(this.#pages.current + by)
  }

  #zoom(factor: number): void {
    this.#zoomTo(Math.round((this.#sight?.zoom ?? 1) * factor * 20) / 20)
  }

  #zoomTo(zoom: number): void {
    this.#sight?.setZoom(Math.min(LARGEST, Math.max(SMALLEST, zoom)))
    this.#told()
  }

  async #print(told: HTMLElement): Promise<void> {
    const [sight, shown] = [this.#sight, this.#shown]
    if (sight === undefined) return
    const sheets = await sight.sheets((n, total) => (told.textContent = say("viewerPrinting", { n, total })))
    this.#told()
    if (shown === this.#shown) await printSheets(sheets)
  }

  #pressed(event: KeyboardEvent): void {
    const finding = (event.ctrlKey || event.metaKey) && !event.altKey && event.key === "f"
    if (finding && this.#pages !== undefined) {
      event.preventDefault()
      return this.#find.open()
    }
    const typing = event.target instanceof HTMLInputElement
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return
    const act = this.#keys()[event.key]
    // One letter is a command only for who has not turned those off.
    if (act === undefined || (event.key.length === 1 && keysOff())) return
    event.preventDefault()
    act()
  }

  #keys(): Readonly<Record<string, () => void>> {
    const { step = () => {} } = this.#options
    const always = {
      n: () => step(1), p: () => step(-1), r: () => this.#sight?.rotate?.(), "0": () => this.#zoomTo(1),
      "+": () => this.#zoom(STEP), "=": () => this.#zoom(STEP), "-": () => this.#zoom(1 / STEP),
    }
    const pages = this.#pages
    if (pages === undefined) return always
    return {
      ...always, "/": () => this.#find.open(), PageDown: () => this.#turn(1), PageUp: () => this.#turn(-1), ArrowRight: () => this.#turn(1),
      ArrowLeft: () => this.#turn(-1), Home: () => pages.go(1), End: () => pages.go(pages.count),
    }
  }
}

function group(what: "pages" | "sight" | "turn", ...parts: readonly HTMLElement[]): HTMLElement {
  const made = document.createElement("div")
  made.className = "toolbar"
  made.dataset["for"] = what
  made.append(...parts)
  return made
}
