// The sheet of a hearing while there is no connection: it goes on, and cannot be loaded again before the connection is back.
import { guardLeave, onConnection } from "../page/leaving.ts"

/** Says so at `note`, and asks before the page is left: then, and while something noted lies nowhere but on the page (`loose`). */
export function keepOpen(note: HTMLElement, loose: () => boolean): void {
  note.hidden = navigator.onLine
  onConnection((online) => (note.hidden = online))
  guardLeave(() => !navigator.onLine || loose())
}
