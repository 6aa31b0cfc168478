// A text field that proposes while one types (WAI-ARIA combobox with a list). The focus never leaves the field.

export interface Option<Value> {
  readonly value: Value
  readonly label: string
  readonly detail: string
}

export interface ComboboxOptions<Value> {
  readonly input: HTMLInputElement
  readonly list: HTMLElement
  /** What may be meant; aborted when more is typed. */
  readonly search: (text: string, signal: AbortSignal) => Promise<readonly Option<Value>[]>
  readonly chosen: (value: Value) => void
  /** Enter, or a separator, without anything chosen from the list. Gives what stays in the field. */
  readonly typed: (text: string) => Promise<string>
  readonly found: (count: number) => void
}

const PAUSE_MILLISECONDS = 180

export class Combobox<Value> {
  readonly #options: ComboboxOptions<Value>
  #shown: readonly Option<Value>[] = []
  #active = -1
  #timer: ReturnType<typeof setTimeout> | undefined
  #search = new AbortController()
  /** What was taken is looked up; until then it is nobody yet, and nothing else is taken. */
  #taking: Promise<void> = Promise.resolve()

  constructor(options: ComboboxOptions<Value>) {
    this.#options = options
    const { input, list } = options
    input.addEventListener("input", () => this.#later())
    input.addEventListener("keydown", (event) => this.#key(event))
    input.addEventListener("blur", () => setTimeout(() => this.#close(), 150))
    // Not click: the field would lose the focus, and the list its place.
    list.addEventListener("pointerdown", (event) => {
      event.preventDefault()
      const item = (event.target as HTMLElement).closest("[role=option]")
      if (item !== null) this.#choose([...list.children].indexOf(item))
    })
  }

  clear(): void {
    this.#options.input.value = ""
    this.#close()
  }

  #later(): void {
    clearTimeout(this.#timer)
    this.#search.abort()
    this.#timer = setTimeout(() => void this.#look(), PAUSE_MILLISECONDS)
  }

  async #look(): Promise<void> {
    const text = this.#options.input.value.trim()
    if (text.length < 2) return this.#close()
    this.#search = new AbortController()
    const { signal } = this.#search
    try {
      const found = await this.#options.search(text, signal)
      if (!signal.aborted) this.#show(found)
    } catch {
      if (!signal.aborted) this.#close() // Without proposals a whole address can still be typed.
    }
  }

  #show(found: readonly Option<Value>[]): void {
    const { list, input } = this.#options
    this.#shown = found
    this.#active = -1
    list.replaceChildren(...found.map((option, at) => this.#item(option, at)))
    list.hidden = found.length === 0
    input.setAttribute("aria-expanded", String(found.length > 0))
    input.removeAttribute("aria-activedescendant")
    this.#options.found(found.length)
  }

  #item(option: Option<Value>, at: number): HTMLElement {
    const item = document.createElement("li")
    item.id = `${this.#options.list.id}-${at}`
    item.setAttribute("role", "option")
    item.setAttribute("aria-selected", "false")
    const detail = document.createElement("span")
    detail.className = "quiet small"
    detail.textContent = option.detail
    item.append(option.label, detail)
    return item
  }

  #key(event: KeyboardEvent): void {
    const { input } = this.#options
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault()
      if (this.#shown.length === 0) return void this.#look()
      return this.#move(event.key === "ArrowDown" ? 1 : -1)
    }
    if (event.key === "Escape" && this.#shown.length > 0) {
      event.stopPropagation()
      return this.#close()
    }
    const separates = event.key === "Enter" || ((event.key === "," || event.key === ";") && input.value.includes("@"))
    if (!separates) return
    event.preventDefault()
    if (this.#active >= 0) this.#choose(this.#active)
    else void this.take()
  }

  #move(by: number): void {
    const { input, list } = this.#options
    const count = this.#shown.length
    this.#active = this.#active < 0 && by < 0 ? count - 1 : (this.#active + by + count) % count
    for (const [at, item] of [...list.children].entries()) item.setAttribute("aria-selected", String(at === this.#active))
    const active = list.children[this.#active]
    active?.scrollIntoView({ block: "nearest" })
    if (active) input.setAttribute("aria-activedescendant", active.id)
  }

  #choose(at: number): void {
    const option = this.#shown[at]
    if (option === undefined) return
    this.clear()
    this.#options.chosen(option.value)
  }

  /** What was typed, taken as it is, after what is being taken already. The page calls it too, before sending. */
  take(): Promise<void> {
    this.#taking = this.#taking.catch(() => undefined).then(() => this.#take())
    return this.#taking
  }

  /** Text that never was in the field, as a paste of many lines; what cannot be read of it goes there. */
  paste(text: string): void {
    const { input, typed } = this.#options
    this.#taking = this.#taking.catch(() => undefined).then(async () => {
      const rest = await typed(text)
      if (rest !== "") input.value = [input.value.trim(), rest].filter(Boolean).join("; ")
    })
  }

  async #take(): Promise<void> {
    const { input, typed } = this.#options
    const before = input.value
    clearTimeout(this.#timer)
    this.#search.abort()
    if (before.trim() !== "") {
      const rest = await typed(before.trim())
      // What was typed meanwhile stays too.
      input.value = input.value.startsWith(before) ? rest + input.value.slice(before.length) : input.value
    }
    this.#close()
  }

  #close(): void {
    this.#shown = []
    this.#active = -1
    this.#options.list.hidden = true
    this.#options.list.replaceChildren()
    this.#options.input.setAttribute("aria-expanded", "false")
    this.#options.input.removeAttribute("aria-activedescendant")
  }
}
