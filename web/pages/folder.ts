// A folder: choosing several messages, keyboard shortcuts, and the titles of drafts, which only this device can read.
import { all, find } from "../page/elements.ts"
import { Rows } from "../page/rows.ts"
import { press, startShortcuts } from "../page/shortcuts.ts"
import { startNews } from "../reading/news.ts"
import { showChanges } from "../reading/changes.ts"
import { firstPicked, picks, showPicked, startPicking } from "../reading/picking.ts"
import { showDrafts } from "../compose/draft-list.ts"

const rows = new Rows("[data-row]")
const form = find<HTMLFormElement>("entries")

// ── Keys ─────────────────────────────────────────────────────────────────────────────────────────────────────

function pickOf(row: HTMLElement | undefined): HTMLInputElement | null {
  return row?.querySelector<HTMLInputElement>("[name=pick]") ?? null
}

function pick(): void {
  const box = pickOf(rows.at)
  if (box === null) return
  box.checked = !box.checked
  showPicked()
}

/** Archives (or puts back) what is chosen, or else the message the reader is at. */
function archive(): void {
  const chosen = picks().some(({ checked }) => checked)
  const box = pickOf(rows.at)
  if (!chosen && box !== null) box.checked = true
  if (chosen || box !== null) form?.requestSubmit(form.querySelector<HTMLButtonElement>("[value=archive], [value=restore], [value=return]"))
}

/** The day that what is chosen, or else the message the reader is at, is put off to. */
function later(): void {
  const box = pickOf(rows.at)
  if (box !== null && !picks().some(({ checked }) => checked)) box.checked = true
  showPicked()
  document.getElementById("until")?.focus()
}

// ── The place ────────────────────────────────────────────────────────────────────────────────────────────────

const PLACE = "zegel.row"

/** After a change the reader goes on where they were, though the list is made anew. */
function keepPlace(form: HTMLFormElement): void {
  const place = sessionStorage.getItem(PLACE)
  sessionStorage.removeItem(PLACE)
  if (place !== null) rows.goTo(Number(place))
  form.addEventListener("submit", () => {
    sessionStorage.setItem(PLACE, String(Math.max(0, firstPicked())))
  })
}

function reply(): void {
  const link = rows.at?.querySelector("a")
  if (link && link.pathname.startsWith("/mail/messages/")) location.assign(`${link.pathname}/reply`)
}

function search(): void {
  const field = document.getElementById("q")
  if (field === null) return
  find<HTMLDetailsElement>("search-fold")?.setAttribute("open", "")
  field.focus()
}

startShortcuts({
  j: () => rows.go(1),
  k: () => rows.go(-1),
  x: pick,
  e: archive,
  r: reply,
  l: later,
  z: press("[data-undo] button"),
  c: press("[data-action=compose]"),
  "/": search,
})
startNews(async (box, states) => void (await showChanges(box, states)))
// After the page: the list is of use before, and without.
// A row without a summary says less and nothing wrong: who leaves the page ends what is still being fetched.
void import("../reading/summaries.ts").then(({ startSummaries }) => startSummaries()).catch(() => {})
void import("../search/filters.ts").then(({ startFilters }) => startFilters()).catch(() => {})
void import("../search/keeping.ts").then(({ startKeeping }) => startKeeping()).catch(() => {})
if (form !== null) {
  startPicking(form)
  keepPlace(form)
}
if (all("draft").length > 0) void showDrafts(all("draft"))
