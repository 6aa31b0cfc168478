// What changed elsewhere shows itself: new mail by a line on the page and the count in the title of the tab, and how messages stand by
// the lines and parts that say it. One request a minute asks both.
import { all, find, need } from "../page/elements.ts"
import { api, Problem } from "../page/server.ts"
import { say } from "../page/words.ts"
import type { NewsOut } from "../wire/api.ts"
import { tell } from "./notifying.ts"

const EVERY = 60_000

/** Looks once a minute, and at once when the reader comes back to the tab; ends where the server no longer lets it look. `changed` gets
 * how the entries that the page shows stand, at each look. */
export function startNews(changed: (box: string, states: NewsOut["states"]) => Promise<void>): void {
  const place = find("news")
  if (place === null) return
  const { news: box = "", seenTo = "", unread = "0" } = place.dataset
  const title = document.title
  const known = new Set(all("row").map(({ dataset }) => dataset["row"]))
  let told = 0
  titled(Number(unread))

  function titled(n: number): void {
    // As the menu says it: the server counts no further.
    document.title = n === 0 ? title : `(${n > 999 ? "999+" : n}) ${title}`
  }

  async function look(): Promise<void> {
    const shown = all("state").flatMap(({ dataset }) => (dataset["row"] === undefined ? [] : [["entry", dataset["row"]]]))
    const asked = new URLSearchParams([["after", seenTo], ...shown])
    const news = await api<NewsOut>(`/api/boxes/${box}/news?${asked}`, { background: true })
    showNew(news.unread.filter((entry) => !known.has(entry)).length)
    await changed(box, news.states)
  }

  function showNew(fresh: number): void {
    if (fresh === 0) return
    need("news-words").textContent = fresh === 1 ? say("newsOne") : say("newsMany", { n: fresh })
    need("news-link").hidden = false
    titled(Number(unread) + fresh)
    if (fresh > told) tell()
    told = fresh
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
