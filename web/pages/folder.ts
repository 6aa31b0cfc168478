// A folder: choosing several messages, keyboard shortcuts, and the titles of drafts, which only this device can read.
import { all, find, need } from "../page/elements.ts"
import { say } from "../page/words.ts"
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

const OFF = "zegel.shortcuts-off"
const dialog = document.getElementById("shortcuts") as HTMLDialogElement

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

const KEYS: Readonly<Record<string, () => void>> = {
  j: () => go(1),
  k: () => go(-1),
  x: pick,
  e: archive,
  r: reply,
  c: () => find<HTMLAnchorElement>("action", "compose")?.click(),
  "/": () => document.getElementById("q")?.focus(),
  "?": () => dialog.showModal(),
}

function typing(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches("input:not([type=checkbox]), textarea, select, [contenteditable]")
}

function startKeys(): void {
  addEventListener("keydown", (event) => {
    const act = KEYS[event.key]
    if (act === undefined || event.ctrlKey || event.altKey || event.metaKey || dialog.open || typing(event.target)) return
    if (localStorage.getItem(OFF) !== null && event.key !== "?") return
    event.preventDefault()
    act()
  })
  document.addEventListener("focusin", (event) => {
    const row = (event.target as HTMLElement).closest<HTMLElement>("[data-row]")
    if (row !== null) current = rows().indexOf(row)
  })
  const on = need<HTMLInputElement>("action", "shortcuts-on")
  on.checked = localStorage.getItem(OFF) === null
  on.addEventListener("change", () => (on.checked ? localStorage.removeItem(OFF) : localStorage.setItem(OFF, "1")))
  const open = find("action", "shortcuts")
  if (open === null) return
  open.hidden = false
  open.addEventListener("click", () => dialog.showModal())
}

// On a phone the messages come first, and the other mailboxes when asked for.
if (matchMedia("(max-width: 55.99em)").matches) find("boxes")?.removeAttribute("open")
if (form !== null) startPicking(form)
startKeys()
if (all("draft").length > 0) void showDrafts(all("draft"))
