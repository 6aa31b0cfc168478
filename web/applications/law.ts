// What the law says of the application, asked of the server while verdict types; it is told which fields are filled in, not with what.
import { fromTemplate, icon, need } from "../page/elements.ts"
import { say } from "../page/words.ts"
import type { ApplicationCheckOut, StatedApplicationIn, VerdictOfLawOut } from "../wire/api.ts"
import { CLAIMANTS, filedByOf, type Form, type FormParty, statedFields } from "./form.ts"
import { daysId } from "./sides.ts"

const PAUSE_MILLISECONDS = 400

export interface LawOptions {
  readonly form: () => Form
  /** Asks the server, by the door of who applies. */
  readonly askLaw: (told: StatedApplicationIn) => Promise<ApplicationCheckOut>
  /** From where it would be filed: from another place the law may say something else. */
  readonly from: () => string
  /** The verdicts are others. */
  readonly changed: () => void
  readonly reasoned: (rule: string, reason: string) => void
  /** Whether art. 2.2 is asked of it now: of an oral application the form that follows states all that. */
  readonly asked: boolean
}

export class Law {
  readonly #options: LawOptions
  readonly #list = need("checks")
  readonly #rows = new Map<string, HTMLElement>()
  #asked = ""
  #timer: ReturnType<typeof setTimeout> | undefined
  #found: ApplicationCheckOut | null = null

  constructor(options: LawOptions) {
    this.#options = options
  }

  /** Something was filled in: asks again after a moment, when what the law is told is another. */
  changed(): void {
    clearTimeout(this.#timer)
    if (this.#options.asked) this.#timer = setTimeout(() => void this.ask().catch(() => {}), PAUSE_MILLISECONDS)
  }

  /** Rejects with a Problem where there is no answer. */
  async ask(): Promise<void> {
    clearTimeout(this.#timer)
    if (!this.#options.asked) return
    const told = toldOf(this.#options.form())
    const asked = this.#question()
    if (asked === this.#asked && this.#found !== null) return
    const found = await this.#options.askLaw(told)
    if (asked !== this.#question()) return this.ask()
    this.#asked = asked
    this.#found = found
    this.show()
    this.#options.changed()
  }

  #question(): string {
    return JSON.stringify([this.#options.from(), toldOf(this.#options.form())])
  }

  get unmet(): readonly VerdictOfLawOut[] {
    return this.#found?.verdicts.filter(({ met }) => !met) ?? []
  }

  /** What still keeps it from being filed: rules that are not met, and for which no reason is given or taken. */
  blockers(): { id: string; text: string }[] {
    const form = this.#options.form()
    const stop = this.unmet.filter((verdict) => verdict.blocks && !(verdict.office && reasonOf(form, verdict.rule) !== ""))
    return stop.flatMap((verdict) => (
      verdict.missing.length > 0
        ? verdict.missing.map(({ field, text }) => ({ id: placeOfField(field, form), text: say("missing", { field: text }) }))
        : [{ id: PLACES[verdict.rule] ?? "checks-title", text: verdict.text }]
    ))
  }

  /** The rules passed over with a reason, for the server and for the court. */
  passed(): { rule: string; reason: string }[] {
    const form = this.#options.form()
    const over = this.unmet.filter((verdict) => verdict.office && reasonOf(form, verdict.rule) !== "")
    return over.map(({ rule }) => ({ rule, reason: reasonOf(form, rule) }))
  }

  show(): void {
    const shown = this.#found?.verdicts.filter(({ met }) => !met) ?? []
    for (const [rule, row] of this.#rows) {
      if (shown.some((verdict) => verdict.rule === rule)) continue
      row.remove()
      this.#rows.delete(rule)
    }
    for (const verdict of shown) this.#showVerdict(verdict)
    if (shown.length === 0 && this.#found !== null && !this.#rows.has("")) this.#rows.set("", this.#row({ text: say("lawGood"), state: "ok", article: "2.2" }))
    if (shown.length > 0) {
      this.#rows.get("")?.remove()
      this.#rows.delete("")
    }
  }

  #showVerdict(verdict: VerdictOfLawOut): void {
    const row = this.#rows.get(verdict.rule) ?? this.#add(verdict)
    need("check-text", undefined, row).textContent = [verdict.missing.length > 0 ? say("lawMissing") : verdict.text, WAYS[verdict.rule] ?? ""]
      .map((text, at) => (at === 0 || text === "" ? text : say(text))).filter((text) => text !== "").join(" ")
    need("check-missing", undefined, row).replaceChildren(...verdict.missing.map(({ field, text }) => {
      const item = document.createElement("li")
      const link = document.createElement("a")
      link.href = `#${placeOfField(field, this.#options.form())}`
      link.textContent = text
      item.append(link)
      return item
    }))
  }

  #add(verdict: VerdictOfLawOut): HTMLElement {
    const row = this.#row({ text: verdict.text, state: verdict.blocks ? "do" : "warn", article: verdict.article })
    this.#rows.set(verdict.rule, row)
    need("check-reason", undefined, row).hidden = !(verdict.blocks && verdict.office)
    const input = need<HTMLInputElement>("check-why", undefined, row)
    input.id = `reason-${verdict.rule.replaceAll(".", "-")}`
    need<HTMLLabelElement>("check-label", undefined, row).htmlFor = input.id
    input.value = reasonOf(this.#options.form(), verdict.rule)
    input.addEventListener("input", () => this.#options.reasoned(verdict.rule, input.value))
    return row
  }

  #row({ text, state, article }: { text: string; state: "ok" | "warn" | "do"; article: string }): HTMLElement {
    const row = fromTemplate("check")
    row.dataset["state"] = state
    need("check-icon", undefined, row).replaceChildren(icon(state === "ok" ? "ok" : "warning"))
    need("check-text", undefined, row).textContent = text
    const link = need<HTMLAnchorElement>("check-article", undefined, row)
    link.href = `/file/rules#${article}`
    link.textContent = say("article", { article })
    this.#list.append(row)
    return row
  }
}

export function reasonOf(form: Form, rule: string): string {
  return (form.reasons[rule] ?? "").trim()
}

export function toldOf(form: Form): StatedApplicationIn {
  const { place, fields, roles } = form
  return {
    court: place.court, location: place.location, matter: place.matter, form: place.form,
    filedBy: filedByOf(form),
    digital: fields.channel === "digital",
    stated: statedFields(form),
    summons: Object.values(roles).filter(({ role }) => role === "summons").length,
    urgency: fields.urgencyAsked ? fields.urgency.trim() !== "" : null,
    longer: fields.longerAsked ? fields.longer.trim() !== "" : null,
    outside: form.outside.slice(0, 400),
  }
}

/** Where on the page a rule is answered. */
const PLACES: Readonly<Record<string, string>> = {
  "1.4-a": "channel", "2.1-b": "from", "2.1-c": "file-choose", "2.2-c": "days-title", "2.2-d": "urgency", "10.7": "longer",
}

/** What stays open where a rule refuses. */
const WAYS: Readonly<Record<string, string>> = { "1.4-a": "wayNotDigital", "2.1-b": "wayLawyer" }

const OF_AGENT: Readonly<Record<string, string>> = { name: "agentName", "e-mail": "agentEmail", telephone: "agentPhone" }
const OF_PARTY: Readonly<Record<string, string>> = { name: "name", telephone: "phone", "e-mail": "email" }

/** The input for a field of art. 2.2: of the first party that leaves it empty. */
function placeOfField(field: string, form: Form): string {
  const [role, ...words] = field.split(" ")
  const what = words.at(-1) ?? ""
  const parties = form.parties.filter((party) => party.role === role)
  if (what === "unavailability") {
    const empty = parties.find(({ key }) => (form.unavailable[key]?.answer ?? "") === "") ?? parties[0]
    return daysId(role === "claimant" || empty === undefined ? CLAIMANTS : empty.key)
  }
  if (words[0] === "representative") {
    if (role === "claimant") return OF_AGENT[what] ?? "agentName"
    return inputOf(parties, OF_AGENT[what] ?? "agentName")
  }
  return what === "address" ? addressPlace(parties) : inputOf(parties, OF_PARTY[what] ?? "name")
}

function inputOf(parties: readonly FormParty[], name: string): string {
  const empty = parties.find((party) => String(party[name as keyof FormParty]).trim() === "") ?? parties[0]
  return `${empty?.key ?? ""}-${name}`
}

function addressPlace(parties: readonly FormParty[]): string {
  for (const party of parties) {
    const names = party.country.trim() === "" ? (["street", "postcode", "town"] as const) : (["street", "town"] as const)
    const empty = names.find((name) => party[name].trim() === "")
    if (empty !== undefined) return `${party.key}-${empty}`
  }
  return `${parties[0]?.key ?? ""}-street`
}

