// The service worker of the sheets of hearings, and of nothing else. While there is a connection it changes nothing: every answer is the
// server's. Without one it gives the page that was kept, with its scripts and styles.
import { SCOPE, SHEETS } from "../seal/sheet-place.ts"
import { keptSheet } from "../seal/sheets.ts"
import { dutchDay, isoDay } from "../time/days.ts"

interface Fetched extends Event {
  readonly request: Request
  respondWith(answer: Promise<Response>): void
}

interface Lasting extends Event {
  waitUntil(work: Promise<unknown>): void
}

interface Worker {
  addEventListener(kind: "install" | "activate", listener: (event: Lasting) => void): void
  addEventListener(kind: "fetch", listener: (event: Fetched) => void): void
  skipWaiting(): Promise<void>
  readonly clients: { claim(): Promise<void> }
}

/** A connection that answers nothing is none. */
const PATIENCE_MILLISECONDS = 8000
const worker = globalThis as unknown as Worker

// The worker of a new release takes over at once.
worker.addEventListener("install", (event) => event.waitUntil(worker.skipWaiting()))
worker.addEventListener("activate", (event) => event.waitUntil(worker.clients.claim()))
worker.addEventListener("fetch", (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (request.method !== "GET" || origin !== location.origin) return
  if (request.mode === "navigate" && pathname.startsWith(SCOPE)) event.respondWith(sheet(request, pathname.slice(SCOPE.length)))
  else if (pathname.startsWith("/static/")) event.respondWith(fetch(request).catch(() => kept(request)))
})

/** The server's page; the kept one where no answer comes, or only that the server is in trouble. */
async function sheet(request: Request, case_: string): Promise<Response> {
  const asked = fetch(request)
  const late = new Promise<undefined>((resolve) => setTimeout(resolve, PATIENCE_MILLISECONDS))
  const answer = await Promise.race([asked.catch(() => undefined), late])
  if (answer !== undefined && answer.status < 500) return answer
  const found = await keptSheet(case_, isoDay(dutchDay(new Date()))).catch(() => null)
  if (found === null) return asked
  return new Response(found.page, { headers: found.headers.map(([name, value]) => [name, value] as [string, string]) })
}

async function kept(request: Request): Promise<Response> {
  const cache = await caches.open(SHEETS)
  return (await cache.match(request, { ignoreVary: true })) ?? Response.error()
}
