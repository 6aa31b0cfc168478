// One recipient: who, how surely recognised, and for somebody new what we need to know.
import { all, find, fromTemplate, icon, need, say } from "../pages/common.ts"
import { freshCode, lacks, LEAST_CODE, type Practice, type Recipient, strength } from "./recipient.ts"

export interface CardActions {
  changed(): void
  remove(one: Recipient): void
}

const SIGNS = { account: "user", sms: "phone", code: "key" } as const
const capital = (word: string) => `${word[0]?.toUpperCase()}${word.slice(1)}`

/** The checked number of a lawyer or bailiff, in words; nothing of anybody else. */
export function practice({ profession = "", number = "" }: Practice): string {
  if (profession === "") return ""
  return say(profession === "bar" ? "checkedBar" : "checkedKbvg", { number })
}

export class RecipientCard {
  readonly element = fromTemplate("recipient-card")
  readonly one: Recipient
  readonly #actions: CardActions
  /** Fields that were left once: what is missing in them may be said. */
  readonly #left = new Set<string>()

  constructor(one: Recipient, actions: CardActions) {
    this.one = one
    this.#actions = actions
    this.element.id = `to-${one.id}`
    const remove = need<HTMLButtonElement>("action", "remove", this.element)
    remove.addEventListener("click", () => actions.remove(one))
    if (one.kind === "new") this.#fields()
    this.show()
  }

  /** The id of the first field in which something is missing, or of the card. */
  get place(): string {
    const [first] = lacks(this.one)
    return first === undefined ? this.element.id : this.#id(first.field)
  }

  show(): void {
    const { one } = this
    need("name", undefined, this.element).textContent = one.name || one.address
    const about = [one.organisation === one.name ? "" : one.organisation, one.name ? one.address : "", practice(one)]
    need("address", undefined, this.element).textContent = about.filter((part) => part !== "").join(" · ")
    need("verified", undefined, this.element).replaceChildren(icon(SIGNS[one.way]), say(`way${capital(one.way)}`))
    const level = strength(one)
    need("strength", undefined, this.element).className = `strength strength--${level}`
    need("strength-word", undefined, this.element).textContent = say(`strength${capital(level)}`)
    need("action", "remove", this.element).setAttribute("aria-label", say("removeRecipient", { name: one.name || one.address }))
    if (one.kind === "new") this.#showFields()
  }

  /** Says everything that is missing, also in fields nobody has been in. */
  complain(): void {
    for (const name of ["name", "phone", "code"]) this.#left.add(name)
    this.show()
  }

  focus(): void {
    const first = find<HTMLInputElement>("input", undefined, this.element)
    ;(first ?? this.element).focus()
  }

  #fields(): void {
    const fields = fromTemplate("newcomer-fields")
    this.element.append(fields)
    for (const input of all<HTMLInputElement | HTMLSelectElement>("input", undefined, fields)) {
      const name = input.dataset["input"] as "name" | "way" | "phone" | "code" | "language"
      input.id = this.#id(name)
      find("for", name, fields)?.setAttribute("for", input.id)
      const error = find("error", name, fields)
      if (error !== null) {
        error.id = `${input.id}-error`
        input.setAttribute("aria-describedby", error.id)
      }
      input.value = this.one[name]
      input.addEventListener("input", () => this.#typed(name, input.value))
      input.addEventListener("blur", () => this.#leave(name))
    }
    need("action", "fresh-code", fields).addEventListener("click", () => {
      need<HTMLInputElement>("input", "code", fields).value = freshCode()
      this.#typed("code", need<HTMLInputElement>("input", "code", fields).value)
    })
  }

  #typed(name: "name" | "way" | "phone" | "code" | "language", value: string): void {
    Object.assign(this.one, { [name]: value })
    this.show()
    this.#actions.changed()
  }

  #leave(name: string): void {
    this.#left.add(name)
    this.show()
  }

  #showFields(): void {
    const missing = new Map(lacks(this.one).map(({ field, text }) => [field as string, text]))
    need("field", "phone", this.element).hidden = this.one.way !== "sms"
    need("field", "code", this.element).hidden = this.one.way !== "code"
    for (const name of ["name", "phone", "code"]) {
      const text = this.#left.has(name) ? missing.get(name) : undefined
      const error = need("error", name, this.element)
      error.hidden = text === undefined
      need("input", name, this.element).toggleAttribute("aria-invalid", false)
      if (text !== undefined) {
        const span = error.querySelector("span")
        if (span !== null) span.textContent = capital(say(text, { least: LEAST_CODE }))
        need("input", name, this.element).setAttribute("aria-invalid", "true")
      }
      need("field", name, this.element).classList.toggle("utrecht-form-field--invalid", text !== undefined)
    }
  }

  #id(field: string): string {
    return `to-${this.one.id}-${field}`
  }
}
