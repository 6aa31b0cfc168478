// What the court's own automation found in the files: beside each file, above one's own message, and in its event line.
// While a file has no verdict the page asks again, so a bad one is known within seconds.
import { all, find, icon, need, span } from "../page/elements.ts"
import { api } from "../page/server.ts"
import { announce, formatMoment, say } from "../page/words.ts"
import type { FileEntry } from "../seal/manifest.ts"
import { shownName } from "./names.ts"
import type { Row } from "./show.ts"
import type { VerdictOut, VerdictsOut } from "../wire/api.ts"

const KINDS = { good: "ok", doubtful: "warning", bad: "error" } as const
const BADGES = { ok: "safe", warning: "warning", error: "danger", neutral: "neutral" } as const
const WORST = ["good", "doubtful", "bad"] as const
const RISKY: ReadonlySet<string> = new Set(["virus", "script", "launch"])
/** By rule of annex VI, the sentence that says it is not met. */
const ANNEX: Readonly<Record<string, string>> = {
  "VI-6.2-a": "annexCases", "VI-6.5-a": "annexName", "VI-6.5-b": "annexFormat", "VI-6.5-c": "annexNumbers",
}
const SOON = 2_000
const LATER = 15_000
/** After so many quick looks it is no longer a matter of seconds. */
const QUICK_LOOKS = 30

export class Verdicts {
  readonly #path: string
  readonly #entries: readonly FileEntry[]
  readonly #rows: ReadonlyMap<number, Row>
  readonly #known = new Set<string>()
  #found: VerdictsOut = { verdicts: [], waiting: [] }
  #looks = 0

  constructor(path: string, entries: readonly FileEntry[], rows: ReadonlyMap<number, Row>) {
    this.#path = path
    this.#entries = entries
    this.#rows = rows
  }

  /** Shows what is known, and goes on asking for what is not. */
  async watch(): Promise<void> {
    if (this.#entries.length === 0) return
    // Without an answer the page is as it was; the files are checked by this device anyway.
    const answer = await api<VerdictsOut>(`${this.#path}/verdicts`, { background: this.#looks > 0 }).catch(() => null)
    if (answer !== null) this.#show(answer)
    this.#looks += 1
    if (answer !== null && answer.waiting.length === 0) return
    setTimeout(() => void this.watch(), this.#looks < QUICK_LOOKS ? SOON : LATER)
  }

  /** Whether something was found in a file that can act on the reader's computer. */
  risky(entry: FileEntry): boolean {
    return this.#of(entry.number).some(({ findings }) => findings.some((code) => RISKY.has(code)))
  }

  #of(number: number): VerdictOut[] {
    return this.#found.verdicts.filter(({ file }) => file === number)
  }

  #show(answer: VerdictsOut): void {
    const first = this.#looks === 0
    this.#found = answer
    for (const [number, row] of this.#rows) this.#mark(number, row)
    this.#showProblems()
    // What the page said when it was made: files are waiting.
    if (answer.waiting.length === 0) for (const said of all("sign", "clock")) said.hidden = true
    for (const verdict of answer.verdicts) {
      const key = `${verdict.file} ${verdict.delivery ?? ""} ${verdict.at}`
      if (this.#known.has(key)) continue
      this.#known.add(key)
      if (first) continue
      announce(say("verdictCame", { n: verdict.file, text: sentence(verdict) }), verdict.outcome === "bad")
      addStep(verdict)
    }
  }

  #mark(number: number, row: Row): void {
    for (const old of ["file-verdict", "file-annex"]) find(old, undefined, row.element)?.remove()
    const worst = this.#of(number).sort((a, b) => WORST.indexOf(b.outcome) - WORST.indexOf(a.outcome))[0]
    if (worst === undefined && !this.#found.waiting.includes(number)) return
    const kind = worst === undefined ? "neutral" : KINDS[worst.outcome]
    const badge = document.createElement("span")
    badge.dataset["fileVerdict"] = worst?.outcome ?? "waiting"
    badge.className = `utrecht-status-badge utrecht-status-badge--${BADGES[kind]} status status--${kind} status--bare`
    badge.append(icon(kind === "neutral" ? "clock" : kind), span(worst === undefined ? say("verdictWaiting") : sentence(worst)))
    const facts = row.element.querySelector(".file__facts")
    facts?.append(badge)
    if (worst !== undefined && worst.unmet.length > 0) facts?.append(this.#unmet(worst.unmet))
  }

  /** What annex VI asks that the file does not meet: the court takes it in all the same, so it is told and no more. */
  #unmet(rules: readonly string[]): HTMLElement {
    const line = span(say("verdictAnnex", { what: rules.map((rule) => say(ANNEX[rule] ?? rule)).join(", ") }))
    line.dataset["fileAnnex"] = ""
    line.className = "quiet small"
    return line
  }

  #showProblems(): void {
    const box = find("problems")
    const bad = this.#entries.flatMap((entry) => this.#of(entry.number).filter(({ outcome }) => outcome === "bad").slice(0, 1))
    if (box === null) return
    need("problem-list").replaceChildren(...bad.map((verdict) => {
      const item = document.createElement("li")
      const name = shownName(this.#entries.find(({ number }) => number === verdict.file)?.name ?? "")
      item.textContent = say("verdictProblem", { n: verdict.file, name, what: words(verdict) })
      return item
    }))
    box.hidden = bad.length === 0
  }
}

/** Asks before a file is opened in which something was found that can act. */
export function askAnyway(): Promise<boolean> {
  const dialog = document.getElementById("risky") as HTMLDialogElement
  dialog.returnValue = ""
  dialog.showModal()
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "confirm"), { once: true })
  })
}

function words({ findings }: VerdictOut): string {
  return findings.map((code) => say(`found${code[0]?.toUpperCase()}${code.slice(1)}`)).join(", ")
}

function sentence(verdict: VerdictOut): string {
  if (verdict.outcome !== "good") return say(verdict.outcome === "bad" ? "verdictBad" : "verdictDoubtful", { what: words(verdict) })
  const kind = ["other", "signed"].find((code) => verdict.findings.includes(code)) ?? "good"
  return say(`verdict${kind[0]?.toUpperCase()}${kind.slice(1)}`)
}

/** A verdict that came while the page was open joins the timeline. */
function addStep(verdict: VerdictOut): void {
  const list = find("timeline")
  if (list === null) return
  const kind = KINDS[verdict.outcome]
  const sign = span("")
  sign.className = `events__sign events__sign--${kind}`
  sign.append(icon(kind))
  const when = span(formatMoment(new Date(verdict.at)))
  when.className = "events__when"
  const text = span(say("verdictCame", { n: verdict.file, text: sentence(verdict) }))
  text.append(" ", when)
  const item = document.createElement("li")
  item.dataset["kind"] = "checks"
  item.dataset["stepFile"] = String(verdict.file)
  item.append(sign, text)
  list.append(item)
}
