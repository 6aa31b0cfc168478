// The intake by the keyboard alone. The letters stand beside the buttons, and in the list that `?` shows.
import { all } from "../page/elements.ts"
import { type Keys, startShortcuts } from "../page/shortcuts.ts"

/** Letters and what each does; j and k walk the queue, and Ctrl with Enter is `finish`. */
export function startKeyboard(acts: Keys, finish: () => void): void {
  startShortcuts({ j: () => walk(1), k: () => walk(-1), ...acts })
  addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) finish()
  })
}

/** From the link that has the focus, or else from the filing that is open. */
function walk(by: number): void {
  const links = all("row").map((row) => row.querySelector("a"))
  const here = links.findIndex((link) => link === document.activeElement)
  const open = all("row").findIndex((row) => row.getAttribute("aria-current") === "true")
  const from = here === -1 ? open : here
  links[Math.min(links.length - 1, Math.max(0, from + by))]?.focus()
}
