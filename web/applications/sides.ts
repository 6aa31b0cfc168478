// On which days somebody cannot come: one answer for the claimants together, one for every defendant (art. 2.2).
import { all, fromTemplate, need } from "../page/elements.ts"
import { say } from "../page/words.ts"
import { Calendar } from "./calendar.ts"
import { own } from "./fields.ts"
import { CLAIMANTS, type FormParty, NO_ANSWER, type Place, type Unavailable } from "./form.ts"

interface Side {
  readonly row: HTMLElement
  calendar: Calendar
}

export class Sides {
  readonly #list = need("sides")
  readonly #sides = new Map<string, Side>()
  readonly #place: Place
  readonly #saved: Readonly<Record<string, Unavailable>>
  readonly #changed: () => void

  constructor(place: Place, saved: Readonly<Record<string, Unavailable>>, changed: () => void) {
    this.#place = place
    this.#saved = saved
    this.#changed = changed
  }

  /** Days picked before that are not in the six weeks any more. */
  get outside(): string[] {
    const { first, last } = this.#place
    const days = Object.values(this.#saved).flatMap(({ answer, days: picked }) => (answer === "days" ? picked : []))
    return [...new Set(days.filter((day) => day < first || day > last))].toSorted()
  }

  read(): Record<string, Unavailable> {
    return Object.fromEntries([...this.#sides].map(([key, { row, calendar }]) => {
      const answer = (row.querySelector<HTMLInputElement>("input:checked")?.value ?? "") as Unavailable["answer"]
      return [key, { answer, days: calendar.days }]
    }))
  }

  show(parties: readonly FormParty[]): void {
    const defendants = parties.filter(({ role }) => role === "defendant")
    const wanted = new Map([[CLAIMANTS, say("sideClaimants")]])
    for (const [at, { key, name }] of defendants.entries()) {
      wanted.set(key, say("sideDefendant", { name: name.trim() || say(defendants.length === 1 ? "defendant" : "defendantNumber", { n: at + 1 }) }))
    }
    for (const [key, { row }] of this.#sides) {
      if (wanted.has(key)) continue
      row.remove()
      this.#sides.delete(key)
    }
    for (const [key, name] of wanted) {
      const { row, calendar } = this.#sides.get(key) ?? this.#add(key, name)
      need("side-name", undefined, row).textContent = name
      calendar.element.setAttribute("aria-label", name)
      this.#showAnswer(key)
    }
  }

  #add(key: string, name: string): Side {
    const saved = this.#saved[key] ?? NO_ANSWER
    const row = fromTemplate("side")
    own(row, daysId(key))
    for (const part of all("of", "defendant", row)) {
      const choice = part.closest<HTMLElement>(".choice")
      if (choice !== null && key === CLAIMANTS) choice.remove()
    }
    const { first, last } = this.#place
    const changed = () => {
      this.#showAnswer(key)
      this.#changed()
    }
    const calendar = new Calendar({ first, last, label: name, picked: saved.days, changed })
    need("calendar-grid", undefined, row).append(calendar.element)
    for (const radio of row.querySelectorAll<HTMLInputElement>("input")) {
      radio.checked = radio.value === saved.answer
      radio.addEventListener("change", changed)
    }
    const side = { row, calendar }
    this.#sides.set(key, side)
    this.#list.append(row)
    return side
  }

  #showAnswer(key: string): void {
    const side = this.#sides.get(key)
    if (side === undefined) return
    const picking = side.row.querySelector<HTMLInputElement>("input:checked")?.value === "days"
    need("calendar", undefined, side.row).hidden = !picking
    need("calendar-sum", undefined, side.row).textContent = say("daysPicked", { n: side.calendar.days.length })
  }
}

/** The id of the question to one side, for who points there. */
export function daysId(key: string): string {
  return `days-${key}`
}
