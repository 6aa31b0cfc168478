// A calendar to pick days in: a grid of buttons, one of them in the order of the Tab key, the others by the arrows.
import { span } from "../page/elements.ts"
import { announce, language, say } from "../page/words.ts"
import { daysAfter, daysBetween, weeksOf } from "../time/grid.ts"

const STEPS: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 }

export interface CalendarOptions {
  readonly first: string
  readonly last: string
  readonly label: string
  readonly picked: readonly string[]
  readonly changed: (days: readonly string[]) => void
}

export class Calendar {
  readonly element: HTMLTableElement
  readonly #options: CalendarOptions
  readonly #buttons = new Map<string, HTMLButtonElement>()
  readonly #picked: Set<string>
  /** Where a range begins. */
  #anchor: string

  constructor(options: CalendarOptions) {
    this.#options = options
    this.#picked = new Set(options.picked.filter((day) => day >= options.first && day <= options.last))
    this.#anchor = options.first
    this.element = this.#grid()
    this.#goTo(options.first, false)
  }

  get days(): string[] {
    return [...this.#picked].toSorted()
  }

  #grid(): HTMLTableElement {
    const table = document.createElement("table")
    table.className = "calendar"
    table.setAttribute("role", "grid")
    table.setAttribute("aria-label", this.#options.label)
    table.setAttribute("aria-multiselectable", "true")
    const weeks = weeksOf(this.#options.first, this.#options.last)
    table.append(this.#head(weeks[0] ?? []), this.#body(weeks))
    table.addEventListener("keydown", (event) => this.#key(event))
    return table
  }

  #head(week: readonly (string | null)[]): HTMLTableSectionElement {
    const head = document.createElement("thead")
    const row = head.insertRow()
    const monday = daysAfter(week.find((day) => day !== null) ?? this.#options.first, -week.findIndex((day) => day !== null))
    for (let at = 0; at < 7; at++) {
      const cell = document.createElement("th")
      cell.scope = "col"
      cell.textContent = shown(daysAfter(monday, at), { weekday: "short" })
      row.append(cell)
    }
    return head
  }

  #body(weeks: readonly (readonly (string | null)[])[]): HTMLTableSectionElement {
    const body = document.createElement("tbody")
    for (const week of weeks) {
      const row = body.insertRow()
      for (const day of week) {
        const cell = row.insertCell()
        if (day === null) continue
        cell.setAttribute("role", "gridcell")
        cell.append(this.#button(day))
      }
    }
    return body
  }

  #button(day: string): HTMLButtonElement {
    const button = document.createElement("button")
    button.type = "button"
    button.className = "calendar__day"
    button.tabIndex = -1
    button.dataset["day"] = day
    button.setAttribute("aria-pressed", String(this.#picked.has(day)))
    const whole = span(shown(day, { weekday: "long", day: "numeric", month: "long", year: "numeric" }))
    whole.className = "visually-hidden"
    const seen = document.createElement("span")
    seen.setAttribute("aria-hidden", "true")
    seen.append(String(Number(day.slice(8))))
    if (day.endsWith("-01") || day === this.#options.first) {
      const month = span(shown(day, { month: "short" }))
      month.className = "calendar__month"
      seen.append(document.createElement("br"), month)
    }
    button.append(whole, seen)
    button.addEventListener("click", (event) => {
      if (event.shiftKey) this.#pickAll(day)
      else this.#toggle(day)
    })
    this.#buttons.set(day, button)
    return button
  }

  #key(event: KeyboardEvent): void {
    const at = (event.target as HTMLElement).dataset["day"]
    const to = at === undefined ? undefined : this.#target(event.key, at)
    if (to === undefined) return
    event.preventDefault()
    if (event.shiftKey) this.#pickAll(to)
    else this.#anchor = to
    this.#goTo(to, true)
  }

  #target(key: string, at: string): string | undefined {
    const { first, last } = this.#options
    if (key === "Home") return first
    if (key === "End") return last
    const step = STEPS[key]
    if (step === undefined) return undefined
    const to = daysAfter(at, step)
    return to >= first && to <= last ? to : at
  }

  #goTo(day: string, focus: boolean): void {
    for (const [each, button] of this.#buttons) button.tabIndex = each === day ? 0 : -1
    if (focus) this.#buttons.get(day)?.focus()
  }

  #toggle(day: string): void {
    if (!this.#picked.delete(day)) this.#picked.add(day)
    this.#anchor = day
    this.#goTo(day, true)
    this.#tell()
  }

  /** From where the range began to here. */
  #pickAll(day: string): void {
    for (const each of daysBetween(this.#anchor, day)) this.#picked.add(each)
    this.#goTo(day, false)
    this.#tell()
    announce(say("daysPicked", { n: this.#picked.size }))
  }

  #tell(): void {
    for (const [day, button] of this.#buttons) button.setAttribute("aria-pressed", String(this.#picked.has(day)))
    this.#options.changed(this.days)
  }
}

/** A day in words; never read back. */
export function shown(day: string, form: Intl.DateTimeFormatOptions): string {
  const locale = language() === "en" ? "en-GB" : "nl-NL"
  return new Intl.DateTimeFormat(locale, { ...form, timeZone: "UTC" }).format(new Date(`${day}T12:00:00Z`))
}
