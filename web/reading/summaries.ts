// What rows say of their messages: opened on this device for the rows in view, in one request, off the page's own thread
// (docs/formats.md, Summary). A row of which the summary is not its sender's word about this very message says only that, and it is reported.
import { recordOf } from "../evidence/receipt.ts"
import { all, find, icon, span } from "../page/elements.ts"
import { api, part, Problem } from "../page/server.ts"
import { say } from "../page/words.ts"
import { SealError } from "../seal/errors.ts"
import type { Summary } from "../seal/summary.ts"
import type { SealedSummary } from "../seal/summary-opening.ts"
import { type Account, accountIfUnlocked } from "../session/account.ts"
import { sealClient } from "../session/sealer.ts"
import type { RowOut, SummariesOut } from "../wire/api.ts"
import { shownName } from "./names.ts"

type Row = Omit<RowOut, "personal" | "index" | "proof">

const RECEIVED = "mail.message.received"
const GATHER_MILLISECONDS = 60
/** As many as one request takes. */
const MOST = 60

/** Fills `[data-summary]` (a message) of `[data-box]` as they come into view. Nothing happens where this browser holds no keys. */
export function startSummaries(root: ParentNode = document): void {
  const waiting = new Set<HTMLElement>()
  let timer: ReturnType<typeof setTimeout> | undefined
  const watcher = new IntersectionObserver((seen) => {
    for (const { isIntersecting, target } of seen) {
      if (!isIntersecting) continue
      watcher.unobserve(target)
      waiting.add(target as HTMLElement)
    }
    if (waiting.size > 0) timer ??= setTimeout(() => void gathered(), GATHER_MILLISECONDS)
  }, { rootMargin: "200px" })
  for (const place of all("summary", undefined, root)) watcher.observe(place)

  async function gathered(): Promise<void> {
    const places = [...waiting].slice(0, MOST)
    for (const place of places) waiting.delete(place)
    timer = waiting.size > 0 ? setTimeout(() => void gathered(), GATHER_MILLISECONDS) : undefined
    const me = await accountIfUnlocked()
    const boxes = Map.groupBy(places, ({ dataset }) => dataset["box"] ?? "")
    await Promise.all([...boxes].map(([box, those]) => fill(box, those, me)))
  }
}

async function fill(box: string, places: readonly HTMLElement[], me: Account | null): Promise<void> {
  const found = me === null ? new Map<string, Summary>() : await summariesOf(box, places, me)
  for (const place of places) show(place, found.get(place.dataset["summary"] ?? ""))
}

/** The summaries of those messages that have one. What cannot be told now is left out. */
async function summariesOf(box: string, places: readonly HTMLElement[], me: Account): Promise<ReadonlyMap<string, Summary>> {
  const told = new Map<string, Summary>(), messages = places.map(({ dataset }) => dataset["summary"] ?? "")
  try {
    const answer = await api<SummariesOut>(`/api/boxes/${box}/summaries`, { json: { messages } })
    const { rows } = answer
    const asked = rows.filter(({ message }) => messages.includes(message)).map((row) => [row.message, sealedOf(row, box, me)] as const)
    const sealed = asked.filter((pair): pair is readonly [string, SealedSummary] => typeof pair[1] === "object")
    const lies = new Set<string>()
    const opened = await sealClient().openSummaries(sealed.map(([, each]) => each))
    for (const [at, found] of opened.entries()) {
      const message = sealed[at]?.[0] ?? ""
      if (typeof found === "string") lies.add(message)
      else if (found !== null) told.set(message, found)
    }
    for (const [message, found] of asked) if (found === "lie") lies.add(message)
    const { rowsThatDiffer, shownIn, KNOWN_LOG } = await part(import("./row-log.ts"))
    const shown = new Map(places.map(({ dataset }) => [dataset["summary"] ?? "", shownIn(dataset)]))
    for (const message of await rowsThatDiffer(answer, shown, told, KNOWN_LOG)) lies.add(message)
    for (const place of places) if (lies.has(place.dataset["summary"] ?? "")) doubt(place)
    for (const message of lies) void report(message)
  } catch (error) {
    if (!(error instanceof Problem || error instanceof SealError)) throw error
  }
  return told
}

/** A row with what the log says its message is; "lie" where that is about something else, "unknown" where this person or the log lacks a key. */
export function sealedOf({ message, sealedKey, keyVersion, summary, envelope, record }: Row, box: string, me: Account): SealedSummary | "lie" | "unknown" {
  const identity = me.box(box)?.keyVersions.get(keyVersion)
  try {
    const { event, subject, facts } = recordOf(record)
    if (event !== RECEIVED || subject !== message) return "lie"
    const senderKey = facts["signingKey"]
    if (typeof senderKey !== "string" || identity === undefined) return "unknown"
    const objects = (facts["files"] as readonly { object?: unknown }[]).map(({ object }) => String(object))
    const expected = { senderKey, message, conversation: String(facts["conversation"]), objects, envelope: String(facts["envelope"]) }
    return { sealedKey, identities: [identity], summary, envelope, expected }
  } catch {
    return "lie"
  }
}

const REPORTED = "zegel.summaries"

/** Says at a row that it is not what the log recorded, unless the page says so already. */
function doubt(place: HTMLElement): void {
  const row = place.closest("[data-row]") ?? place
  if (find("differs", undefined, row) !== null) return
  const badge = document.createElement("span")
  badge.className = "status status--error status--bare"
  badge.dataset["differs"] = ""
  badge.append(icon("warning"), span(say("rowDiffers")))
  place.after(" ", badge)
}

/** Once a session: the same list is shown again and again. That it cannot be told hides nothing, for the row says it. */
async function report(message: string): Promise<void> {
  const before = sessionStorage.getItem(REPORTED) ?? ""
  if (before.includes(message)) return
  sessionStorage.setItem(REPORTED, `${before} ${message}`)
  await api(`/api/messages/${message}/reports`, { json: { code: "summary", fileNumber: null } }).catch(() => {})
}

function show(place: HTMLElement, summary: Summary | undefined): void {
  const { words = "", files = [] } = summary ?? {}
  const names = files.map(shownName).join(", ")
  place.hidden = words === "" && names === ""
  if (place.hidden) return
  const parts = [words, names].filter((part) => part !== "").map(span)
  // A space between them, for who hears them.
  place.replaceChildren(...parts.flatMap((part, at) => (at === 0 ? [part] : [" ", part])))
}
