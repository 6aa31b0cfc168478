// What changed in cases of the list shows itself: the page is asked for once a minute while somebody looks at it, and at once when they
// come back to the tab; lines that say something else take the place of those that were there.
import { all, need } from "../page/elements.ts"
import { otherPage } from "../page/other-page.ts"
import { Problem } from "../page/server.ts"
import { announce, say } from "../page/words.ts"

const EVERY = 60_000

/** Looks until the server no longer lets it. */
export function startListNews(page: () => Promise<ParentNode> = () => otherPage(location.href, true), every = EVERY): () => void {
  let busy = false
  async function look(): Promise<void> {
    if (busy || document.hidden) return
    busy = true
    try {
      renewList(await page())
    } catch (error) {
      // A lost connection is tried again; who may not look any more is not asked to log in for it.
      if (!(error instanceof Problem) || error.retry === false) stop()
    } finally {
      busy = false
    }
  }
  const timer = setInterval(() => void look(), every)
  const back = () => void look()
  document.addEventListener("visibilitychange", back)
  function stop(): void {
    clearInterval(timer)
    document.removeEventListener("visibilitychange", back)
  }
  return stop
}

/**
 * Lines in the order of the page that came; one that says the same stays, with the focus.
 * @throws {Problem} it is not this page that came.
 */
export function renewList(page: ParentNode): void {
  const list = need("cases")
  const came = all("cases", undefined, page)[0]
  // Who was logged out meanwhile gets another page, and where the last case left there is no list: that is for who loads the page.
  if (came === undefined) throw new Problem(401, { code: "login-needed", retry: false })
  const shown = new Map(rowsOf(list).map((row) => [row.dataset["case"], row]))
  const lines = rowsOf(came).map((row) => {
    const old = shown.get(row.dataset["case"])
    return old !== undefined && saidBy(old) === saidBy(row) ? old : row
  })
  if (lines.length === shown.size && lines.every((line, at) => line === rowsOf(list)[at])) return
  const at = (document.activeElement?.closest<HTMLElement>("[data-case]"))?.dataset["case"]
  list.replaceChildren(...lines)
  if (at !== undefined) lines.find(({ dataset }) => dataset["case"] === at)?.querySelector("a")?.focus()
  announce(say("casesChanged"))
}

const rowsOf = (list: ParentNode): HTMLElement[] => all("case", undefined, list)
/** Spaces between the words say nothing. */
const saidBy = (row: HTMLElement): string => (row.textContent ?? "").replaceAll(/\s+/g, " ").trim()
