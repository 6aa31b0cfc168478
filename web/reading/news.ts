// New mail shows itself: a line on the page, and the count of what is unread in the title of the tab.
import { all, find, need } from "../page/elements.ts"
import { api, Problem } from "../page/server.ts"
import { say } from "../page/words.ts"
import type { EntriesOut } from "../wire/api.ts"

const EVERY = 60_000

/** Looks once a minute, and at once when the reader comes back to the tab; ends where the server no longer lets it look. `also` is done at each look. */
export function startNews(also: (box: string) => Promise<void> = async () => {}): void {
  const place = find("news")
  if (place === null) return
  const { news: box = "", seenTo = "", unread = "0" } = place.dataset
  const title = document.title
  const known = new Set(all("row").map(({ dataset }) => dataset["row"]))
  titled(Number(unread))

  function titled(n: number): void {
    document.title = n === 0 ? title : `(${n}) ${title}`
  }

  async function look(): Promise<void> {
    const path = `/api/boxes/${box}/in?after=${encodeURIComponent(seenTo)}`
    const { entries } = await api<EntriesOut>(path, { background: true })
    await also(box)
    const fresh = entries.filter(({ id, unread }) => unread && !known.has(id)).length
    if (fresh === 0) return
    need("news-words").textContent = fresh === 1 ? say("newsOne") : say("newsMany", { n: fresh })
    need("news-link").hidden = false
    titled(Number(unread) + fresh)
  }

  let busy = false
  async function again(): Promise<void> {
    if (busy) return
    busy = true
    try {
      await look()
    } catch (error) {
      // A lost connection is tried again; who may not look any more is not asked to log in for it.
      if (!(error instanceof Problem) || error.retry === false) stop()
    } finally {
      busy = false
    }
  }

  const timer = setInterval(() => void again(), EVERY)
  const back = () => void (document.hidden || again())
  document.addEventListener("visibilitychange", back)
  function stop(): void {
    clearInterval(timer)
    document.removeEventListener("visibilitychange", back)
  }
}
