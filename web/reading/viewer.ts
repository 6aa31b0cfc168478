// Reading a file without leaving the page: a PDF, an image or plain text in a window over the message.
import { need } from "../page/elements.ts"
import { say } from "../page/words.ts"
import type { FileEntry } from "../seal/manifest.ts"
import { kindOf, typeOf } from "./files.ts"
import { PdfRefused } from "../page/pdf-engine.ts"
import type { Pages } from "./pdf.ts"

export interface Shown {
  readonly entry: FileEntry
  readonly plain: Blob
  readonly name: string
  save(): void
}

const dialog = () => document.getElementById("viewer") as HTMLDialogElement
const pagesOf = () => need("viewer-pages")
let current: Shown | undefined
let pages: Pages | undefined
let address: string | undefined

/** Opens the window; what was shown before is forgotten. */
export async function view(shown: Shown): Promise<void> {
  clear()
  current = shown
  need("viewer-pages").setAttribute("aria-label", shown.name)
  document.getElementById("viewer-title")?.replaceChildren(shown.name)
  dialog().showModal()
  pagesOf().focus()
  const type = await typeOf(shown.plain, shown.entry)
  if (current !== shown) return
  const kind = kindOf(type)
  if (kind === "pdf") await showPdf(shown)
  else if (kind === "image") showImage(shown, type)
  else if (kind === "text") await showText(shown)
  else note("error", say("cannotShow"))
}

async function showPdf(shown: Shown): Promise<void> {
  note("loading", say("pdfOpening"))
  // pdf.js is large: it is fetched when somebody opens a PDF.
  const { openPdf } = await import("./pdf.ts")
  try {
    const opened = await openPdf(shown.plain, pagesOf(), pageChanged)
    if (current !== shown) return opened.close()
    pages = opened
    tools(true)
    pageChanged(1)
    scaleChanged()
  } catch (error) {
    if (!(error instanceof PdfRefused)) throw error
    note("error", say({ password: "pdfPassword", damaged: "pdfBroken", engine: "pdfEngine" }[error.why]))
  }
}

function showImage(shown: Shown, type: string): void {
  address = URL.createObjectURL(new Blob([shown.plain], { type }))
  const image = document.createElement("img")
  image.className = "viewer__image"
  image.alt = shown.name
  image.onerror = () => note("error", say("imageBroken"))
  image.src = address
  pagesOf().replaceChildren(image)
}

async function showText(shown: Shown): Promise<void> {
  const text = document.createElement("pre")
  text.className = "viewer__text"
  text.textContent = await shown.plain.text()
  pagesOf().replaceChildren(text)
}

function note(kind: "loading" | "error", text: string): void {
  const paragraph = document.createElement("p")
  paragraph.className = kind === "loading" ? "loading" : "viewer__note"
  paragraph.setAttribute("role", kind === "loading" ? "status" : "alert")
  paragraph.textContent = text
  pagesOf().replaceChildren(paragraph)
}

function tools(shown: boolean): void {
  need("viewer-tools").hidden = !shown
  need("viewer-zoom").hidden = !shown
}

const pageField = () => document.getElementById("viewer-page") as HTMLInputElement

function pageChanged(number: number): void {
  if (pages === undefined) return
  if (document.activeElement !== pageField()) pageField().value = String(number)
  need("viewer-count").textContent = say("pageOf", { n: pages.count })
}

function scaleChanged(): void {
  if (pages !== undefined) need("viewer-scale").textContent = `${Math.round(pages.zoom * 100)}%`
}

function zoom(factor: number): void {
  pages?.setZoom(Math.min(4, Math.max(0.5, Math.round(pages.zoom * factor * 20) / 20)))
  scaleChanged()
}

function clear(): void {
  pages?.close()
  pages = undefined
  current = undefined
  if (address !== undefined) URL.revokeObjectURL(address)
  address = undefined
  tools(false)
  pagesOf().replaceChildren()
}

const KEYS: Readonly<Record<string, () => void>> = {
  PageDown: () => pages?.go(pages.current + 1),
  PageUp: () => pages?.go(pages.current - 1),
  ArrowRight: () => pages?.go(pages.current + 1),
  ArrowLeft: () => pages?.go(pages.current - 1),
  Home: () => pages?.go(1),
  End: () => pages?.go(pages.count),
  "+": () => zoom(1.25),
  "=": () => zoom(1.25),
  "-": () => zoom(0.8),
}

/** Wires the window's buttons and keys, once. */
export function startViewer(): void {
  const on = (action: string, act: () => void) => need("action", `viewer-${action}`).addEventListener("click", act)
  on("previous", () => pages?.go(pages.current - 1))
  on("next", () => pages?.go(pages.current + 1))
  on("larger", () => zoom(1.25))
  on("smaller", () => zoom(0.8))
  on("download", () => current?.save())
  on("close", () => dialog().close())
  pageField().addEventListener("change", () => pages?.go(Number.parseInt(pageField().value, 10) || 1))
  dialog().addEventListener("close", clear)
  dialog().addEventListener("keydown", (event) => {
    const act = KEYS[event.key]
    const typing = event.target instanceof HTMLInputElement
    if (act === undefined || pages === undefined || typing || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    act()
  })
}
