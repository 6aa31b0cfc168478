// One row of the list of files: shows a FileItem and its upload, and tells what the reader wants done with it.
import { find, fromTemplate, icon, need, span } from "../page/elements.ts"
import { formatBytes, say } from "../page/words.ts"
import { faultOf, type FileItem, isPdf, type Remark } from "./file-item.ts"
import type { Upload } from "./upload.ts"

export interface RowActions {
  move(key: string, by: number): void
  /** Dragged onto another row. */
  place(key: string, before: string): void
  rename(key: string, name: string): void
  remove(key: string): void
  replace(key: string, file: File): void
  look(key: string, button: HTMLButtonElement): void
  describe(key: string, text: string): void
  act(key: string, act: NonNullable<Remark["act"]>): void
  retry(key: string): void
}

export interface RowFacts {
  readonly number: number
  readonly count: number
  readonly remarks: readonly Remark[]
}

const DRAGGED = "application/x-zegel-file"

export class FileRow {
  readonly element = fromTemplate("file-row")
  readonly #key: string
  readonly #actions: RowActions
  #picture: HTMLCanvasElement | undefined

  constructor(key: string, actions: RowActions) {
    this.#key = key
    this.#actions = actions
    this.element.id = `file-${key}`
    this.element.tabIndex = -1
    this.#listen()
    this.#drag()
  }

  focus(): void {
    this.element.focus()
  }

  show(item: FileItem, facts: RowFacts): void {
    this.#part("file-number").textContent = String(facts.number)
    this.#part("file-sign").replaceChildren(this.#picture ?? icon(isPdf(item) ? "pdf" : item.type.startsWith("image/") ? "image" : "file"))
    // After a reload only the sealed file is left, which this page has no key of.
    this.#button("look").disabled = item.file === null || !mayLook(item)
    this.#part("file-name").textContent = item.name
    this.#part("file-facts").replaceChildren(...this.#facts(item))
    this.#button("up").disabled = facts.number === 1
    this.#button("down").disabled = facts.number === facts.count
    for (const name of ["up", "down", "rename", "replace", "look", "remove"]) this.#name(name, item)
    this.#described()?.setAttribute("aria-label", say("filesDescribe", { name: item.name }))
    const described = this.#described()
    if (described !== null && described.value !== item.described) described.value = item.described ?? ""
    const worst = facts.remarks.some(({ level }) => level === "error")
    this.element.classList.toggle("file--error", worst)
    this.#part("file-remarks").replaceChildren(...facts.remarks.map((remark) => this.#remark(remark)))
  }

  /** Shows what the file looks like, small, in the place of its sign. */
  picture(drawn: HTMLCanvasElement): void {
    this.#picture = drawn
    this.#part("file-sign").replaceChildren(drawn)
  }

  progress(upload: Upload | undefined, item: FileItem): void {
    const line = this.#part("file-progress")
    const shown = upload !== undefined && upload.phase !== "done"
    line.hidden = !shown
    this.#button("retry").hidden = upload?.phase !== "failed"
    const bar = this.#part<HTMLProgressElement>("file-bar")
    if (!shown) return
    bar.hidden = upload.phase === "failed"
    bar.max = Math.max(1, upload.total)
    bar.value = upload.phase === "sealing" ? 0 : upload.done
    bar.setAttribute("aria-label", say("filesProgress", { name: item.name }))
    this.#part("file-progress-text").textContent = phaseText(upload)
  }

  #facts(item: FileItem): HTMLElement[] {
    const words = [isPdf(item) ? "PDF" : kindOf(item), formatBytes(item.size)]
    const pages = item.pdf?.pages
    if (pages) words.push(say(pages === 1 ? "filesPage" : "filesPages", { n: pages }))
    const spans = words.filter((word) => word !== "").map(span)
    if (item.check === "checking") spans.push(span(say("filesChecking")))
    else if (item.pdf !== null && faultOf(item.pdf) === null) {
      // "Opens well" beside a reason why it may not be seen well would be no word to go by.
      if (item.pdf.findings.every((finding) => finding === "signed")) spans.push(badge("ok", say("filesOpens")))
      if (item.pdf.findings.includes("signed")) spans.push(span(say("filesSigned")))
    }
    return spans
  }

  #remark(remark: Remark): HTMLElement {
    const item = document.createElement("li")
    item.className = "cluster cluster--tight"
    item.append(badge(remark.level, say(remark.text, remark.values)))
    const { act } = remark
    if (act !== undefined) item.append(this.#remedy(act, remark))
    return item
  }

  #remedy(act: NonNullable<Remark["act"]>, remark: Remark): HTMLButtonElement {
    const button = document.createElement("button")
    button.type = "button"
    button.className = "utrecht-button utrecht-button--secondary-action button--small"
    const words = { photo: "filesMakePdf", document: "filesHowPdf", accept: "filesAccept", rename: remark.text === "filesSameName" ? "filesNumberName" : "filesTakeName" }
    button.textContent = say(words[act], remark.values)
    button.addEventListener("click", () => {
      this.#actions.act(this.#key, act)
      // The button is gone with its remark; the row keeps the place of the reader.
      if (!button.isConnected) this.focus()
    })
    return button
  }

  #listen(): void {
    const on = (name: string, act: () => void) => this.#button(name).addEventListener("click", act)
    on("up", () => this.#moved(-1, "up"))
    on("down", () => this.#moved(1, "down"))
    on("look", () => this.#actions.look(this.#key, this.#button("look")))
    on("remove", () => this.#actions.remove(this.#key))
    const other = this.#part<HTMLInputElement>("file-other")
    on("replace", () => other.click())
    other.addEventListener("change", () => {
      const [file] = other.files ?? []
      if (file !== undefined) this.#actions.replace(this.#key, file)
      other.value = ""
    })
    on("retry", () => this.#actions.retry(this.#key))
    on("rename", () => this.#edit())
    this.#described()?.addEventListener("input", (event) => this.#actions.describe(this.#key, (event.target as HTMLInputElement).value))
    on("rename-save", () => this.#save())
    on("rename-cancel", () => this.#endEdit())
    this.#input().addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== "Escape") return
      event.preventDefault()
      event.stopPropagation()
      if (event.key === "Enter") this.#save()
      else this.#endEdit()
    })
  }

  /** The focus stays on the button that moved the row, or goes to its twin at the end of the list. */
  #moved(by: number, name: string): void {
    this.#actions.move(this.#key, by)
    const button = this.#button(name)
    ;(button.disabled ? this.#button(by < 0 ? "down" : "up") : button).focus()
  }

  #edit(): void {
    const input = this.#input()
    input.id = `file-name-${this.#key}`
    find<HTMLLabelElement>("file-rename-label", undefined, this.element)?.setAttribute("for", input.id)
    input.value = this.#part("file-name").textContent
    this.#part("file-rename").hidden = false
    this.#part("file-name").hidden = true
    input.focus()
    const dot = input.value.lastIndexOf(".")
    input.setSelectionRange(0, dot > 0 ? dot : input.value.length)
  }

  #save(): void {
    const name = this.#input().value.trim()
    this.#endEdit()
    if (name !== "") this.#actions.rename(this.#key, name)
  }

  #endEdit(): void {
    this.#part("file-rename").hidden = true
    this.#part("file-name").hidden = false
    this.#button("rename").focus()
  }

  #drag(): void {
    const grip = this.#part("file-grip")
    grip.addEventListener("pointerdown", () => (this.element.draggable = true))
    grip.addEventListener("pointerup", () => (this.element.draggable = false))
    this.element.addEventListener("dragstart", (event) => {
      event.dataTransfer?.setData(DRAGGED, this.#key)
      this.element.dataset["moving"] = ""
    })
    this.element.addEventListener("dragend", () => {
      this.element.draggable = false
      delete this.element.dataset["moving"]
    })
    this.element.addEventListener("dragover", (event) => {
      if (event.dataTransfer?.types.includes(DRAGGED)) event.preventDefault()
    })
    this.element.addEventListener("drop", (event) => {
      const key = event.dataTransfer?.getData(DRAGGED)
      if (!key) return
      event.preventDefault()
      this.#actions.place(key, this.#key)
    })
  }

  #name(button: string, item: FileItem): void {
    const word = say(`files${button[0]?.toUpperCase()}${button.slice(1)}`, { name: item.name })
    this.#button(button).setAttribute("aria-label", word)
    // A sign alone tells little to who sees it.
    this.#button(button).title = word
  }

  #part<T extends HTMLElement = HTMLElement>(name: string): T {
    return need<T>(name, undefined, this.element)
  }

  #button(action: string): HTMLButtonElement {
    return need<HTMLButtonElement>("action", `file-${action}`, this.element)
  }

  /** Where a page asks what each file is; others have no such field. */
  #described(): HTMLInputElement | null {
    return find<HTMLInputElement>("file-described", undefined, this.element)
  }

  #input(): HTMLInputElement {
    return this.#part<HTMLInputElement>("file-rename-input")
  }
}

const mayLook = (item: FileItem): boolean => isPdf(item) || item.type.startsWith("image/") || item.type === "text/plain"

function phaseText(upload: Upload): string {
  const values = { done: formatBytes(upload.done), total: formatBytes(upload.total), reason: upload.reason }
  if (upload.phase === "failed" || upload.phase === "retrying") return say(upload.phase === "failed" ? "filesFailed" : "filesRetrying", values)
  return say({ waiting: "filesWaiting", sealing: "filesSealing", sending: "filesSending", paused: "filesPausedAt", done: "" }[upload.phase], values)
}

function kindOf({ name, type }: FileItem): string {
  const ending = /\.([A-Za-z0-9]{1,5})$/.exec(name)?.[1]
  return ending?.toUpperCase() ?? type
}

const BADGES = { ok: "safe", warning: "warning", error: "danger" } as const

/** components/status.html, made by script. */
export function badge(kind: "ok" | "warning" | "error", text: string): HTMLSpanElement {
  const element = document.createElement("span")
  element.className = `utrecht-status-badge utrecht-status-badge--${BADGES[kind]} status status--${kind} status--bare`
  element.append(icon(kind), span(text))
  return element
}
