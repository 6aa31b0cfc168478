// What keeps a message from going, said where the reader is: beside the button, in a summary, at the field.
import { icon, need } from "../page/elements.ts"
import { type FieldError, showErrorSummary } from "../page/errors.ts"
import { Problem } from "../page/server.ts"
import { say } from "../page/words.ts"

const PLACES: Readonly<Record<string, string>> = {
  subject: "subject", files: "file-choose", recipients: "recipient", name: "recipient", address: "recipient",
  number: "recipient", access_code: "recipient", copies: "copies", secret: "secret",
}

export function placeOf(problem: Problem): string {
  const field = problem.extra["field"]
  return (typeof field === "string" ? PLACES[field] : undefined) ?? ""
}

export function complain(errors: readonly FieldError[], code?: string): void {
  const options = { title: say("notSent"), next: say("kept"), before: need("compose").firstElementChild as HTMLElement }
  showErrorSummary(errors, code === undefined ? options : { ...options, code })
}

/** As `complain`, of what cannot be put right in a field. */
export function complainOfRefusal(error: FieldError, code: string): void {
  complain([error], code)
  document.querySelector<HTMLElement>("[data-error-summary]")?.setAttribute("data-refused", "")
}

export function sentAlready(problem: Problem, message: string): void {
  complain([{ id: "", text: problem.detail }])
  const link = document.createElement("a")
  link.href = `/mail/messages/${message}`
  link.textContent = say("sentAlready")
  document.querySelector("[data-error-summary]")?.append(link)
}

/** A window of its own to log in, so that what was typed here stays. */
export function offerLogin(): void {
  const link = document.createElement("a")
  link.href = "/login"
  link.target = "_blank"
  link.textContent = say("logIn")
  document.querySelector("[data-error-summary]")?.append(link)
}

/** What was complained of and is right now is no error any more; what the server refused stands until the next try. */
export function settleErrors(wrong: ReadonlySet<string>): void {
  for (const id of ["recipient", "subject-kind", "subject", "text", "against"]) {
    const error = document.getElementById(`${id}-error`)
    if (error === null || error.hidden || wrong.has(id)) continue
    error.hidden = true
    document.getElementById(id)?.removeAttribute("aria-invalid")
    error.closest(".utrecht-form-field--invalid")?.classList.remove("utrecht-form-field--invalid")
  }
  if (wrong.size === 0) document.querySelector("[data-error-summary]:not([data-refused])")?.remove()
}

/** How much is still to be done before sending; what it is stands folded under it, so that it takes one line. */
export function showBlockers(all: readonly FieldError[]): void {
  need("blockers").replaceChildren(...all.map(blockerLine))
  need("to-do").hidden = all.length === 0
  need("to-do-count").textContent = all.length === 1 ? say("toDoOne") : say("toDoMany", { n: all.length })
}

function blockerLine({ id, text }: FieldError): HTMLLIElement {
  const item = document.createElement("li")
  const link = document.createElement("a")
  link.href = `#${id}`
  link.textContent = text
  link.addEventListener("click", (event) => {
    event.preventDefault()
    const field = document.getElementById(id)
    field?.scrollIntoView({ block: "center" })
    field?.focus()
  })
  item.append(icon("warning"), link)
  return item
}

export function confirmed(id: string): Promise<boolean> {
  const dialog = document.getElementById(id) as HTMLDialogElement
  dialog.returnValue = ""
  dialog.showModal()
  return new Promise((resolve) => dialog.addEventListener("close", () => resolve(dialog.returnValue === "confirm"), { once: true }))
}
