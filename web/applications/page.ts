// The form for an application: what is filled in, what still has to be done, how it is kept, and how it goes.
import type { Application } from "../cases/application.ts"
import { complain, complainOfRefusal, confirmed, offerLogin, showBlockers } from "../compose/complaints.ts"
import { type Draft, type DraftContent, guardDraft, type KeeperState } from "../compose/draft.ts"
import type { FileList } from "../compose/files.ts"
import { serverNow } from "../page/clock.ts"
import { all, need } from "../page/elements.ts"
import { clearErrors, type FieldError, whileBusy } from "../page/errors.ts"
import { Problem } from "../page/server.ts"
import { language, say } from "../page/words.ts"
import type { Applicant, Keeper } from "./applicant.ts"
import { fillFields, readFields } from "./fields.ts"
import { applicationOf, arranged, filedByOf, type Fields, type Form, mistakes, NO_FIELDS } from "./form.ts"
import type { Entry } from "./handing-in.ts"
import type { Keys } from "../compose/keys.ts"
import { Law } from "./law.ts"
import { PartyCards } from "./parties.ts"
import { showReview } from "./review.ts"
import { FileRoles } from "./roles.ts"
import { Sides } from "./sides.ts"

/** What a draft keeps of an application. */
export interface SavedApplication {
  readonly form: Form
  /** The identity that each file is sealed to, by its key. */
  readonly identities: Readonly<Record<string, string>>
}

export interface Parts {
  readonly applicant: Applicant
  readonly form: Form
  readonly keys: Keys
  readonly filing: string
  readonly draft: Draft | null
  readonly files: FileList
}

export class ApplicationPage {
  readonly #parts: Parts
  readonly #root = need<HTMLFormElement>("form")
  readonly #cards: PartyCards
  readonly #sides: Sides
  readonly #roles: FileRoles
  readonly #law: Law
  readonly #keeper: Keeper
  readonly #unguard: () => void
  #reasons: Readonly<Record<string, string>>
  #sending = false
  #arrived: () => void = () => {}

  constructor(parts: Parts) {
    this.#parts = parts
    const { applicant, form, draft, files } = parts
    this.#reasons = form.reasons
    fillFields(this.#root, { ...form.fields })
    this.#cards = new PartyCards(form.parties, () => this.changed())
    this.#sides = new Sides(form.place, form.unavailable, () => this.changed())
    this.#roles = new FileRoles(form.roles, () => this.changed())
    this.#law = new Law({
      form: () => this.#form(), from: () => applicant.mailbox ?? "", askLaw: (told) => applicant.askLaw(told),
      changed: () => this.#showBlockers(), asked: form.place.oral !== true,
      reasoned: (rule, reason) => {
        this.#reasons = { ...this.#reasons, [rule]: reason }
        this.changed()
      },
    })
    this.#keeper = applicant.keeper({ content: () => this.#content(), told: (state, at) => this.#told(state, at) }, draft)
    this.#unguard = guardDraft(this.#keeper, () => this.#sending || files.unsent)
    this.#listen()
    this.show()
    void this.#law.ask().catch(() => {})
  }

  /** Something that a draft, the law or the blockers depend on is another. */
  changed(): void {
    this.#arrived()
    this.show()
    this.#law.changed()
    this.#keeper.changed()
  }

  /** What is not kept yet is kept. */
  keep(): Promise<void> {
    return this.#keeper.save()
  }

  show(): void {
    const form = this.#form()
    const inPerson = filedByOf(form) === "in person"
    for (const part of all("when")) part.hidden = !this.#fields()[part.dataset["when"] as keyof Fields]
    need("agent").hidden = inPerson
    need("agent-lawyer").hidden = filedByOf(form) !== "lawyer"
    need("agent-title").textContent = say(filedByOf(form) === "lawyer" ? "agentLawyer" : "agentAuthorised")
    this.#cards.show(inPerson)
    this.#sides.show(form.parties)
    this.#roles.show(this.#entries(), form.parties)
    this.#showChannel()
    this.#showBlockers()
    const { applicant } = this.#parts
    const names = new Intl.ListFormat(language(), { type: "conjunction" }).format(new Set([applicant.name, form.place.desk.name]))
    need("readers").textContent = say("readers", { names })
    need("review-readers").textContent = say("readers", { names })
    need("label", undefined, need("action", "file")).textContent = say(applicant.maySend ? "fileApplication" : "layReady")
  }

  // ── What is filled in ──────────────────────────────────────────────────────────────────────────────────────

  #fields(): Fields {
    return { ...NO_FIELDS, ...readFields(this.#root) } as Fields
  }

  #form(): Form {
    const { place } = this.#parts.form
    const facts = { unavailable: this.#sides.read(), outside: this.#sides.outside, roles: this.#roles.read(), reasons: this.#reasons }
    return { place, fields: this.#fields(), parties: this.#cards.read(), ...facts }
  }

  #content(): DraftContent {
    const { filing, keys, files } = this.#parts
    const form = this.#form()
    const text = `${form.place.form}: ${form.place.courtName}`
    const application: SavedApplication = { form, identities: keys.saved() }
    const facts = { message: filing, conversation: null, messageIdentity: keys.message.identity, recipients: [], subject: "nieuwe zaak" }
    return { v: 1, ...facts, text, secret: false, files: files.saved(), application }
  }

  /** The names of the files with their keys, whether or not they are over yet. */
  #entries(): { key: string; name: string }[] {
    return this.#parts.files.saved().map(({ key, name }) => ({ key, name }))
  }

  #listen(): void {
    this.#root.addEventListener("input", (event) => {
      const named = event.target as HTMLInputElement
      if (named.name !== "" && !named.name.includes("-")) this.changed()
    })
    this.#parts.applicant.onChange(() => this.changed())
    const review = need<HTMLButtonElement>("action", "review")
    this.#root.addEventListener("submit", (event) => {
      event.preventDefault()
      void whileBusy(review, () => this.#review())
    })
    need("action", "change").addEventListener("click", () => this.#turn(false))
    const file = need<HTMLButtonElement>("action", "file")
    file.addEventListener("click", () => void whileBusy(file, () => this.#file()))
    need("action", "discard").addEventListener("click", () => void this.#discard())
    need("action", "take-theirs").addEventListener("click", () => {
      this.#unguard()
      location.reload()
    })
    need("action", "keep-mine").addEventListener("click", () => {
      need("conflict").hidden = true
      this.#keeper.fork()
    })
  }

  /** Files are sealed for one way or the other, so the way stands fast as long as there are files. */
  #showChannel(): void {
    const fixed = this.#parts.files.count > 0
    for (const radio of this.#root.querySelectorAll<HTMLInputElement>("input[name=channel]")) radio.disabled = fixed && !radio.checked
    need("channel-fixed").hidden = !fixed
  }

  // ── What still has to be done ──────────────────────────────────────────────────────────────────────────────

  #blockers(): FieldError[] {
    const form = this.#form()
    const wrong = mistakes(form).map(({ id, text }) => ({ id, text: say(text) }))
    const channel = form.fields.channel === "" ? [{ id: "channel", text: say("channelMissing") }] : []
    return [...wrong, ...channel, ...this.#law.blockers(), ...this.#parts.files.wrong()]
  }

  #showBlockers(): void {
    showBlockers([...this.#blockers(), ...this.#parts.files.blockers()])
  }

  async #settled(): Promise<boolean> {
    clearErrors()
    try {
      await this.#law.ask()
    } catch (error) {
      this.#refused(error)
      return false
    }
    const blockers = this.#blockers()
    if (blockers.length > 0) complain(blockers)
    if (blockers.length > 0) return false
    while (this.#parts.files.unsent && !this.#parts.files.uploads.totals().paused) {
      await new Promise<void>((resolve) => {
        this.#arrived = resolve
      })
    }
    const files = this.#parts.files.blockers()
    if (files.length > 0) complain(files)
    return files.length === 0
  }

  async #review(): Promise<void> {
    if (!(await this.#settled())) return
    const form = this.#form()
    showReview(form, this.#application(form), this.#parts.applicant.name, arranged(this.#entries(), form, 3))
    this.#turn(true)
  }

  #application(form: Form): Application {
    return applicationOf(form, [], form.place.oral === true ? null : this.#parts.applicant.mailbox, serverNow())
  }

  #turn(reviewing: boolean): void {
    need("review").hidden = !reviewing
    this.#root.hidden = reviewing
    clearErrors()
    const heading = reviewing ? document.getElementById("review-title") : need("title")
    heading?.focus()
    heading?.scrollIntoView({ block: "start" })
  }

  // ── How it is kept ─────────────────────────────────────────────────────────────────────────────────────────

  #told(state: KeeperState, at: Date): void {
    need("conflict").hidden = state !== "conflict"
    if (state !== "saving") need("logged-out").hidden = state !== "logged-out"
    const time = at.toLocaleTimeString("nl-NL", { hour: "2-digit", minute: "2-digit", timeZone: "Europe/Amsterdam" })
    const words = { saved: "saved", saving: "saving", unsaved: "unsaved", "logged-out": "loggedOut", conflict: "conflict" }
    need("saved").textContent = say(words[state], { time })
  }

  async #discard(): Promise<void> {
    if (!(await confirmed("discard"))) return
    await this.#keeper.discard()
    await this.#parts.files.removeAll()
    this.#unguard()
    location.assign(this.#parts.applicant.home)
  }

  // ── How it goes ────────────────────────────────────────────────────────────────────────────────────────────

  async #file(): Promise<void> {
    if (!(await this.#settled())) return this.#turnTo()
    this.#sending = true
    try {
      await this.#go()
    } catch (error) {
      this.#keeper.resume()
      this.#refused(error)
    } finally {
      this.#sending = false
      this.#say("")
    }
  }

  /** Back to the form, where the summary of what is wrong leads. */
  #turnTo(): void {
    need("review").hidden = true
    this.#root.hidden = false
    document.getElementById("error-summary")?.focus()
  }

  async #go(): Promise<void> {
    await this.#keeper.save()
    if (!this.#parts.applicant.maySend) return this.#layReady()
    await this.#keeper.stop()
    this.#say(say("sealingMessage"))
    const { applicant, filing, files, keys } = this.#parts
    const named = this.#entries()
    const entries = files.entries().map((entry, at): Entry => ({ ...entry, key: named[at]?.key ?? "" }))
    const address = await applicant.handIn({
      filing, entries, form: this.#form(), message: keys.message, draft: this.#keeper.id, passed: this.#law.passed(),
      identityOf: (key) => keys.identityOf(key), waits: () => this.#say(say("resending")),
    })
    this.#unguard()
    await this.#keeper.discard().catch(() => {})
    await files.sent()
    location.replace(address)
    await new Promise(() => {})
  }

  async #layReady(): Promise<void> {
    await this.#keeper.layReady()
    this.#unguard()
    location.assign(this.#parts.applicant.drafts)
    await new Promise(() => {})
  }

  #refused(error: unknown): void {
    if (!(error instanceof Problem)) {
      complainOfRefusal({ id: "", text: say("sendFailed") }, "ZG-SEAL")
      throw error
    }
    complainOfRefusal({ id: "", text: error.status === 401 ? say("loggedOut") : error.detail }, error.code)
    if (error.status === 401) offerLogin()
  }

  #say(text: string): void {
    const line = need("sending")
    line.textContent = text
    line.hidden = text === ""
  }
}
