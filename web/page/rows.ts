// Walking through the rows of a list by the keyboard.

export class Rows {
  readonly #rows: () => readonly HTMLElement[]
  #current = -1

  /** `css` of the rows; each has a link or button of its own, which gets the focus. */
  constructor(css: string) {
    this.#rows = () => [...document.querySelectorAll<HTMLElement>(css)]
    document.addEventListener("focusin", (event) => {
      const row = (event.target as HTMLElement).closest<HTMLElement>(css)
      if (row !== null) this.#current = this.#rows().indexOf(row)
    })
  }

  get at(): HTMLElement | undefined {
    return this.#rows()[this.#current]
  }

  /** Goes on, or back with a negative number, as far as there are rows. */
  go(by: number): void {
    const rows = this.#rows()
    if (rows.length === 0) return
    this.at?.removeAttribute("aria-current")
    this.#current = Math.min(rows.length - 1, Math.max(0, this.#current + by))
    this.at?.setAttribute("aria-current", "true")
    ;(this.at?.querySelector("a") ?? this.at?.querySelector("button"))?.focus()
  }

  /** Goes to one by its number, from 0. */
  goTo(number: number): void {
    this.go(number - this.#current)
  }
}
