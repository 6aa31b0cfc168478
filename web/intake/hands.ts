// In whose hands a filing is: taken when its page opens, kept while somebody works on it, left when they go.
import { find, need } from "../page/elements.ts"
import { api, csrfToken, Problem } from "../page/server.ts"
import type { NextOut } from "../wire/api.ts"

const AGAIN = 4 * 60_000

/** Takes a filing in hand; false where a colleague has it, which the page then says. */
export async function take(filing: string): Promise<boolean> {
  try {
    await api(`/api/intake/${filing}/claim`, { json: {} })
  } catch (error) {
    if (!(error instanceof Problem) || error.status >= 500 || error.status === 0) throw error
    need("worker-text").textContent = error.detail
    need("worker").hidden = false
    return false
  }
  keep(filing)
  return true
}

/** Somebody who types or points is at work; who went for coffee lets it go after ten minutes. */
function keep(filing: string): void {
  let active = false
  for (const kind of ["keydown", "pointerdown"]) addEventListener(kind, () => (active = true), { passive: true })
  setInterval(() => {
    if (active) void api(`/api/intake/${filing}/claim`, { json: {} }).catch(() => undefined)
    active = false
  }, AGAIN)
  addEventListener("pagehide", () => {
    const headers = { "X-CSRFToken": csrfToken() }
    void fetch(`/api/intake/${filing}/claim`, { method: "DELETE", keepalive: true, headers })
  })
}

/** Opens the oldest filing that waits and that nobody has; the queue where there is none. */
export async function goToNext(): Promise<void> {
  const { filing } = await api<NextOut>("/api/intake/next", { json: {} })
  location.assign(filing === null ? "/intake" : `/intake/${filing}`)
}

export function startLeaving(): void {
  find("action", "leave")?.addEventListener("click", () => location.assign("/intake"))
}
