// Keeping the sheet of a hearing for as long as there is no connection: its page sealed in this browser, its scripts and styles beside it,
// and a worker that gives them when nobody else answers (offline/sheet.ts).
import { serverNow, today } from "../page/clock.ts"
import { scriptUrl } from "../page/scripts.ts"
import { newMessageIdentity } from "../seal/message.ts"
import { SCOPE, SHEETS } from "../seal/sheet-place.ts"
import { type KeptSheet, keptSheet, openSheets } from "../seal/sheets.ts"
import { isoDay } from "../time/days.ts"

/** What the browser must know of a page besides its words: above all which scripts may run on it. */
const HEADERS = ["content-type", "content-language", "content-security-policy", "cross-origin-opener-policy", "permissions-policy", "referrer-policy",
  "x-content-type-options", "x-frame-options"]
const STATIC_ADDRESS = /"(\/static\/[^"#?]+)/g

/** The sheet as an earlier page kept it; null where there is none, or the browser keeps nothing. */
export function takenUp(case_: string): Promise<KeptSheet | null> {
  return keptSheet(case_, isoDay(today())).catch(() => null)
}

/** What opens what is noted on this sheet in this browser: that of an earlier page, or a new one. */
export async function ownIdentity(earlier: KeptSheet | null): Promise<string> {
  return earlier?.identity ?? (await newMessageIdentity()).identity
}

export interface Keeping {
  readonly case: string
  /** Where the worker is. */
  readonly worker: string
  readonly identity: string
  readonly recipient: string
  /** Aborted when everything is to be forgotten. */
  readonly leaving: AbortSignal
}

/** What must be left for what is noted, which lies in the same room of the browser and goes before. */
const ROOM_BYTES = 16 * 2 ** 20

/** Whether a page with its scripts and styles can be kept without taking the room of what is noted; yes where the browser does not say. */
export async function hasRoom(): Promise<boolean> {
  const storage = navigator.storage as StorageManager | undefined
  const { quota, usage = 0 } = (await storage?.estimate().catch(() => undefined)) ?? {}
  return quota === undefined || quota - usage >= ROOM_BYTES
}

/** Whether the page, as the server gives it now, can be loaded again without a connection. Where it cannot, nothing else changes. */
export async function keepPage(keeping: Keeping): Promise<boolean> {
  // Not every browser has them, and none without a secure connection.
  const workers = navigator.serviceWorker as ServiceWorkerContainer | undefined
  if (workers === undefined || !(await hasRoom())) return false
  const { leaving } = keeping
  try {
    const page = await fetch(location.pathname, { headers: { "zegel-background": "1" }, redirect: "error", signal: leaving })
    const text = await page.text()
    // Of a newer release than the one that runs here: it is kept once it is loaded.
    if (!page.ok || !text.includes(`"${keeping.worker}"`)) return false
    await workers.register(scriptUrl(keeping.worker), { scope: SCOPE, updateViaCache: "none" })
    await keepStatics(text, leaving)
    const headers = HEADERS.flatMap((name): [string, string][] => (page.headers.has(name) ? [[name, page.headers.get(name) ?? ""]] : []))
    const ahead = serverNow().getTime() - Date.now()
    leaving.throwIfAborted()
    await put(keeping.case, { page: text, headers, day: isoDay(today()), ahead, identity: keeping.identity, recipient: keeping.recipient })
    return true
  } catch {
    // No connection, no room, or a browser that refuses: as without.
    return false
  }
}

/** What the page names, and what its scripts and styles fetched since. */
async function keepStatics(page: string, leaving: AbortSignal): Promise<void> {
  const fetched = performance.getEntriesByType("resource").map(({ name }) => name).filter((name) => name.startsWith(`${location.origin}/static/`))
  const named = [...page.matchAll(STATIC_ADDRESS)].map(([, path = ""]) => location.origin + path)
  const cache = await caches.open(SHEETS)
  const wanted = new Set([...named, ...fetched.map((name) => name.replace(/#.*/, ""))])
  await Promise.all([...wanted].map(async (address) => {
    if ((await cache.match(address)) === undefined) await cache.add(new Request(address, { signal: leaving }))
  }))
}

async function put(case_: string, kept: KeptSheet): Promise<void> {
  const sheets = await openSheets()
  await sheets.put("sheet", case_, kept)
  sheets.close()
}

/** Somebody is at the sheet: it is kept another hour. */
export async function stillOpen(): Promise<void> {
  const sheets = await openSheets()
  await sheets.touch()
  sheets.close()
}
