// Searching in the document that is shown: hits are counted and marked, and Enter goes from one to the next.
import { say } from "../page/words.ts"
import { firstFrom, type Hit, spansOf } from "./find.ts"
import { tool } from "./tool.ts"
import type { Pages } from "./sight.ts"

/** After this many hits nobody goes through them. */
const MOST = 5000
const TYPING = 200
/** Milliseconds after which others get their turn. */
const TURN = 20

export class FindBar {
  readonly element = document.createElement("form")
  readonly #pages: () => Pages | undefined
  readonly #closed: () => void
  readonly #input = document.createElement("input")
  readonly #told = document.createElement("span")
  #searched = ""
  #hits: Hit[] = []
  #chosen = 0
  #run = 0
  #typing: ReturnType<typeof setTimeout> | undefined

  /** `closed`: the reader is done with it. */
  constructor(pages: () => Pages | undefined, closed: () => void) {
    this.#pages = pages
    this.#closed = closed
    this.element.className = "viewer__find"
    this.element.setAttribute("role", "search")
    this.element.hidden = true
    this.#input.type = "search"
    this.#input.className = "utrecht-textbox utrecht-textbox--html-input"
    this.#input.autocomplete = "off"
    this.#input.setAttribute("aria-label", say("viewerFind"))
    this.#input.dataset["viewerFind"] = ""
    this.#told.setAttribute("role", "status")
    this.#told.className = "small"
    this.#told.dataset["viewerFound"] = ""
    this.element.append(
      this.#input, tool("previous-hit", "up", () => this.#go(-1), "", "Shift+Enter"), tool("next-hit", "down", () => this.#go(1), "", "Enter"),
      this.#told, tool("end-find", "close", () => this.#end(), "", "Escape"),
    )
    this.element.addEventListener("submit", (event) => event.preventDefault())
    this.#input.addEventListener("input", () => {
      clearTimeout(this.#typing)
      this.#typing = setTimeout(() => void this.#search(), TYPING)
    })
    this.element.addEventListener("keydown", (event) => this.#pressed(event))
  }

  open(): void {
    this.element.hidden = false
    this.#input.focus()
    this.#input.select()
  }

  /** Forgets what was searched: another document comes. */
  close(): void {
    clearTimeout(this.#typing)
    this.#run += 1
    this.#hits = []
    this.#searched = this.#input.value = this.#told.textContent = ""
    this.element.hidden = true
  }

  #end(): void {
    this.close()
    this.#pages()?.mark([], 0)
    this.#closed()
  }

  #pressed(event: KeyboardEvent): void {
    if (event.key === "Escape") this.#end()
    else if (event.key === "Enter" && event.target === this.#input) void this.#enter(event.shiftKey ? -1 : 1)
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  async #enter(by: number): Promise<void> {
    clearTimeout(this.#typing)
    if (this.#input.value === this.#searched) this.#go(by)
    else await this.#search()
  }

  #go(by: number): void {
    if (this.#hits.length === 0) return
    this.#chosen = (this.#chosen + by + this.#hits.length) % this.#hits.length
    this.#show()
  }

  async #search(): Promise<void> {
    const pages = this.#pages()
    if (pages === undefined) return
    const run = ++this.#run
    const typed = this.#input.value
    const hits: Hit[] = []
    let [read, blank, since] = [0, 0, performance.now()]
    for await (const text of pages.texts()) {
      if (run !== this.#run) return
      read += 1
      if (text.trim() === "") blank += 1
      hits.push(...spansOf(typed, text).slice(0, MOST - hits.length).map((span) => ({ ...span, page: read })))
      if (performance.now() - since < TURN) continue
      await new Promise((resolve) => setTimeout(resolve))
      since = performance.now()
    }
    if (run !== this.#run) return
    this.#searched = typed
    this.#hits = hits
    this.#chosen = firstFrom(hits, pages.current)
    this.#show(blank === read ? say("viewerScan") : blank > 0 ? say("viewerBlank", { n: blank }) : "")
  }

  #show(more = ""): void {
    const total = `${this.#hits.length}${this.#hits.length === MOST ? "+" : ""}`
    const hit = this.#hits[this.#chosen]
    const found = hit === undefined ? say("viewerNone") : say("viewerHit", { n: this.#chosen + 1, total, page: hit.page })
    this.#told.textContent = this.#searched.trim() === "" ? more : [found, more].filter((part) => part !== "").join(" ")
    this.#pages()?.mark(this.#hits, this.#chosen)
  }
}
