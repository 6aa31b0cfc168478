// The list beside a message: it stays where it was while the reader goes from message to message.
import { find } from "../page/elements.ts"

const KEPT = "zegel.beside"

/** Puts the line of this message at the height where it was pressed, or else in view; never scrolls the page itself. */
export function startBeside(): void {
  const list = find("beside")
  const here = list?.querySelector<HTMLElement>("[aria-current]")
  if (list === null || list === undefined || here === null || here === undefined) return
  const height = sessionStorage.getItem(KEPT)
  sessionStorage.removeItem(KEPT)
  const wanted = height === null ? list.clientHeight / 3 : Number(height)
  list.scrollTop = here.offsetTop - list.offsetTop - wanted
  list.addEventListener("click", (event) => {
    const row = (event.target as HTMLElement).closest("a")
    if (row !== null) sessionStorage.setItem(KEPT, String(row.offsetTop - list.offsetTop - list.scrollTop))
  })
}
