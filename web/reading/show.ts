// Writing an opened message into the page. Everything a sender wrote goes in as text, never as markup.
import { all, find, fromTemplate, icon, need, span } from "../page/elements.ts"
import { formatBytes, formatMoment, NEW_CASE, say } from "../page/words.ts"
import type { FileEntry, Party } from "../seal/manifest.ts"
import { type Kind, mayShow, promisedKind } from "./files.ts"
import type { Letter } from "./letter.ts"
import { shownName } from "./names.ts"
import { readersOf } from "./readers.ts"
import { recipientName, type Told } from "./recipients.ts"

export type State = "opening" | "open" | "refused" | "failed" | "locked" | "differs"

export function showState(state: State, root: ParentNode = document): void {
  for (const part of all("state", undefined, root)) part.hidden = part.dataset["state"] !== state
}

export function showLetter({ manifest, sealed, told }: Letter): void {
  const name = told.person === null ? told.sender : say("behalf", { person: told.person, name: told.sender })
  need("fact", "from").textContent = name
  need("fact", "organisation").textContent = told.organisation === "" ? "" : `, ${told.organisation}`
  const title = find("fact", "title")
  if (title !== null) title.textContent = say("messageFrom", { name: told.sender })
  need("fact", "to").replaceChildren(...manifest.recipients.map((party) => recipient(party, told)))
  need("row-of", "to").hidden = manifest.recipients.length === 0
  need("fact", "case").textContent = told.subject === NEW_CASE ? say("newCase") : told.subject
  need("fact", "received").textContent = formatMoment(new Date(told.receivedAt))
  need("fact", "secret").hidden = !manifest.secret
  const { sentence, lines } = readersOf(manifest, sealed, told)
  need("sealed-for").textContent = sentence
  need("readers").replaceChildren(...lines.map((text) => Object.assign(document.createElement("li"), { textContent: text })))
  need("text").textContent = manifest.text
  need("text").hidden = manifest.text === ""
}

/** The alarm over a letter that does not agree with the log. `anyway` is when the reader wants to see it all the same. */
export function showDifferences({ told }: Letter, anyway: () => void): HTMLElement {
  const alarm = need("alarm", "differs")
  const items = told.differences.map(({ code, signed, recorded }) => {
    const words = `differs-${code}`.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
    const values = { signed: shownName(signed) || say("nobody"), recorded: shownName(recorded) || say("nobody") }
    return Object.assign(document.createElement("li"), { textContent: say(words, values) })
  })
  need("differences", undefined, alarm).replaceChildren(...items)
  alarm.hidden = false
  need("action", "show-anyway", alarm).addEventListener("click", () => {
    need("differs-anyway", undefined, alarm).hidden = true
    anyway()
  }, { once: true })
  return alarm
}

function recipient(party: Party, told: Told): HTMLElement {
  const line = document.createElement("div")
  const { name, written } = recipientName(party, told)
  const address = span(written ? `${party.address} (${say("asWritten")})` : party.address)
  address.className = written ? "quiet small" : "quiet small message__address"
  line.append(name, " ", address)
  return line
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
