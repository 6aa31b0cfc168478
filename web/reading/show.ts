// Writing an opened message into the page. Everything a sender wrote goes in as text, never as markup.
import { all, find, fromTemplate, icon, need, span } from "../page/elements.ts"
import { formatBytes, language, say } from "../page/words.ts"
import type { FileEntry, Party } from "../seal/manifest.ts"
import { type Kind, mayShow, promisedKind } from "./files.ts"
import type { Letter } from "./letter.ts"
import { shownName } from "./names.ts"

export type State = "opening" | "open" | "refused" | "failed" | "locked"

export function showState(state: State, root: ParentNode = document): void {
  for (const part of all("state", undefined, root)) part.hidden = part.dataset["state"] !== state
}

export function showLetter({ manifest, sealed }: Letter): void {
  const { sender } = sealed
  const behalf = sender.userName !== null && sender.userName !== sender.name
  need("fact", "from").textContent = behalf ? say("behalf", { person: sender.userName ?? "", name: sender.name }) : sender.name
  need("fact", "to").replaceChildren(...manifest.recipients.map(recipient))
  need("row-of", "to").hidden = manifest.recipients.length === 0
  // A guest is "you"; a mailbox has its own name, because it may have several readers.
  const named = (party: { id: string; name: string }) => (party.id === sealed.guest ? say("you") : party.name)
  const readers = [...new Set([sender, ...manifest.recipients].map(named))]
  need("sealed-for").textContent = say("sealedFor", { names: listed(readers) })
  need("text").textContent = manifest.text
  need("text").hidden = manifest.text === ""
}

function recipient(party: Party): HTMLElement {
  const line = document.createElement("div")
  const address = span(party.address)
  address.className = "quiet small"
  line.append(party.name, " ", address)
  return line
}

/** "A, B en C". */
function listed(names: readonly string[]): string {
  return new Intl.ListFormat(language(), { type: "conjunction" }).format(names)
}

export interface Row {
  readonly element: HTMLElement
  /** Shows how far fetching is; null takes the bar away. */
  progress(part: number | null): void
  /** Puts a sentence beside the file: what went wrong, or that it was checked. */
  tell(kind: "ok" | "error" | null, text?: string): void
}

export interface FileActions {
  open(entry: FileEntry, row: Row, button: HTMLButtonElement): void
  download(entry: FileEntry, row: Row, button: HTMLButtonElement): void
}

export function showFiles(entries: readonly FileEntry[], actions: FileActions): Map<number, Row> {
  const section = need("files")
  section.hidden = entries.length === 0
  const title = entries.length === 1 ? say("filesOne") : say("filesMany", { n: entries.length })
  need("files-title").textContent = title
  const rows = entries.map((entry) => [entry.number, fileRow(entry, actions)] as const)
  need("file-list").replaceChildren(...rows.map(([, row]) => row.element))
  return new Map(rows)
}

const SIGNS: Readonly<Record<Kind, string>> = { pdf: "pdf", image: "image", text: "file", file: "file" }

/** A file of a list, with what can be done with it. */
export function fileRow(entry: FileEntry, actions: FileActions): Row {
  const element = fromTemplate("file-row")
  const kind = promisedKind(entry)
  const name = entry.name === "" ? say("unnamed") : shownName(entry.name)
  element.dataset["file"] = String(entry.number)
  part(element, ".file__number").textContent = String(entry.number)
  part(element, ".file__sign").replaceChildren(icon(SIGNS[kind]))
  need("file-name", undefined, element).textContent = name
  part(element, ".file__facts").replaceChildren(...facts(entry, kind).map(span))
  const row: Row = { element, progress: progressOf(element, name), tell: tellOf(element) }
  for (const action of ["open", "download"] as const) {
    const button = need<HTMLButtonElement>("action", action, element)
    button.setAttribute("aria-label", say(`${action}Name`, { name }))
    button.addEventListener("click", () => actions[action](entry, row, button))
    if (action === "open") button.hidden = !mayShow(entry)
  }
  return row
}

function facts(entry: FileEntry, kind: Kind): string[] {
  const ending = /\.([A-Za-z0-9]{1,5})$/.exec(entry.name)?.[1]?.toUpperCase() ?? ""
  const pages = entry.pages ?? 0
  const counted = pages === 1 ? say("pagesOne") : say("pagesMany", { n: pages })
  return [kind === "pdf" ? "PDF" : ending, formatBytes(entry.size), pages > 0 ? counted : ""].filter((text) => text !== "")
}

function part(root: ParentNode, css: string): HTMLElement {
  const found = root.querySelector<HTMLElement>(css)
  if (found === null) throw new Error(`the row has no ${css}`)
  return found
}

function progressOf(element: HTMLElement, name: string): Row["progress"] {
  let bar: HTMLElement | undefined
  return (done) => {
    if (done === null) {
      bar?.remove()
      bar = undefined
      return
    }
    bar ??= newBar(element, name)
    part(bar, "progress").setAttribute("value", String(Math.round(done * 100)))
  }
}

function newBar(element: HTMLElement, name: string): HTMLElement {
  const bar = fromTemplate("file-progress")
  const id = `progress-${element.dataset["file"]}`
  const label = part(bar, "label") as HTMLLabelElement
  const progress = part(bar, "progress")
  label.textContent = say("fetching")
  label.htmlFor = progress.id = id
  progress.setAttribute("aria-label", `${say("fetching")}: ${name}`)
  part(element, ".file__main").append(bar)
  return bar
}

function tellOf(element: HTMLElement): Row["tell"] {
  return (kind, text = "") => {
    find("file-said", undefined, element)?.remove()
    element.classList.toggle("file--error", kind === "error")
    if (kind === null) return
    const said = document.createElement(kind === "ok" ? "span" : "p")
    said.dataset["fileSaid"] = ""
    said.className = kind === "ok" ? "status status--ok status--bare" : "file__reason"
    said.append(icon(kind), text)
    part(element, kind === "ok" ? ".file__facts" : ".file__main").append(said)
  }
}
