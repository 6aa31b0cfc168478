// The form that places a filing: the case by its number or a name, then whose piece it is, who may read it, and its exhibits.
import { need } from "../page/elements.ts"
import { api } from "../page/server.ts"
import { formatMoment, say } from "../page/words.ts"
import type { CaseCircleOut, CaseOut, CasesOut, DocketEntryOut } from "../wire/api.ts"
import type { OpenedFiling, Told } from "./filing.ts"
import { type Choice, proposedExhibits } from "./place.ts"
import { firstExhibit, replaceable, saysItReplaces } from "./replacing.ts"

const PAUSE = 250

const input = (id: string) => document.getElementById(id) as HTMLInputElement
const select = (id: string) => document.getElementById(id) as HTMLSelectElement

export class PlaceForm {
  readonly #told: Told
  readonly #filing: OpenedFiling
  #shown: CaseOut | null = null
  #docket: readonly DocketEntryOut[] = []
  #asked = 0

  constructor(told: Told, filing: OpenedFiling) {
    this.#told = told
    this.#filing = filing
  }

  /** Starts with the case the filing names, where it is one of this court's. */
  async start(): Promise<void> {
    let timer: ReturnType<typeof setTimeout> | undefined
    input("case-q").addEventListener("input", () => {
      clearTimeout(timer)
      timer = setTimeout(() => void this.#search(), PAUSE)
    })
    select("case").addEventListener("change", () => void this.#show(select("case").value))
    select("party").addEventListener("change", () => this.#offer())
    select("replaces").addEventListener("change", () => this.#number())
    select("kind").addEventListener("change", () => this.#number())
    await (this.#told.case === null ? this.#search() : this.#found(this.#told.case))
  }

  /** What the clerk chose; null while no case is chosen. */
  choice(): Choice | null {
    const circle = this.#shown?.circles.find(({ id }) => id === select("circle").value)
    if (this.#shown === null || circle === undefined) return null
    return { case: this.#shown.id, party: select("party").value, circle, kind: select("kind").value, exhibits: this.#exhibits(), replaces: select("replaces").value || null }
  }

  async #search(): Promise<void> {
    const q = input("case-q").value.trim()
    const asked = ++this.#asked
    const query = new URLSearchParams({ desk: this.#told.desk.box, q })
    const { cases } = q === "" ? { cases: [] } : await api<CasesOut>(`/api/cases?${query}`)
    // An earlier question may be answered later.
    if (asked !== this.#asked) return
    const options = cases.map(({ id, number, parties }) => new Option(`${number} · ${parties}`, id))
    select("case").replaceChildren(...(options.length === 0 ? [new Option(say("noCase"), "")] : options))
    await this.#show(cases[0]?.id ?? "")
  }

  async #found(id: string): Promise<void> {
    await this.#show(id)
    const { number = "", parties = "" } = this.#shown ?? {}
    select("case").replaceChildren(new Option(`${number} · ${parties}`, id))
  }

  async #show(id: string): Promise<void> {
    const [shown, docket] = id === "" ? [null, []] : await Promise.all([api<CaseOut>(`/api/cases/${id}`), api<DocketEntryOut[]>(`/api/cases/${id}/docket`)])
    this.#shown = shown
    this.#docket = docket
    const parties = this.#shown?.partyList ?? []
    select("party").replaceChildren(...parties.map(({ id: key, shortName }) => new Option(shortName, key)))
    const own = parties.find(({ id: key, mailbox }) => key === this.#told.party || (mailbox !== null && mailbox === this.#told.mailbox))
    if (own !== undefined) select("party").value = own.id
    const circles = (this.#shown?.circles ?? []).filter(({ own }) => own === null).sort((left, right) => rank(left) - rank(right))
    select("circle").replaceChildren(...circles.map((circle) => new Option(say(wordOf(circle)), circle.id)))
    this.#offer()
  }

  /** The pieces of the party that this one may replace (3.12); nothing is chosen, unless a file says that it replaces the only one. */
  #offer(): void {
    const pieces = replaceable(this.#docket, select("party").value)
    const words = new Map([...select("kind").options].map(({ value, text }) => [value, text]))
    const options = pieces.map(({ id, number, kind, filedAt }) => new Option(`${number}. ${words.get(kind) ?? kind}, ${formatMoment(new Date(filedAt))}`, id))
    select("replaces").replaceChildren(new Option(say("replacesNothing"), ""), ...options)
    const names = this.#filing.files.map(({ entry }) => entry.name)
    const [only, ...others] = pieces.filter(({ kind }) => kind === select("kind").value)
    if (only !== undefined && others.length === 0 && saysItReplaces(names)) select("replaces").value = only.id
    this.#number()
  }

  /** Proposes the numbers of exhibits; the clerk may change each. */
  #number(): void {
    const party = this.#shown?.partyList.find(({ id }) => id === select("party").value)
    const entries = this.#filing.files.map(({ entry }) => entry)
    const replaced = this.#docket.find(({ id }) => id === select("replaces").value)
    const first = firstExhibit(replaced, party?.nextExhibit ?? 1)
    need("keeps").textContent = replaced === undefined ? "" : say("keepsMoment", { n: replaced.number, when: formatMoment(new Date(replaced.filedAt)) })
    const proposed = proposedExhibits(entries, select("kind").value, first)
    need("exhibits").replaceChildren(...entries.map(({ number, name }) => line(number, name, proposed.get(number))))
  }

  #exhibits(): Map<number, number> {
    const found = [...need("exhibits").querySelectorAll("input")].filter(({ value }) => value !== "")
    // What is no number is nobody's exhibit, and the server says so; it is not left out in silence.
    return new Map(found.map(({ name, value }) => [Number(name), Number(value) || 0]))
  }
}

function line(number: number, name: string, exhibit: number | undefined): HTMLElement {
  const row = document.createElement("li")
  const label = document.createElement("label")
  label.className = "intake__exhibit"
  const field = document.createElement("input")
  field.className = "utrecht-textbox utrecht-textbox--html-input intake__number"
  field.inputMode = "numeric"
  field.name = String(number)
  field.value = exhibit === undefined ? "" : String(exhibit)
  field.setAttribute("aria-label", say("exhibitOf", { name }))
  label.append(field, name)
  row.append(label)
  return row
}

const KINDS: readonly string[] = ["open", "shielded", "court"]

function rank({ kind }: CaseCircleOut): number {
  return KINDS.indexOf(kind)
}

function wordOf({ kind }: CaseCircleOut): string {
  return kind === "open" ? "partiesOfAll" : kind === "court" ? "courtOnly" : "partiesWithout"
}
