// The face of the wrong-recipient guard in the composer: hints are read, a warning is passed with one press on a reason,
// and what imitates our own domain has to be corrected.
import { need } from "../page/elements.ts"
import type { FieldError } from "../page/errors.ts"
import { announce } from "../page/words.ts"
import { type Concern, concerns, domainOf, isWarning, type Known } from "./guard.ts"
import type { Recipient } from "./recipient.ts"
import type { WarningIn } from "../wire/api.ts"

type Reason = WarningIn["reason"]

export interface GuardOptions {
  /** Whom the writer's organisation knows by a part of a name or address. */
  readonly contacts: (text: string) => Promise<readonly Known[]>
  readonly changed: () => void
}

export interface Written {
  readonly from: string
  readonly recipients: readonly Recipient[]
  readonly fileNames: readonly string[]
}

// Nobody is looked up while their name is still being typed.
const PAUSE_MILLISECONDS = 400
const ALERTS = { hint: "info", warning: "warning", block: "error" } as const

export class Guard {
  readonly #options: GuardOptions
  readonly #list = need("guard")
  readonly #passed = new Map<string, Reason>()
  readonly #asked = new Set<string>()
  #known: readonly Known[] = []
  #conversation: readonly Known[] | null = null
  #found: readonly Concern[] = []
  #shown = ""
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(options: GuardOptions) {
    this.#options = options
  }

  converse(people: readonly Known[]): void {
    this.#conversation = people
  }

  look({ from, recipients, fileNames }: Written): void {
    clearTimeout(this.#timer)
    const fresh = recipients.filter(({ kind }) => kind === "new")
    this.#timer = setTimeout(() => {
      for (const recipient of fresh) void this.#ask(recipient)
    }, PAUSE_MILLISECONDS)
    const people = recipients.map(({ id, name, address, written, kind, profession = "" }) => ({
      id, name, address, profession, listed: kind !== "new", ...(written === undefined ? {} : { written }),
    }))
    const courts = recipients.filter(({ court }) => court === true).map(({ address }) => domainOf(address))
    this.#found = concerns({
      recipients: people, known: [...this.#known, ...(this.#conversation ?? [])], conversation: this.#conversation,
      trusted: [domainOf(from), ...courts], fileNames,
    })
    this.#show()
  }

  /** What has to be answered or corrected before it can go. */
  blockers(): FieldError[] {
    const open = this.#found.filter(({ id, level }) => level === "block" || (level === "warning" && !this.#passed.has(id)))
    return open.map((concern) => ({ id: placeOf(concern), text: words("answer", concern) }))
  }

  /** The warnings that were passed, as the server is told of them. */
  acknowledged(): WarningIn[] {
    return this.#found.flatMap(({ id, code }) => {
      const reason = this.#passed.get(id)
      return reason === undefined || !isWarning(code) ? [] : [{ concern: code, reason }]
    })
  }

  /** Looks somebody new up among the contacts, by name and by what stands before the @; once. */
  async #ask({ name, address }: Recipient): Promise<void> {
    const parts = [name.trim(), address.slice(0, address.lastIndexOf("@"))].filter((part) => part.length > 2)
    const fresh = parts.filter((part) => !this.#asked.has(part))
    for (const part of fresh) this.#asked.add(part)
    const found = (await Promise.all(fresh.map((part) => this.#options.contacts(part)))).flat()
    if (found.length === 0) return
    this.#known = [...this.#known, ...found]
    this.#options.changed()
  }

  #show(): void {
    const now = JSON.stringify([this.#found, [...this.#passed]])
    if (now === this.#shown) return
    this.#shown = now
    this.#list.replaceChildren(...this.#found.map((concern) => this.#item(concern)))
    this.#list.hidden = this.#found.length === 0
  }

  #item(concern: Concern): HTMLElement {
    const template = document.getElementById("concern") as HTMLTemplateElement
    const item = (template.content.cloneNode(true) as DocumentFragment).querySelector("li") as HTMLLIElement
    item.id = placeOf(concern)
    const reason = this.#passed.get(concern.id)
    item.querySelector(".utrecht-alert")?.classList.add(`utrecht-alert--${reason === undefined ? ALERTS[concern.level] : "info"}`)
    const text = words(concern.code, concern)
    need("concern", undefined, item).textContent =
      reason === undefined ? text : told("passed").replace("{text}", text).replace("{reason}", told(`reason-${reason}`))
    if (concern.level === "warning" && reason === undefined) need("reasons", undefined, item).append(...this.#reasons(concern))
    return item
  }

  #reasons(concern: Concern): HTMLButtonElement[] {
    const offered: readonly Reason[] = concern.code === "bsn" ? ["needed", "not-so"] : ["checked", "known"]
    return offered.map((reason) => {
      const button = document.createElement("button")
      button.type = "button"
      button.className = "utrecht-button utrecht-button--secondary-action button--small"
      button.textContent = told(`reason-${reason}`)
      button.addEventListener("click", () => {
        this.#passed.set(concern.id, reason)
        this.#options.changed()
        announce(told(`reason-${reason}`))
        document.getElementById(placeOf(concern))?.focus()
      })
      return button
    })
  }
}

function placeOf({ id }: Concern): string {
  return `guard-${id.replaceAll(/[^A-Za-z0-9-]/g, "_")}`
}

function words(key: string, { about, like }: Concern): string {
  return told(key).replace("{about}", about).replace("{like}", like)
}

function told(key: string): string {
  return (document.getElementById("guard-texts") as HTMLTemplateElement).getAttribute(`data-${key}`) ?? ""
}
