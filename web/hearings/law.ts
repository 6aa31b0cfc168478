// What the law says of an entry, shown before it is made.
import { find, fromTemplate, icon, need } from "../page/elements.ts"
import { api, Problem } from "../page/server.ts"
import { say } from "../page/words.ts"
import type { WeighedOut } from "../wire/api.ts"
import { factsOf } from "./facts.ts"

/**
 * Asks what the law says of a form as it is filled in, and shows it. Null where nobody answered.
 * @throws {Problem} something is missing, or is not what is asked.
 */
export async function weigh(path: string, form: HTMLFormElement): Promise<WeighedOut | null> {
  const list = need("said", undefined, form)
  try {
    const found = await api<WeighedOut>(`${path}/weigh`, { json: { entry: form.dataset["entry"] ?? "", facts: factsOf(form) } })
    list.replaceChildren(...found.said.map((said) => row(said)))
    if (found.said.some(({ blocks }) => blocks)) {
      list.append(note(say(found.otherwise ? "lawBlocks" : found.said.some(({ blocks, by }) => blocks && by === "nobody") ? "lawStops" : "lawJudge")))
    }
    const words = find<HTMLDetailsElement>("words", undefined, form)
    if (words !== null && found.otherwise) words.open = true
    return found
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    if (error.status !== 0) {
      list.replaceChildren()
      throw error
    }
    list.replaceChildren(note(say("noLaw")))
    return null
  }
}

function row(said: WeighedOut["said"][number]): HTMLElement {
  const element = fromTemplate("said-row")
  const sign = said.met ? "check" : said.blocks ? "error" : said.open ? "info" : "warning"
  element.classList.add(`said--${sign}`)
  need("said-icon", undefined, element).append(icon(sign))
  need("said-text", undefined, element).textContent = said.text
  need("said-articles", undefined, element).textContent = said.articles.join(", ")
  return element
}

function note(text: string): HTMLElement {
  const element = document.createElement("li")
  element.textContent = text
  return element
}
