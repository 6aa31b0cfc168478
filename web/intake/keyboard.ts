// The intake by the keyboard alone. The letters stand beside the buttons, and in the list that `?` shows.
import { all, find, need } from "../page/elements.ts"

const OFF = "zegel.shortcuts-off"

/** Letters and what each does; j and k walk the queue. Nothing is heard while somebody types. */
export function startKeyboard(acts: Readonly<Record<string, () => void>>, finish: () => void): void {
  const dialog = document.getElementById("shortcuts") as HTMLDialogElement
  const keys: Readonly<Record<string, () => void>> = { j: () => walk(1), k: () => walk(-1), "?": () => dialog.showModal(), ...acts }
  addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) return finish()
    const act = keys[event.key]
    if (act === undefined || event.ctrlKey || event.altKey || event.metaKey || dialog.open || typing(event.target)) return
    if (localStorage.getItem(OFF) !== null && event.key !== "?") return
    event.preventDefault()
    act()
  })
  const on = need<HTMLInputElement>("action", "shortcuts-on")
  on.checked = localStorage.getItem(OFF) === null
  on.addEventListener("change", () => (on.checked ? localStorage.removeItem(OFF) : localStorage.setItem(OFF, "1")))
  find("action", "shortcuts")?.addEventListener("click", () => dialog.showModal())
}

function walk(by: number): void {
  const links = all("row").map((row) => row.querySelector("a"))
  const here = links.findIndex((link) => link === document.activeElement)
  const open = all("row").findIndex((row) => row.getAttribute("aria-current") === "true")
  const from = here === -1 ? open : here
  links[Math.min(links.length - 1, Math.max(0, from + by))]?.focus()
}

function typing(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches("input:not([type=checkbox]), textarea, select, [contenteditable]")
}
