// The composer as an assistant of Annex VI: shows every check with its article, takes answers and reasons, and words what the
// message itself must show. The page has templates/composer/assistant.html.
import { all, fromTemplate, icon, need } from "../page/elements.ts"
import type { FieldError } from "../page/errors.ts"
import { say } from "../page/words.ts"
import {
  type Answers, type Check, checks, mainPages, namedAsSummons, NO_ANSWERS, passed, type Place, reasonOf, REASON_ABOVE, type Seen, shownRule,
  statements, SUMMARY_ABOVE, unsettled,
} from "./assistant-rules.ts"

/** docs/formats.md, Draft: what a draft of a filing remembers besides. */
export interface SavedFiling {
  readonly place: Place
  readonly answers: Answers
}

/** What the server is told of a filing. */
export interface FilingPart {
  readonly court: string
  readonly location: string
  readonly matter: string
  readonly kind: string
  readonly number: string
  readonly secret: boolean
  readonly copies: string
  /** How many of the files are named as the (draft) summons. */
  readonly summons: number
  readonly acknowledged: readonly string[]
}

const ICONS = { ok: "ok", note: "info", warn: "warning", do: "warning" } as const

export class Assistant {
  readonly place: Place
  readonly #list = need("checks")
  readonly #rows = new Map<string, HTMLElement>()
  readonly #changed: () => void
  #answers: Answers
  #found: Check[] = []
  #seen: Seen | null = null

  constructor(saved: SavedFiling, changed: () => void) {
    this.place = saved.place
    this.#answers = { ...NO_ANSWERS, ...saved.answers, ...(saved.place.portal?.others === "" ? { copies: "here" } : {}) }
    this.#changed = changed
    this.#describe()
    this.#restore()
    for (const field of all("answer")) field.addEventListener(field.matches("input[type=text]") ? "input" : "change", () => this.#read())
  }

  saved(): SavedFiling {
    return { place: this.place, answers: this.#answers }
  }

  show(seen: Seen): void {
    this.#seen = seen
    this.#found = checks(this.place, seen, this.#answers)
    const pages = mainPages(this.place, seen)
    need("long").hidden = pages <= SUMMARY_ABOVE
    need("very-long").hidden = pages <= REASON_ABOVE
    for (const [rule, row] of this.#rows) if (!this.#found.some((check) => check.rule === rule)) this.#drop(rule, row)
    for (const [at, check] of this.#found.entries()) this.#showCheck(check, at)
    const left = unsettled(this.#found, this.#answers).length
    const statement = this.statement()
    need("statement").textContent = statement
    const fold = need("statement").closest("details")
    if (fold !== null) fold.hidden = statement === ""
    need("checks-sum").textContent = left === 0 ? say("assistAllGood") : say("assistLeft", { n: left })
  }

  /** What must still be settled, but for files that are too large: the list of files says that, of each by name. */
  blockers(): FieldError[] {
    return unsettled(this.#found, this.#answers).filter(({ rule }) => rule !== "VI-6.6").map((check) => ({
      id: check.state === "warn" ? reasonId(check.rule) : (check.at ?? "checks-title"),
      text: say(check.text, check.values),
    }))
  }

  /** What is written under the text: the court reads there what the regulation says a message must show. */
  statement(): string {
    if (this.#seen === null) return ""
    const lines = statements(this.place, this.#seen, this.#answers).map(({ text, values }) => `– ${say(text, values)}`)
    return lines.length === 0 ? "" : [say("statedTitle"), ...lines].join("\n")
  }

  part(): FilingPart {
    const { court, location, matter, kind, number } = this.place
    const copies = kind === "application" ? "not-due" : this.#answers.copies
    const secret = this.#seen?.secret ?? false
    const summons = namedAsSummons(this.#seen?.files ?? [])
    return { court, location, matter, kind, number, secret, copies, summons, acknowledged: passed(this.#found, this.#answers) }
  }

  #describe(): void {
    const { courtName, matterName, kindName, line, subject, box, portal } = this.place
    const told = { place: [courtName, matterName, kindName].join(" · "), line, address: box.address, subject }
    for (const [name, text] of Object.entries(told)) for (const part of all(`assistant-${name}`)) part.textContent = text
    for (const part of all("assistant")) part.hidden = false
    need("copies-part").hidden = this.place.kind === "application" || portal?.others === ""
    const why = document.querySelector<HTMLElement>("[data-subject-fixed] .quiet")
    if (why !== null) why.hidden = true
  }

  #restore(): void {
    const { copies, copiesHow, language, translated, summary, headings, length } = this.#answers
    for (const radio of all<HTMLInputElement>("answer", "copies")) radio.checked = radio.value === copies
    need<HTMLInputElement>("answer", "copiesHow").value = copiesHow
    need<HTMLSelectElement>("answer", "language").value = language
    for (const [name, value] of Object.entries({ translated, summary, headings, length })) {
      need<HTMLInputElement>("answer", name).checked = value
    }
    this.#reveal()
  }

  #read(): void {
    const ticked = (name: string) => need<HTMLInputElement>("answer", name).checked
    const chosen = all<HTMLInputElement>("answer", "copies").find(({ checked }) => checked)?.value ?? ""
    // Who reads the file has the copy in it: then nothing is asked.
    const copies = this.place.portal?.others === "" ? "here" : chosen
    this.#answers = {
      copies: copies as Answers["copies"],
      copiesHow: need<HTMLInputElement>("answer", "copiesHow").value,
      language: need<HTMLSelectElement>("answer", "language").value as Answers["language"],
      translated: ticked("translated"),
      summary: ticked("summary"),
      headings: ticked("headings"),
      length: ticked("length"),
      reasons: this.#answers.reasons,
    }
    this.#reveal()
    this.#changed()
  }

  #reveal(): void {
    need("copies-how").hidden = this.#answers.copies !== "elsewhere"
    need("translated").hidden = this.#answers.language !== "other"
  }

  #drop(rule: string, row: HTMLElement): void {
    row.remove()
    this.#rows.delete(rule)
  }

  #showCheck(check: Check, at: number): void {
    const row = this.#rows.get(check.rule) ?? this.#make(check)
    this.#rows.set(check.rule, row)
    if (this.#list.children[at] !== row) this.#list.insertBefore(row, this.#list.children[at] ?? null)
    const settled = check.state === "warn" && reasonOf(check.rule, this.#answers) !== ""
    row.dataset["state"] = settled ? "passed" : check.state
    need("check-icon", undefined, row).replaceChildren(icon(settled ? "info" : ICONS[check.state]))
    need("check-text", undefined, row).textContent = say(check.text, check.values)
    need("check-reason", undefined, row).hidden = check.state !== "warn"
  }

  #make({ rule, article }: Check): HTMLElement {
    const row = fromTemplate("assistant-check")
    const link = need<HTMLAnchorElement>("check-article", undefined, row)
    link.href = `/file/rules#${article}`
    const cited = shownRule(article)
    link.textContent = cited.startsWith("VI ") ? say("assistAnnex", { article: cited.slice(3) }) : say("assistArticle", { article: cited })
    const input = need<HTMLInputElement>("check-why", undefined, row)
    input.id = reasonId(rule)
    input.value = this.#answers.reasons[rule] ?? ""
    need<HTMLLabelElement>("check-label", undefined, row).htmlFor = input.id
    input.addEventListener("input", () => {
      this.#answers = { ...this.#answers, reasons: { ...this.#answers.reasons, [rule]: input.value } }
      this.#changed()
    })
    return row
  }
}

function reasonId(rule: string): string {
  return `reason-${rule.replaceAll(".", "-")}`
}
