// The subject as a choice: a case number that is checked while one types, or "nieuwe zaak" (VI 6.4).
import { need } from "../page/elements.ts"
import type { FieldError } from "../page/errors.ts"
import { NEW_CASE, say } from "../page/words.ts"
import { badge } from "./file-row.ts"
import { readSubject } from "./subject.ts"

export class SubjectField {
  readonly #input = document.getElementById("subject") as HTMLInputElement
  readonly #case = document.getElementById("subject-case") as HTMLInputElement
  readonly #new = document.getElementById("subject-new") as HTMLInputElement
  readonly #changed: () => void
  #fixed: string | null
  /** Whether the choice is being made with a mouse or finger. */
  #pointed = false

  constructor(fixed: string | null, changed: () => void) {
    this.#fixed = fixed
    this.#changed = changed
    for (const radio of [this.#case, this.#new]) radio.addEventListener("change", () => this.#chosen(true))
    const choice = need("subject-choice")
    choice.addEventListener("pointerdown", () => (this.#pointed = true))
    choice.addEventListener("keydown", () => (this.#pointed = false))
    this.#input.addEventListener("input", () => {
      this.#verdict()
      changed()
    })
  }

  /** For a draft: what was typed, good or not. */
  get typed(): string {
    return this.#fixed ?? (this.#new.checked ? NEW_CASE : this.#case.checked ? this.#input.value : "")
  }

  /** The subject in its one spelling, or null. */
  get text(): string | null {
    return this.#fixed ?? readSubject(this.typed).text
  }

  blockers(): FieldError[] {
    if (this.text !== null) return []
    if (this.typed === "" && !this.#case.checked) return [{ id: "subject-kind", text: say("subjectMissing") }]
    return [{ id: "subject", text: say("subjectWrong") }]
  }

  restore(subject: string, fixed: boolean): void {
    if (fixed) return this.#fix(subject)
    this.#new.checked = subject === NEW_CASE
    this.#case.checked = subject !== "" && subject !== NEW_CASE
    this.#input.value = this.#case.checked ? subject : ""
    this.#chosen(false)
  }

  #fix(subject: string): void {
    this.#fixed = subject
    need("subject-text").textContent = subject
    need("subject-fixed").hidden = false
    need("subject-choice").hidden = true
  }

  #chosen(byReader: boolean): void {
    need("subject-number").hidden = !this.#case.checked
    this.#verdict()
    if (!byReader) return
    // With a keyboard the arrows still have to reach the other choice, and the number is the next stop.
    if (this.#case.checked && this.#pointed) this.#input.focus()
    this.#changed()
  }

  #verdict(): void {
    const place = need("subject-verdict")
    place.replaceChildren()
    if (this.#input.value.trim() === "") return
    const { text, suggestions } = readSubject(this.#input.value)
    if (text !== null) place.append(badge("ok", say("subjectGood", { text })))
    else if (suggestions.length > 0) place.append(say("subjectSuggest"), ...suggestions.map((suggestion) => this.#suggestion(suggestion)))
  }

  #suggestion(text: string): HTMLButtonElement {
    const button = document.createElement("button")
    button.type = "button"
    button.className = "utrecht-button utrecht-button--secondary-action button--small"
    button.textContent = text
    button.addEventListener("click", () => {
      this.restore(text, false)
      this.#changed()
      ;(this.#case.checked ? this.#input : this.#new).focus()
    })
    return button
  }
}
