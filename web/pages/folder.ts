// A folder: choosing several messages, keyboard shortcuts, and the titles of drafts, which only this device can read.
import { all, find, need } from "../page/elements.ts"
import { press, startShortcuts } from "../page/shortcuts.ts"
import { say } from "../page/words.ts"
import { startNews } from "../reading/news.ts"
import { showDrafts } from "../compose/draft-list.ts"

const rows = () => all("row")
let current = -1

// ── Choosing ─────────────────────────────────────────────────────────────────────────────────────────────────

const form = find<HTMLFormElement>("entries")

function picks(): HTMLInputElement[] {
  return [...document.querySelectorAll<HTMLInputElement>("[name=pick]")]
}

function showPicked(): void {
  const n = picks().filter(({ checked }) => checked).length
  need("bulk").hidden = n === 0
  need("picked").textContent = n === 0 ? "" : say("picked", { n })
}

function startPicking(form: HTMLFormElement): void {
  form.addEventListener("change", showPicked)
  const pickAll = need<HTMLButtonElement>("action", "pick-all")
  pickAll.hidden = false
  pickAll.addEventListener("click", () => {
    for (const pick of picks()) pick.checked = true
    showPicked()
  })
  const keep = need("export")
  keep.addEventListener("click", () => {
    const chosen = picks().filter(({ checked }) => checked).map(({ value }) => `&pick=${value}`)
    location.assign(`${keep.dataset["export"]}${chosen.join("")}`)
  })
  showPicked()
}

// ── Keys ─────────────────────────────────────────────────────────────────────────────────────────────────────

function go(by: number): void {
  const list = rows()
  if (list.length === 0) return
  list[current]?.removeAttribute("aria-current")
  current = Math.min(list.length - 1, Math.max(0, current + by))
  const row = list[current]
  row?.setAttribute("aria-current", "true")
  row?.querySelector("a")?.focus()
}

function pickOf(row: HTMLElement | undefined): HTMLInputElement | null {
  return row?.querySelector<HTMLInputElement>("[name=pick]") ?? null
}

function pick(): void {
  const box = pickOf(rows()[current])
  if (box === null) return
  box.checked = !box.checked
  showPicked()
}

/** Archives (or puts back) what is chosen, or else the message the reader is at. */
function archive(): void {
  const chosen = picks().some(({ checked }) => checked)
  const box = pickOf(rows()[current])
  if (!chosen && box !== null) box.checked = true
  if (chosen || box !== null) form?.requestSubmit(form.querySelector<HTMLButtonElement>("[value=archive], [value=restore]"))
}

function reply(): void {
  const link = rows()[current]?.querySelector("a")
  if (link && link.pathname.startsWith("/mail/messages/")) location.assign(`${link.pathname}/reply`)
}

function search(): void {
  const field = document.getElementById("q")
  if (field === null) return
  find<HTMLDetailsElement>("search-fold")?.setAttribute("open", "")
  field.focus()
}

startShortcuts({
  j: () => go(1),
  k: () => go(-1),
  x: pick,
  e: archive,
  r: reply,
  c: press("[data-action=compose]"),
  "/": search,
})
document.addEventListener("focusin", (event) => {
  const row = (event.target as HTMLElement).closest<HTMLElement>("[data-row]")
  if (row !== null) current = rows().indexOf(row)
})

startNews()
if (form !== null) startPicking(form)
if (all("draft").length > 0) void showDrafts(all("draft"))
