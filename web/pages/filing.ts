// "File at a court" works without this: the number is checked while one types, and chooses its court and kind of case.
import { need } from "../page/elements.ts"
import { say } from "../page/words.ts"
import { badge } from "../compose/file-row.ts"
import { readSubject } from "../compose/subject.ts"

const number = document.getElementById("number") as HTMLInputElement
const place = document.getElementById("place") as HTMLSelectElement

function verdict(): void {
  const shown = need("verdict")
  shown.replaceChildren()
  if (number.value.trim() === "") return
  const { text, suggestions } = readSubject(number.value)
  if (text !== null) {
    shown.append(badge("ok", say("good", { text })))
    choose(text)
  } else if (suggestions.length > 0) {
    shown.append(say("suggest"), ...suggestions.map(suggestion))
  }
}

/** The code in the middle belongs to one court; a bare number is of the kantonrechter. */
function choose(text: string): void {
  const code = /^C\/(\d{2})\//.exec(text)?.[1]
  if (code === undefined) {
    const kanton = document.querySelector<HTMLInputElement>("input[name=matter][value=kanton]")
    if (kanton !== null) kanton.checked = true
    return
  }
  const own = [...place.options].filter(({ dataset }) => (dataset["codes"] ?? "").split(" ").includes(code))
  const [only] = own
  if (only === undefined || own.some(({ selected }) => selected)) return
  if (own.length === 1) place.value = only.value
  else need("verdict").append(say("court", { court: only.text.split(",")[0] ?? "" }))
}

function suggestion(text: string): HTMLButtonElement {
  const button = document.createElement("button")
  button.type = "button"
  button.className = "utrecht-button utrecht-button--secondary-action button--small"
  button.textContent = text
  button.addEventListener("click", () => {
    number.value = text
    verdict()
    number.focus()
  })
  return button
}

number.addEventListener("input", verdict)
verdict()
