// Reading files without leaving the page: a window over it with one file, or with two beside each other. Fetched with the first file.
import { Pane } from "./pane.ts"
import { opened, type ShelfFile, type Shown } from "./shelf.ts"
import { readingStyles } from "./styles.ts"
import { tool, worded } from "./tool.ts"

interface Place {
  readonly pane: Pane
  at: number
}

/** The page to begin at, and the file of the list to show beside it. */
export interface Beside {
  readonly page: number
  readonly at: number
}

class Viewer {
  readonly #dialog = document.createElement("dialog")
  readonly #beside: HTMLButtonElement
  #shelf: readonly ShelfFile[] = []
  #places: Place[] = []

  constructor() {
    this.#dialog.id = "viewer"
    this.#dialog.className = "dialog--full"
    this.#beside = worded("beside", "", () => void this.#pair())
    this.#beside.classList.add("viewer__beside")
    this.#dialog.addEventListener("close", () => this.#empty())
    document.body.append(this.#dialog)
  }

  async open(shelf: readonly ShelfFile[], at: number, shown: Shown, beside?: Beside): Promise<void> {
    this.#empty()
    this.#shelf = shelf
    const { pane } = this.#add(at)
    pane.bar.append(this.#beside, tool("close", "close", () => this.#dialog.close(), "", "Escape"))
    this.#beside.hidden = shelf.length < 2
    this.#dialog.setAttribute("aria-labelledby", pane.titleId)
    this.#dialog.showModal()
    pane.focus()
    await pane.show(shown, at, shelf.length)
    if (beside === undefined) return
    pane.go(beside.page)
    await this.#pair(beside.at)
  }

  #add(at: number): Place {
    const place: Place = { at, pane: new Pane({ step: (by) => void this.#step(place, by) }) }
    this.#places.push(place)
    this.#dialog.append(place.pane.element)
    return place
  }

  async #step(place: Place, by: number): Promise<void> {
    const file = this.#shelf[place.at + by]
    if (file === undefined) return
    place.at += by
    await this.#fill(place, file)
  }

  async #fill(place: Place, file: ShelfFile): Promise<void> {
    const { pane, at } = place
    pane.wait(file.name, at, this.#shelf.length)
    const current = () => this.#places.includes(place) && place.at === at
    let shown: Shown | undefined
    try {
      shown = await opened(file)
    } finally {
      if (shown === undefined && current()) pane.missing()
    }
    if (shown !== undefined && current()) await pane.show(shown, at, this.#shelf.length)
  }

  /** Another file beside this one, the next if none is said; or one again. */
  async #pair(wanted?: number): Promise<void> {
    const [first, second] = this.#places
    if (first === undefined) return
    this.#beside.setAttribute("aria-pressed", String(second === undefined))
    if (second !== undefined) return this.#remove(second)
    const at = wanted ?? (first.at + 1 < this.#shelf.length ? first.at + 1 : first.at - 1)
    const [place, file] = [this.#add(at), this.#shelf[at]]
    place.pane.bar.append(tool("close-second", "close", () => void this.#pair()))
    place.pane.focus()
    if (file !== undefined) await this.#fill(place, file)
  }

  #remove(place: Place): void {
    this.#places = this.#places.filter((other) => other !== place)
    place.pane.clear()
    place.pane.element.remove()
    this.#places[0]?.pane.focus()
  }

  #empty(): void {
    for (const place of [...this.#places].reverse()) this.#remove(place)
    this.#beside.setAttribute("aria-pressed", "false")
  }
}

let viewer: Viewer | undefined

/** Opens the window; what was shown before is forgotten. `at` is the place of the file in the list. */
export async function view(shelf: readonly ShelfFile[], at: number, shown: Shown, beside?: Beside): Promise<void> {
  await readingStyles()
  viewer ??= new Viewer()
  await viewer.open(shelf, at, shown, beside)
}
