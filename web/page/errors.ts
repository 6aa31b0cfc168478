// Busy buttons, and what is wrong: a summary with links, and a sentence at each field.
import { icon } from "./elements.ts"
import { say } from "./words.ts"

/** Marks a button busy (with `data-busy-label`, or a word given) and returns what undoes it. It stays focusable. */
export function busy(button: HTMLButtonElement, word?: string): () => void {
  const label = button.querySelector<HTMLElement>("[data-label]") ?? button
  const before = label.textContent
  button.setAttribute("aria-busy", "true")
  button.setAttribute("aria-disabled", "true")
  if (label !== button) label.textContent = word ?? button.dataset["busyLabel"] ?? say("busy")
  return () => {
    button.removeAttribute("aria-busy")
    button.removeAttribute("aria-disabled")
    if (label !== button) label.textContent = before
  }
}

/** Runs the work of a button once: a second press while it is busy does nothing. */
export async function whileBusy<T>(button: HTMLButtonElement, work: () => Promise<T>, word?: string): Promise<T | undefined> {
  if (button.getAttribute("aria-busy") === "true") return undefined
  const done = busy(button, word)
  try {
    return await work()
  } finally {
    done()
  }
}

export interface FieldError {
  /** The id of the input; empty for an error of the whole page. */
  readonly id: string
  readonly text: string
}

export interface SummaryOptions {
  readonly title?: string
  /** What happens now and whom to call. */
  readonly next?: string
  /** A code for the helpdesk. */
  readonly code?: string
  /** Where the summary goes when the page has none; the top of `main` by default. */
  readonly before?: HTMLElement
}

/** Shows the summary with links to the fields and the sentence beside each field, and moves the focus there. */
export function showErrorSummary(errors: readonly FieldError[], options: SummaryOptions = {}): void {
  clearErrors()
  const summary = document.createElement("div")
  summary.className = "error-summary"
  summary.id = "error-summary"
  summary.tabIndex = -1
  summary.setAttribute("role", "alert")
  summary.setAttribute("aria-labelledby", "error-summary-title")
  summary.dataset["errorSummary"] = ""
  const title = document.createElement("h2")
  title.id = "error-summary-title"
  title.append(icon("error"), options.title ?? say("errorsTitle"))
  const list = document.createElement("ul")
  for (const error of errors) {
    const item = document.createElement("li")
    item.append(error.id === "" ? error.text : linkTo(error))
    list.append(item)
    showFieldError(error)
  }
  summary.append(title, list)
  if (options.next !== undefined) summary.append(paragraph(options.next))
  if (options.code !== undefined) summary.append(paragraph(say("helpdesk", { code: options.code }), "helpdesk-code"))
  place(summary, options.before)
  summary.focus()
}

export function clearErrors(): void {
  document.querySelector("[data-error-summary]")?.remove()
  for (const input of document.querySelectorAll<HTMLElement>("[aria-invalid='true']")) input.removeAttribute("aria-invalid")
  for (const field of document.querySelectorAll<HTMLElement>("[data-field].utrecht-form-field--invalid")) {
    field.classList.remove("utrecht-form-field--invalid")
    field.querySelector<HTMLElement>(".utrecht-form-field-error-message")?.setAttribute("hidden", "")
  }
}

function place(summary: HTMLElement, before: HTMLElement | undefined): void {
  const heading = document.querySelector("main h1")
  if (before !== undefined) before.before(summary)
  else if (heading !== null) heading.before(summary)
  else document.querySelector("main")?.prepend(summary)
}

function linkTo(error: FieldError): HTMLAnchorElement {
  const link = document.createElement("a")
  link.href = `#${error.id}`
  link.textContent = error.text
  link.addEventListener("click", (event) => {
    event.preventDefault()
    document.getElementById(error.id)?.focus()
  })
  return link
}

function showFieldError(error: FieldError): void {
  const input = document.getElementById(error.id)
  if (input === null) return
  if (!(input instanceof HTMLFieldSetElement)) input.setAttribute("aria-invalid", "true")
  input.closest("[data-field]")?.classList.add("utrecht-form-field--invalid")
  const message = document.getElementById(`${error.id}-error`)
  if (message === null) return
  const sentence = message.querySelector("span") ?? message
  sentence.textContent = error.text
  message.hidden = false
}

function paragraph(text: string, css = ""): HTMLParagraphElement {
  const element = document.createElement("p")
  element.className = css
  element.textContent = text
  return element
}
