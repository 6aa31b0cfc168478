// The second step of logging in, and the same step once more before a dangerous act (components/second_step.html).
import { need } from "../page/elements.ts"
import { clearErrors, showErrorSummary, whileBusy } from "../page/errors.ts"
import { Problem } from "../page/server.ts"
import type { ProofOut } from "../wire/api.ts"

export type Way = ProofOut["methods"][number]

export interface Steps {
  /** The ways this person has, the strongest first. */
  readonly ways: readonly Way[]
  /** The masked number codes go to. */
  readonly phone: string
  /** Sends an SMS code. */
  send(): Promise<void>
  /** Shows a passkey, or a typed code; rejects with the server's Problem where it is refused. */
  passkey(trust: boolean): Promise<void>
  code(way: Way, code: string, trust: boolean): Promise<void>
  /** The first step is too long ago: it must be taken again. */
  over?(problem: Problem): void
}

/** Shows the step with the strongest way and lets the person choose another. */
export function secondStep(steps: Steps): void {
  new SecondStep(steps).start()
}

class SecondStep {
  readonly #steps: Steps
  readonly #root = need("second")
  readonly #input = document.getElementById("second-code") as HTMLInputElement
  readonly #resend = need<HTMLButtonElement>("action", "second-resend", this.#root)
  #way: Way

  constructor(steps: Steps) {
    this.#steps = steps
    this.#way = steps.ways[0] ?? "totp"
  }

  start(): void {
    const submit = need<HTMLButtonElement>("action", "second-submit", this.#root)
    need<HTMLFormElement>("second-form", undefined, this.#root).onsubmit = (event) => {
      event.preventDefault()
      void whileBusy(submit, () => this.#submit())
    }
    this.#resend.onclick = () => this.#resendCode()
    this.#root.hidden = false
    this.#choose(this.#way)
  }

  #choose(way: Way): void {
    this.#way = way
    clearErrors()
    const typed = way !== "passkey"
    need("field", "second-code", this.#root).hidden = !typed
    need("second-why", undefined, this.#root).textContent = this.#text("why", way).replace("{phone}", this.#steps.phone)
    const label = this.#root.querySelector("label[for=second-code]")
    if (label !== null) label.textContent = this.#text("label", way)
    this.#input.type = way === "password" ? "password" : "text"
    this.#input.inputMode = way === "totp" || way === "sms" ? "numeric" : "text"
    this.#input.value = ""
    this.#resend.hidden = way !== "sms"
    this.#showOthers()
    if (way === "sms") this.#resendCode()
    if (typed) this.#input.focus()
    else this.#root.querySelector<HTMLElement>("h2")?.focus()
  }

  #showOthers(): void {
    const others = this.#steps.ways.filter((way) => way !== this.#way)
    need("second-others", undefined, this.#root).hidden = others.length === 0
    need("second-ways", undefined, this.#root).replaceChildren(...others.map((way) => this.#buttonFor(way)))
  }

  #buttonFor(way: Way): HTMLButtonElement {
    const button = document.createElement("button")
    button.type = "button"
    button.className = "utrecht-button utrecht-button--secondary-action"
    button.textContent = this.#text("way", way)
    button.dataset["way"] = way
    button.addEventListener("click", () => this.#choose(way))
    return button
  }

  /** That a code was sent is not said where it was refused. */
  #resendCode(): void {
    const send = () =>
      this.#steps.send().catch((error: unknown) => {
        need("second-why", undefined, this.#root).textContent = ""
        throw error
      })
    void whileBusy(this.#resend, () => this.#attempt(send))
  }

  async #submit(): Promise<void> {
    const trust = (document.getElementById("second-trust") as HTMLInputElement | null)?.checked ?? false
    if (this.#way === "passkey") return this.#attempt(() => this.#steps.passkey(trust))
    const code = this.#input.value
    if (code.trim() === "") return this.#show("second-code", this.#root.dataset["missing"] ?? "")
    await this.#attempt(() => this.#steps.code(this.#way, code, trust))
  }

  async #attempt(work: () => Promise<void>): Promise<void> {
    clearErrors()
    try {
      await work()
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      if (error.code === "login-over" && this.#steps.over !== undefined) {
        this.#root.hidden = true
        return this.#steps.over(error)
      }
      this.#show(this.#way === "passkey" ? "" : "second-code", error.detail)
      this.#input.value = ""
    }
  }

  #show(id: string, text: string): void {
    showErrorSummary([{ id, text }], { before: this.#root })
  }

  /** A text of the template: `data-why-totp`, `data-label-totp`, `data-way-totp`. */
  #text(kind: "why" | "label" | "way", way: Way): string {
    return this.#root.dataset[`${kind}${way[0]?.toUpperCase()}${way.slice(1)}`] ?? ""
  }
}
