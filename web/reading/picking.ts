// Choosing several messages of a list.
import { need } from "../page/elements.ts"
import { say } from "../page/words.ts"

/** The boxes to tick, from the top. */
export function picks(): HTMLInputElement[] {
  return [...document.querySelectorAll<HTMLInputElement>("[name=pick]")]
}

export function showPicked(): void {
  const n = picks().filter(({ checked }) => checked).length
  need("bulk").hidden = n === 0
  need("picked").textContent = n === 0 ? "" : say("picked", { n })
}

/** The box that was pressed last: with Shift all between it and the next one become as the next one. */
let last: HTMLInputElement | null = null

function pickRange(event: MouseEvent): void {
  const box = (event.target as HTMLElement).closest<HTMLInputElement>("[name=pick]")
  if (box === null) return
  const [from, to] = [last, box].map((each) => (each === null ? -1 : picks().indexOf(each))) as [number, number]
  if (event.shiftKey && from >= 0) {
    for (const between of picks().slice(Math.min(from, to), Math.max(from, to) + 1)) between.checked = box.checked
    document.getSelection()?.removeAllRanges()
  }
  last = box
  showPicked()
}

export function startPicking(form: HTMLFormElement): void {
  form.addEventListener("change", showPicked)
  form.addEventListener("click", pickRange)
  const pickAll = need<HTMLButtonElement>("action", "pick-all")
  pickAll.hidden = false
  pickAll.addEventListener("click", () => {
    for (const pick of picks()) pick.checked = true
    showPicked()
  })
  const keep = need("export")
  keep.addEventListener("click", () => {
    const chosen = picks().filter(({ checked }) => checked).map(({ value }) => `&pick=${value}`)
    location.assign(`${keep.dataset["export"]}${chosen.join("")}`)
  })
  showPicked()
}

/** Where in the list the first chosen message stands; -1 where none is. */
export function firstPicked(): number {
  return picks().findIndex(({ checked }) => checked)
}
