// The sheet of a hearing: every entry as a form, which works without a connection as well.
import { all, fromTemplate, icon, need } from "../page/elements.ts"
import { whileBusy } from "../page/errors.ts"
import { heardDate, serverNow } from "../page/clock.ts"
import { holdPage, onLogout } from "../page/idle.ts"
import { onConnection } from "../page/leaving.ts"
import { api, Problem } from "../page/server.ts"
import { announce, formatMoment, say } from "../page/words.ts"
import { recipientOf } from "../seal/age.ts"
import type { Account } from "../session/holder.ts"
import { forgetSheets } from "../session/sheets.ts"
import type { HearingEntryOut, SealedReasonIn, WeighedOut } from "../wire/api.ts"
import { factsOf, lacks, showAsked } from "./facts.ts"
import { keepOpen } from "./keep-open.ts"
import { keepPage, ownIdentity, stillOpen, takenUp } from "./kept.ts"
import { weigh } from "./law.ts"
import { browserShelf, type Entry, type Outcome, Queue } from "./queue.ts"
import { type Readers, readersOf, sealWords, showWords } from "./words.ts"

const WEIGH_AFTER_MILLISECONDS = 300
const RETRY_MILLISECONDS = 20_000
const STILL_OPEN_MILLISECONDS = 60_000

const clock = (at: Date) => formatMoment(at).slice(-5)

export class Sheet {
  readonly #root = need("sheet")
  readonly #case = this.#root.dataset["sheet"] ?? ""
  readonly #path = `/api/cases/${this.#case}/hearing`
  readonly #queue = new Queue(this.#case, browserShelf)
  readonly #numbers = new Map<string, number>()
  readonly #touched = new Set<HTMLFormElement>()
  readonly #earlier = takenUp(this.#case)
  readonly #showKept: () => void
  #readers: ReadonlyMap<string, Readers> | null = null
  #kept = false
  #moved = false
  #keep: () => Promise<void> = () => Promise.resolve()
  #keeping: Promise<void> = Promise.resolve()
  readonly #leaving = new AbortController()

  /** Listens from the first moment; the keys come when they are open. */
  constructor() {
    const seen = JSON.parse(document.getElementById("seen")?.textContent ?? "{}") as Record<string, number>
    for (const [slot, number] of Object.entries(seen)) this.#numbers.set(slot, number)
    this.#numbers.set("act", Number(this.#root.dataset["act"] ?? "0"))
    for (const form of all<HTMLFormElement>("entry")) this.#listen(form)
    this.#showKept = keepOpen({ open: need("keep-open"), goOn: need("go-on") }, { loose: () => this.#queue.loose, kept: () => this.#kept })
    holdPage(() => Promise.resolve(this.#queue.entries.length > 0 || this.#touched.size > 0))
    onLogout(() => this.#forget())
    setInterval(() => void (this.#kept && stillOpen()), STILL_OPEN_MILLISECONDS)
    onConnection((online) => void (online && this.#send()))
    setInterval(() => void (this.#queue.entries.some(({ told }) => told === null) && this.#send()), RETRY_MILLISECONDS)
  }

  /** Goes on with what an earlier page kept: what was noted there is open without any key of the person. */
  async takeUp(): Promise<void> {
    const earlier = await this.#earlier
    if (earlier === null) return
    if (!navigator.onLine) heardDate(new Date(Date.now() + earlier.ahead).toUTCString())
    this.#setKept(true)
    await this.#queue.unlock({ identities: [earlier.identity], recipients: [earlier.recipient, await recipientOf(earlier.identity)] })
    this.#show()
  }

  async unlock(me: Account): Promise<void> {
    const [recipient, identity] = await Promise.all([recipientOf(me.identity), this.#earlier.then(ownIdentity)])
    await this.#queue.unlock({ identities: [me.identity, identity], recipients: [recipient, await recipientOf(identity)] })
    this.#show()
    need("login-note").hidden = true
    await this.#send()
    const worker = this.#root.dataset["worker"] ?? ""
    const keeping = { case: this.#case, worker, identity, recipient, leaving: this.#leaving.signal }
    this.#keep = async () => this.#setKept(await keepPage(keeping) || this.#kept)
    this.#keepAgain()
    this.#readers = await readersOf(me)
    need("keys-note").hidden = true
    await showWords(this.#path, this.#readers)
  }

  /** The connection is back, and nobody is logged in here any more. */
  askLogin(): void {
    need("login-note").hidden = false
  }

  #setKept(kept: boolean): void {
    this.#kept = kept
    need("kept").hidden = !kept
    this.#showKept()
  }

  /** As the page is now, one after the other. */
  #keepAgain(): void {
    this.#keeping = this.#keeping.then(() => (this.#leaving.signal.aborted ? undefined : this.#keep()))
  }

  async #forget(): Promise<void> {
    this.#leaving.abort()
    this.#setKept(false)
    await this.#keeping
    await forgetSheets()
  }

  #listen(form: HTMLFormElement): void {
    showAsked(form)
    let waiting: ReturnType<typeof setTimeout> | undefined
    const changed = () => {
      this.#touched.add(form)
      showAsked(form)
      clearTimeout(waiting)
      waiting = setTimeout(() => void this.#weighQuietly(form), WEIGH_AFTER_MILLISECONDS)
    }
    form.addEventListener("input", changed)
    form.addEventListener("change", changed)
    form.addEventListener("submit", (event) => {
      event.preventDefault()
      clearTimeout(waiting)
      const button = form.querySelector<HTMLButtonElement>("button[type=submit]") as HTMLButtonElement
      void whileBusy(button, () => this.#enter(form))
    })
    const fold = form.closest("details")
    fold?.addEventListener("toggle", () => void (fold.open && this.#weighQuietly(form)))
  }

  /** While somebody is still filling in, something missing is no mistake. */
  async #weighQuietly(form: HTMLFormElement): Promise<void> {
    try {
      await weigh(this.#path, form)
    } catch (error) {
      if (!(error instanceof Problem)) throw error
    }
  }

  async #enter(form: HTMLFormElement): Promise<void> {
    this.#complain(form, lacks(form) ? say("missing") : "")
    if (lacks(form)) return
    let found: WeighedOut | null
    try {
      found = await weigh(this.#path, form)
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      if (error.status !== 401 && error.status < 500) return this.#complain(form, error.detail)
      found = null
    }
    if (!this.#onItsDay(form)) return
    const text = need<HTMLTextAreaElement>("words-text", undefined, form).value.trim()
    const blocked = found?.said.some(({ blocks }) => blocks) === true
    if (blocked && found?.otherwise === false) return
    if (blocked && text === "") {
      this.#complain(form, say("reasonNeeded"))
      return need("words-text", undefined, form).focus()
    }
    const readers = this.#readers?.get(form.dataset["circleKind"] ?? "")
    const key = readers?.key ?? null
    if (text !== "" && key === null) {
      need("keys-note").hidden = false
      return this.#complain(form, need("keys-note").textContent ?? "")
    }
    const words = text === "" || readers === undefined || key === null ? null : await sealWords(text, readers.circle, key)
    await this.#queue.add(this.#entry(form, words))
    this.#clear(form)
    this.#show()
    await this.#send()
  }

  /** Who calls a case before the day of its hearing is told so, with a connection or without, and presses once more. */
  #onItsDay(form: HTMLFormElement): boolean {
    const day = form.dataset["entry"] === "call" ? (this.#root.dataset["dayBegins"] ?? "") : ""
    const early = day !== "" && serverNow() < new Date(day)
    if (!early || form.dataset["early"] === "known") return true
    form.dataset["early"] = "known"
    this.#complain(form, say("callEarly", { day: this.#root.dataset["plannedWords"] ?? day }))
    return false
  }

  #entry(form: HTMLFormElement, words: SealedReasonIn | null): Entry {
    const facts = factsOf(form)
    const party = typeof facts["party"] === "string" ? facts["party"] : ""
    const entry = form.dataset["entry"] ?? ""
    const slot = form.dataset["entryAct"] === undefined ? `${entry} ${party}` : "act"
    return {
      id: crypto.randomUUID(),
      entry,
      facts,
      slot,
      seen: (this.#numbers.get(slot) ?? 0),
      noted: serverNow().toISOString(),
      words,
      shown: form.closest("details")?.querySelector("summary")?.textContent?.trim() ?? entry,
      told: null,
    }
  }

  #complain(form: HTMLFormElement, text: string): void {
    const place = need("entry-error", undefined, form)
    place.textContent = text
    place.hidden = text === ""
  }

  /** The form is done with. */
  #clear(form: HTMLFormElement): void {
    form.reset()
    this.#touched.delete(form)
    showAsked(form)
    need("said", undefined, form).replaceChildren()
    const fold = form.closest("details")
    if (fold !== null) fold.open = false
  }

  async #send(): Promise<void> {
    const post = async (entry: Entry) => {
      const { slot: _slot, shown: _shown, told: _told, ...json } = entry
      try {
        const answer = await api<HearingEntryOut>(`${this.#path}/entries`, { json })
        need("login-note").hidden = true
        return answer
      } catch (error) {
        if (error instanceof Problem && error.status === 401) this.askLogin()
        throw error
      }
    }
    await this.#queue.send(post, (entry, how, answer) => this.#heard(entry, how, answer))
    this.#show()
  }

  #heard(entry: Entry, how: Outcome, answer?: HearingEntryOut): void {
    this.#show()
    if (how !== "taken" || answer === undefined) return
    this.#numbers.set(entry.slot, answer.number)
    announce(say("done", { what: entry.shown }))
    const form = all<HTMLFormElement>("entry").find((each) => each.dataset["entry"] === entry.entry && this.#isAbout(each, entry))
    const sign = form?.closest("details")?.querySelector<HTMLElement>("[data-entry-noted]")
    sign?.replaceChildren(icon("check"), ` ${say("noted", { time: clock(new Date(entry.noted)) })}`)
    this.#moved ||= answer.state !== ""
    if (this.#queue.entries.length > 0) return
    if (this.#moved) this.#moveOn()
    else this.#keepAgain()
  }

  #isAbout(form: HTMLFormElement, { facts }: Entry): boolean {
    const fixed = form.querySelector<HTMLInputElement>("input[type=hidden][data-fact=party]")
    return fixed === null || fixed.value === facts["party"]
  }

  /** What can be done now is another list: the page is loaded again, unless somebody is filling something in. */
  #moveOn(): void {
    if (this.#touched.size === 0) return location.reload()
    announce(say("reload"), true)
  }

  #show(): void {
    const { entries } = this.#queue
    // A called case has all the rest of its sheet, with a connection or without.
    if (entries.some(({ entry, told }) => entry === "call" && told === null)) for (const part of all("after-call")) part.hidden = false
    need("queue").hidden = entries.length === 0
    need("queue-list").replaceChildren(...entries.map((entry) => this.#row(entry)))
  }

  #row(entry: Entry): HTMLElement {
    const row = fromTemplate("queue-row")
    need("queue-words", undefined, row).textContent = entry.shown
    need("queue-noted", undefined, row).textContent = say("notedAt", { time: clock(new Date(entry.noted)) })
    need("queue-state", undefined, row).textContent = entry.told ?? say(navigator.onLine ? "sending" : "waits")
    need("queue-choices", undefined, row).hidden = entry.told === null
    need("action", "queue-again", row).addEventListener("click", () => void this.#again(entry))
    need("action", "queue-drop", row).addEventListener("click", () => {
      this.#queue.drop(entry.id)
      this.#show()
    })
    return row
  }

  async #again(entry: Entry): Promise<void> {
    await this.#queue.again(entry.id, Math.max(entry.seen, this.#numbers.get(entry.slot) ?? 0))
    await this.#send()
  }
}
