// Saved filters: how somebody looks at a list, under a name. A name can be of a person and what is looked for too, so both are sealed
// on this device, to one's own mailbox or, where somebody shares it, to the team's (docs/formats.md, Saved filter).
import { find } from "../page/elements.ts"
import { api, Problem } from "../page/server.ts"
import { announce, say } from "../page/words.ts"
import { type Account, accountIfUnlocked } from "../session/account.ts"
import { fetchKept, keep, type Kept } from "../session/kept.ts"
import { askedIn, searchAddress } from "./asking.ts"

/** The lists, by the name under which a filter is of one. */
type List = "mail" | "cases"

export interface Filter {
  readonly id: string
  readonly version: number
  readonly box: string
  readonly list: List
  readonly name: string
  /** What is asked of the list, by the names of its address. */
  readonly asked: Readonly<Record<string, string>>
  /** The mailbox and folder it is of; empty for cases. */
  readonly place: string
}

/** What the address of each list may ask; from where a list goes on is no part of a filter. */
const ASKED: Readonly<Record<List, readonly string[]>> = { mail: ["q", "unread", "charge"], cases: ["q", "state", "desk"] }
const PLACE = /^[0-9a-f-]{36}\/(in|out|archive|later|search)$/

/** What a list is asked now; empty where it shows everything. */
export function askedBy(here: Pick<Location, "search" | "hash">, list: List): Record<string, string> {
  const given = new URLSearchParams(here.search)
  if (here.hash !== "") given.set("q", askedIn(here))
  return Object.fromEntries(ASKED[list].flatMap((key) => (given.get(key) ? [[key, given.get(key) ?? ""]] : [])))
}

/** Where a filter leads: made of its parts here, so that nothing sealed by another leads elsewhere. */
export function addressOf({ list, place, asked }: Pick<Filter, "list" | "place" | "asked">): string {
  const path = list === "cases" ? "/cases" : `/mail/${place}`
  if (place.endsWith("/search")) return searchAddress(path, asked["q"] ?? "")
  return `${path}?${new URLSearchParams(Object.entries(asked))}`
}

export function filterOf({ id, version, content }: Kept, box: string): Filter | null {
  const { name, list, place, asked } = content
  if (typeof name !== "string" || name === "" || (list !== "mail" && list !== "cases")) return null
  if (typeof place !== "string" || (list === "mail" && !PLACE.test(place)) || typeof asked !== "object" || asked === null) return null
  const known = Object.entries(asked).filter(([key, value]) => ASKED[list].includes(key) && typeof value === "string")
  return { id, version, box, list, name, place, asked: Object.fromEntries(known) as Record<string, string> }
}

/** Shows the filters of this list, and keeps new ones. Nothing happens where this browser holds no keys. */
export async function startFilters(): Promise<void> {
  const section = find("saved-filters")
  const me = section === null ? null : await accountIfUnlocked()
  if (section !== null && me !== null) await new SavedFilters(section, me).start()
}

type Attributes = Readonly<Record<string, string>>

function made<K extends keyof HTMLElementTagNameMap>(tag: K, attributes: Attributes, ...inside: (Node | string)[]): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value)
  element.append(...inside)
  return element
}

function button(words: string, label: string, act: () => void): HTMLButtonElement {
  const element = made("button", { type: "button", class: "plain-button", "aria-label": label }, words)
  element.addEventListener("click", act)
  return element
}

/** The section of a page with its filters: made here, since a page without keys has none. */
export class SavedFilters {
  readonly #section: HTMLElement
  readonly #me: Account
  readonly #list: List
  readonly #place: string
  readonly #own: string | undefined
  /** The team's mailbox, where this is a list of one. */
  readonly #team: string | undefined
  readonly #mayShare: boolean

  readonly #links = made("ul", { class: "filters", translate: "no" })
  readonly #name = made("input", { id: "filter-name", class: "utrecht-textbox utrecht-textbox--html-input", maxlength: "60", autocomplete: "off", "aria-describedby": "filter-hint" })
  readonly #share = made("input", { type: "checkbox", id: "filter-share" })
  readonly #shareLine = made("div", { class: "choice" }, this.#share, made("label", { for: "filter-share" }, say("filterShare")))
  readonly #form = made("form", { method: "dialog", class: "stack stack-xs" },
    made("label", { for: "filter-name" }, say("filterName")), made("p", { id: "filter-hint", class: "quiet" }, say("filterHint")), this.#name, this.#shareLine,
    made("div", { class: "actions" }, made("button", { class: "utrecht-button utrecht-button--secondary-action button--small" }, say("filterSave"))))
  readonly #nothing = made("p", { class: "quiet" }, say("filterNothing"))
  readonly #wrong = made("p", { role: "alert" })
  readonly #rows = made("ul", { class: "list-plain stack stack-2xs" })
  readonly #summary = made("summary", {}, say("filterOpen"))

  /** The one whose name is being changed. */
  #renaming: Filter | null = null

  constructor(section: HTMLElement, me: Account) {
    this.#section = section
    this.#me = me
    this.#list = section.dataset["savedFilters"] === "cases" ? "cases" : "mail"
    this.#place = section.dataset["place"] ?? ""
    this.#own = me.boxes.find(({ kind, delegated }) => kind === "personal" && !delegated)?.id
    const here = me.box(section.dataset["box"] ?? "")
    this.#team = here?.kind === "team" ? here.id : undefined
    this.#mayShare = here?.kind === "team" && here.right !== "read"
  }

  async start(): Promise<void> {
    if (this.#own === undefined && this.#team === undefined) return
    await this.#show()
    this.#form.addEventListener("submit", (event) => {
      event.preventDefault()
      void this.#told(() => this.#keep())
    })
    this.#offer()
    const folded = made("div", { class: "stack stack-xs" }, this.#form, this.#nothing, this.#wrong, this.#rows)
    this.#section.replaceChildren(this.#links, made("details", { class: "small" }, this.#summary, folded))
    this.#section.setAttribute("aria-label", say("filters"))
    this.#section.hidden = false
  }

  get #asked(): Record<string, string> {
    return askedBy(location, this.#list)
  }

  /** The field for a name, where there is something to keep or to rename; whether to share is asked where both can be. */
  #offer(): void {
    const something = Object.keys(this.#asked).length > 0 && (this.#own !== undefined || this.#mayShare)
    this.#form.hidden = !something && this.#renaming === null
    this.#nothing.hidden = !this.#form.hidden
    this.#shareLine.hidden = this.#own === undefined || !this.#mayShare || this.#renaming !== null
  }

  async #show(): Promise<void> {
    const boxes = [this.#own, this.#team].filter((box) => box !== undefined)
    const found = await Promise.all(boxes.map(async (box) => (await fetchKept(box, this.#me, "filter")).kept.map((kept) => filterOf(kept, box))))
    const mailbox = (place: string) => place.split("/")[0]
    const here = found.flat().filter((filter) => filter !== null).filter(({ list, place }) => list === this.#list && mailbox(place) === mailbox(this.#place))
    const filters = here.sort((a, b) => a.name.localeCompare(b.name, "nl"))
    this.#links.replaceChildren(...filters.map((filter) => this.#link(filter)))
    this.#rows.replaceChildren(...filters.map((filter) => this.#row(filter)))
  }

  #link(filter: Filter): HTMLElement {
    const address = addressOf(filter)
    const shown = addressOf({ list: this.#list, place: this.#place, asked: this.#asked })
    return made("li", {}, made("a", { href: address, ...(address === shown ? { "aria-current": "true" } : {}) }, filter.name))
  }

  #row(filter: Filter): HTMLElement {
    const { name, box } = filter
    const shared = box === this.#team
    const acts = [
      button(say("filterRenameShort"), say("filterRename", { name }), () => this.#rename(filter)),
      button(say("filterRemoveShort"), say("filterRemove", { name }), () => void this.#told(() => this.#remove(filter))),
    ]
    const told = made("span", { class: "quiet" }, say("filterShared"))
    return made("li", { class: "cluster" }, made("span", { translate: "no" }, name), ...(shared ? [told] : []), ...(shared && !this.#mayShare ? [] : acts))
  }

  #rename(filter: Filter): void {
    this.#renaming = filter
    this.#name.value = filter.name
    this.#offer()
    this.#name.focus()
  }

  async #remove({ id, name }: Filter): Promise<void> {
    await api(`/api/texts/${id}`, { method: "DELETE" })
    if (this.#renaming?.id === id) this.#renaming = null
    await this.#done(say("filterGone", { name }))
  }

  async #keep(): Promise<void> {
    const name = this.#name.value.trim()
    if (name === "") return this.#name.focus()
    const shared = this.#own === undefined || (this.#share.checked && !this.#shareLine.hidden)
    const box = (shared ? this.#team : undefined) ?? this.#own ?? ""
    const { id, version, ...filter } = this.#renaming ?? { id: crypto.randomUUID(), version: 0, box, list: this.#list, place: this.#place, asked: this.#asked }
    const { list, place, asked } = filter
    await keep(filter.box, this.#me, "filter", { id, version, content: { v: 1, name, list, place, asked } })
    this.#renaming = null
    await this.#done(say("filterKept", { name }))
  }

  async #done(words: string): Promise<void> {
    this.#name.value = this.#renaming?.name ?? ""
    await this.#show()
    this.#offer()
    announce(words)
    this.#summary.focus()
  }

  /** What the server refuses stands under the field. */
  async #told(work: () => Promise<void>): Promise<void> {
    this.#wrong.textContent = ""
    try {
      await work()
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      this.#wrong.textContent = error.detail
    }
  }
}
