// The page on which the whole application is read once more before it is filed.
import type { Application } from "../cases/application.ts"
import { applicationParts, type Part } from "../cases/application-view.ts"
import { need } from "../page/elements.ts"
import { say } from "../page/words.ts"
import { shown } from "./calendar.ts"

export interface ReviewedFile {
  readonly name: string
  readonly what: string
}

export function showReview(application: Application, facts: readonly Part[], files: readonly ReviewedFile[]): void {
  const day = (date: string) => shown(date, { weekday: "long", day: "numeric", month: "long" })
  const documents = { title: say("partDocuments"), rows: files.map(({ name, what }) => [name, what] as const) }
  const parts = [...facts, ...applicationParts(application, day), documents]
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
