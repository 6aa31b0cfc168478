// The page on which the whole application is read once more before it is filed.
import type { Application } from "../cases/application.ts"
import { applicationParts, type Part } from "../cases/application-view.ts"
import { need } from "../page/elements.ts"
import { language, say } from "../page/words.ts"
import type { Form } from "./form.ts"
import { documentsPart, here, type NamedDocument, placePart } from "./told.ts"

export function showReview(form: Form, application: Application, from: string, files: readonly NamedDocument[]): void {
  const told = here()
  const documents = documentsPart(files, told.say, language())
  const parts = [placePart(form, application, from, told), ...applicationParts(application, told), documents]
  need("review-parts").replaceChildren(...parts.map(partElement))
}

function partElement({ title, rows }: Part): HTMLElement {
  const section = document.createElement("section")
  section.className = "stack stack-xs"
  const heading = document.createElement("h3")
  heading.textContent = title
  const list = document.createElement("dl")
  list.className = "facts"
  for (const [label, text] of rows) {
    const row = document.createElement("div")
    const term = document.createElement("dt")
    const fact = document.createElement("dd")
    term.textContent = label
    fact.textContent = text === "" ? say("nothingSaid") : text
    fact.className = "as-typed"
    row.append(term, fact)
    list.append(row)
  }
  section.append(heading, list)
  return section
}
