// The second step of logging in, and the same step once more before a dangerous act (components/second_step.html).
import { need } from "../page/elements.ts"
import { clearErrors, showErrorSummary, whileBusy } from "../page/errors.ts"
import { Problem } from "../page/server.ts"

export type Way = "passkey" | "totp" | "sms" | "backup" | "password"

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

/** Shows the step with the strongest way and lets the person choose another one. */
export function secondStep(steps: Steps): void {
  const root = need("second")
  const form = need<HTMLFormElement>("second-form", undefined, root)
  const input = document.getElementById("second-code") as HTMLInputElement
  const submit = need<HTMLButtonElement>("action", "second-submit", root)
  const resend = need<HTMLButtonElement>("action", "second-resend", root)
  let way: Way = steps.ways[0] ?? "totp"

  const told = (kind: string, one: Way) => root.dataset[`${kind}${one[0]?.toUpperCase()}${one.slice(1)}`] ?? ""
  const trusts = () => (document.getElementById("second-trust") as HTMLInputElement | null)?.checked ?? false

  /** Sends a code; that it was sent is not said where it was refused. */
  const send = () =>
    steps.send().catch((error: unknown) => {
      need("second-why", undefined, root).textContent = ""
      throw error
    })

  async function attempt(work: () => Promise<void>): Promise<void> {
    clearErrors()
    try {
      await work()
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      if (error.code === "login-over" && steps.over !== undefined) {
        root.hidden = true
        return steps.over(error)
      }
      showErrorSummary([{ id: way === "passkey" ? "" : "second-code", text: error.detail }], { before: root })
      input.value = ""
    }
  }

  function choose(chosen: Way): void {
    way = chosen
    clearErrors()
    const typed = way !== "passkey"
    need("field", "second-code", root).hidden = !typed
    need("second-why", undefined, root).textContent = told("why", way).replace("{phone}", steps.phone)
    const label = root.querySelector("label[for=second-code]")
    if (label !== null) label.textContent = told("label", way)
    input.type = way === "password" ? "password" : "text"
    input.inputMode = way === "totp" || way === "sms" ? "numeric" : "text"
    input.value = ""
    resend.hidden = way !== "sms"
    showOthers()
    if (way === "sms") void whileBusy(resend, () => attempt(send))
    if (typed) input.focus()
    else root.querySelector<HTMLElement>("h2")?.focus()
  }

  function showOthers(): void {
    const others = steps.ways.filter((one) => one !== way)
    const list = need("second-ways", undefined, root)
    need("second-others", undefined, root).hidden = others.length === 0
    list.replaceChildren(
      ...others.map((one) => {
        const button = document.createElement("button")
        button.type = "button"
        button.className = "utrecht-button utrecht-button--secondary-action"
        button.textContent = told("way", one)
        button.dataset["way"] = one
        button.addEventListener("click", () => choose(one))
        return button
      }),
    )
  }

  async function submitted(): Promise<void> {
    if (way === "passkey") return attempt(() => steps.passkey(trusts()))
    if (input.value.trim() === "") {
      showErrorSummary([{ id: "second-code", text: root.dataset["missing"] ?? "" }], { before: root })
      return
    }
    await attempt(() => steps.code(way, input.value, trusts()))
  }

  form.onsubmit = (event) => {
    event.preventDefault()
    void whileBusy(submit, submitted)
  }
  resend.onclick = () => void whileBusy(resend, () => attempt(send))
  root.hidden = false
  choose(way)
}
