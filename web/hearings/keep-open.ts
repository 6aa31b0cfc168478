// The sheet of a hearing while there is no connection: it goes on, and says whether it can be loaded again.
import { signOfLife } from "../page/idle.ts"
import { guardLeave, onConnection } from "../page/leaving.ts"
import { HOUR_MILLISECONDS } from "../seal/sheets.ts"

export interface Places {
  /** It can only be loaded again with a connection. */
  readonly open: HTMLElement
  /** It can be loaded again. */
  readonly goOn: HTMLElement
}

export interface State {
  /** Whether something noted lies nowhere but on the page. */
  readonly loose: () => boolean
  /** Whether the page can be loaded again without a connection. */
  readonly kept: () => boolean
}

const MINUTE_MILLISECONDS = 60_000

/** Says so, and asks before the page is left with what would be lost. Returns what shows a change of `kept`. */
export function keepOpen(places: Places, state: State): () => void {
  let since = Date.now()
  const usual = document.body.dataset["idleSeconds"] ?? "0"
  const show = () => {
    // In court one listens, and a laptop may sleep; with a connection it is as everywhere.
    document.body.dataset["idleSeconds"] = navigator.onLine ? usual : String(HOUR_MILLISECONDS / 1000)
    places.open.hidden = navigator.onLine || state.kept()
    places.goOn.hidden = navigator.onLine || !state.kept()
  }
  show()
  onConnection(() => {
    since = Date.now()
    show()
  })
  // The hour counts as being there, also for a page of mail that would log out.
  setInterval(() => void (!navigator.onLine && Date.now() - since < HOUR_MILLISECONDS && signOfLife()), MINUTE_MILLISECONDS)
  guardLeave(() => state.loose() || (!navigator.onLine && !state.kept()))
  return show
}
