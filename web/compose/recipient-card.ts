// One recipient: who, how surely recognised, and for somebody new what we need to know.
import type { Sending } from "./sending.ts"
import { today } from "../page/clock.ts"
import { isoDay } from "../time/days.ts"
import { all, find, fromTemplate, icon, need } from "../page/elements.ts"
import { formatMoment, say } from "../page/words.ts"
import { freshCode, lacks, LEAST_CODE, type Practice, type Recipient, strength } from "./recipient.ts"

export interface CardActions {
  changed(): void
  remove(recipient: Recipient): void
  readonly sending: Sending
}

const SIGNS = { account: "user", sms: "phone", code: "key" } as const
const capital = (word: string) => `${word[0]?.toUpperCase()}${word.slice(1)}`

/** The organisation of a recipient; nothing where it has the recipient's own name. */
export const firm = ({ name, organisation }: { name: string; organisation: string }): string => (organisation === name ? "" : organisation)

const STANDINGS = { "": "notVerified", court: "checkedCourt", office: "knownOffice", bar: "checkedBar", kbvg: "checkedKbvg" } as const

/** How a mailbox's owner is known, in words, also when nothing was checked; nothing of who has no mailbox here. */
export function practice({ kind, standing, number = "" }: Practice & { readonly kind: Recipient["kind"] }): string {
  return kind === "box" && standing !== undefined ? say(STANDINGS[standing], { number }) : ""
}

export class RecipientCard {
  readonly element = fromTemplate("recipient-card")
  readonly recipient: Recipient
  readonly #actions: CardActions
  /** Fields that were left once: what is missing in them may be said. */
  readonly #left = new Set<string>()

  constructor(recipient: Recipient, actions: CardActions) {
    this.recipient = recipient
    this.#actions = actions
    this.element.id = `to-${recipient.id}`
    const remove = need<HTMLButtonElement>("action", "remove", this.element)
    remove.addEventListener("click", () => actions.remove(recipient))
    if (recipient.kind === "new") this.#fields()
    this.show()
  }

  /** The id of the first field in which something is missing, or of the card. */
  get place(): string {
    const [first] = this.#lacks()
    return first === undefined ? this.element.id : this.#id(first.field)
  }

  show(): void {
    const { recipient } = this
    const written = recipient.written ?? recipient.address
    need("name", undefined, this.element).textContent = recipient.name || written
    const about = [firm(recipient), recipient.name ? written : "", practice(recipient)]
    need("address", undefined, this.element).textContent = about.filter((part) => part !== "").join(" · ")
    const wire = need("wire", undefined, this.element)
    wire.hidden = recipient.written === undefined
    if (recipient.written !== undefined) wire.textContent = say("recipientWire", { wire: recipient.address })
    need("verified", undefined, this.element).replaceChildren(icon(SIGNS[recipient.way]), say(`way${capital(recipient.way)}`))
    const level = strength(recipient)
    need("strength", undefined, this.element).className = `strength strength--${level}`
    need("strength-word", undefined, this.element).textContent = say(`strength${capital(level)}`)
    need("action", "remove", this.element).setAttribute("aria-label", say("removeRecipient", { name: recipient.name || recipient.address }))
    if (recipient.kind === "new") this.#showFields()
    this.#showBasis()
  }

  #lacks(): ReturnType<typeof lacks> {
    return lacks(this.recipient, this.#actions.sending.ways)
  }

  /** Why a court may write: asked for when it is needed, once, right here (VI 6.3). */
  #showBasis(): void {
    const there = find("basis-fields", undefined, this.element)
    if (there !== null) there.hidden = this.recipient.basisNeeded !== true
    if (this.recipient.basisNeeded === true && there === null) this.#basisFields()
    const error = find("error", "basis", this.element)
    if (error === null) return
    const missing = this.#left.has("basis") && this.#lacks().some(({ field }) => field === "basis")
    error.hidden = !missing
    const select = need("input", "basis", this.element)
    if (missing) select.setAttribute("aria-invalid", "true")
    else select.removeAttribute("aria-invalid")
  }

  #basisFields(): void {
    const fields = fromTemplate("basis-fields")
    this.element.append(fields)
    this.recipient.basis ??= ""
    this.recipient.basisOn ??= isoDay(today())
    this.recipient.basisSource ??= ""
    for (const input of all<HTMLInputElement | HTMLSelectElement>("input", undefined, fields)) {
      const name = input.dataset["input"] as "basis" | "basisOn" | "basisSource"
      this.#name(input, name, fields)
      input.value = this.recipient[name] ?? ""
      input.addEventListener("input", () => {
        Object.assign(this.recipient, { [name]: input.value })
        this.show()
        this.#actions.changed()
      })
      input.addEventListener("blur", () => this.#leave(name))
    }
  }

  /** Label, error and input belong together. */
  #name(input: HTMLElement, name: string, fields: HTMLElement): void {
    input.id = this.#id(name)
    find("for", name, fields)?.setAttribute("for", input.id)
    const error = find("error", name, fields)
    if (error === null) return
    error.id = `${input.id}-error`
    input.setAttribute("aria-describedby", error.id)
  }

  /** Says everything that is missing, also in fields nobody has been in. */
  complain(): void {
    for (const name of ["name", "way", "phone", "code", "basis"]) this.#left.add(name)
    this.show()
  }

  focus(): void {
    const first = find<HTMLInputElement>("input", undefined, this.element)
    ;(first ?? this.element).focus()
  }

  #fields(): void {
    const fields = fromTemplate("newcomer-fields")
    this.element.append(fields)
    need("relinked", undefined, fields).hidden = this.recipient.relinked !== true
    for (const input of all<HTMLInputElement | HTMLSelectElement>("input", undefined, fields)) {
      const name = input.dataset["input"] as "name" | "way" | "phone" | "code" | "language"
      this.#name(input, name, fields)
      input.value = this.recipient[name]
      input.addEventListener("input", () => this.#typed(name, input.value))
      input.addEventListener("blur", () => this.#leave(name))
    }
    need("action", "fresh-code", fields).addEventListener("click", () => {
      need<HTMLInputElement>("input", "code", fields).value = freshCode()
      this.#typed("code", need<HTMLInputElement>("input", "code", fields).value)
    })
  }

  #typed(name: "name" | "way" | "phone" | "code" | "language", value: string): void {
    if (name === "way") this.#choose(value)
    else Object.assign(this.recipient, { [name]: value })
    this.show()
    this.#actions.changed()
  }

  /** A way, or `organisation:<id>`: a code that the organisation shares. */
  #choose(value: string): void {
    const { recipient } = this
    const shared = this.#actions.sending.codes.find(({ id }) => value === `organisation:${id}`)
    if (shared !== undefined) Object.assign(recipient, { way: "code", code: shared.code, organisationCode: shared.id })
    else {
      if (recipient.organisationCode) Object.assign(recipient, { code: "", organisationCode: "" })
      recipient.way = value === "sms" ? "sms" : "code"
      need<HTMLInputElement>("input", "code", this.element).value = recipient.code
    }
  }

  /** The ways the organisation allows; the one chosen stays in sight, to be complained of. */
  #showWays(): void {
    const select = need<HTMLSelectElement>("input", "way", this.element)
    const { sending } = this.#actions
    const chosen = this.recipient.organisationCode ? `organisation:${this.recipient.organisationCode}` : this.recipient.way
    const shared = sending.codes.map(({ id, name }) => ({ value: `organisation:${id}`, kind: "organisation", text: name }))
    const own = (["sms", "code"] as const).map((value) => ({ value, kind: value, text: say(`choose${capital(value)}`) }))
    const offered = [...own, ...shared].filter(({ kind, value }) => sending.ways.includes(kind as "sms") || value === chosen)
    select.replaceChildren(...offered.map(({ value, text }) => {
      const spent = value === "sms" && !sending.sms
      const option = new Option(spent ? say("smsSpent") : text, value, false, value === chosen)
      option.disabled = spent && value !== chosen
      return option
    }))
    const remark = need("later", undefined, this.element)
    remark.hidden = this.recipient.way !== "sms" || !this.recipient.later
    if (this.recipient.later) remark.textContent = say("numberLater", { at: formatMoment(new Date(this.recipient.later)) })
  }

  #leave(name: string): void {
    this.#left.add(name)
    this.show()
  }

  #showFields(): void {
    this.#showWays()
    const missing = new Map(this.#lacks().map(({ field, text }) => [field as string, text]))
    need("field", "phone", this.element).hidden = this.recipient.way !== "sms"
    need("field", "code", this.element).hidden = this.recipient.way !== "code" || Boolean(this.recipient.organisationCode)
    for (const name of ["name", "way", "phone", "code"]) {
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
    return `to-${this.recipient.id}-${field}`
  }
}
