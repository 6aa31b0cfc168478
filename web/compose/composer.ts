// The composer: what is written, what still has to be done, and how it goes. The page (web/pages/compose.ts) starts it.
import { serverNow } from "../page/clock.ts"
import { find, need } from "../page/elements.ts"
import { clearErrors, type FieldError, whileBusy } from "../page/errors.ts"
import { Problem } from "../page/server.ts"
import { NEW_CASE, say } from "../page/words.ts"
import type { KeyPair } from "../seal/message.ts"
import type { Assistant } from "./assistant.ts"
import type { Seen } from "./assistant-rules.ts"
import type { Account, Box } from "../session/account.ts"
import { type BoxKeys, withBoxKeys } from "../session/key-versions.ts"
import { Tries } from "../session/attempts.ts"
import { complain, complainOfRefusal, confirmed, offerLogin, placeOf, sentAlready, settleErrors, showBlockers } from "./complaints.ts"
import { type Draft, type DraftContent, DraftKeeper, draftPage, guardDraft, type KeeperState } from "./draft.ts"
import type { FileList } from "./files.ts"
import type { Guard } from "./guard-panel.ts"
import { ReadersLine } from "./readers-line.ts"
import { type RecipientList, MOST_RECIPIENTS } from "./recipient-list.ts"
import { sealClient } from "../session/sealer.ts"
import { handIn } from "./send.ts"
import { StandardTextChoice } from "./standard-texts.ts"
import type { SubjectField } from "./subject-field.ts"
import { plainText, submissionOf } from "./submission.ts"
import { type Facts, fieldsIn } from "./text-fields.ts"
import type { UserMessageIn } from "../wire/api.ts"

export const LONGEST_TEXT = 20_000
const MUCH_TEXT = 600

export interface Parts {
  readonly me: Account
  readonly keys: KeyPair
  readonly message: string
  readonly conversation: string | null
  /** The message that is answered. */
  readonly answers: string | undefined
  readonly draft: Draft | null
  readonly recipients: RecipientList
  readonly subject: SubjectField
  readonly files: FileList
  /** Of a filing at a court. */
  readonly assistant: Assistant | null
  readonly guard: Guard
  /** Says anew of every recipient whether their keys are those that were known. */
  readonly retell: () => void
}

export class Composer {
  readonly #parts: Parts
  readonly #text = document.getElementById("text") as HTMLTextAreaElement
  readonly #secret = document.getElementById("secret") as HTMLInputElement
  readonly #from = document.querySelector<HTMLSelectElement>("#from")
  readonly #keeper: DraftKeeper
  readonly #unguard: () => void
  readonly #readers = new ReadersLine()
  readonly #texts: StandardTextChoice
  /** Of the message as it is called now; files that cannot be brought over count too. */
  readonly tries: Tries = new Tries(() => this.#message)
  #message: string
  #sending = false
  #conflict = false
  #loggedOut = false
  #arrived: () => void = () => {}

  constructor(parts: Parts) {
    this.#parts = parts
    this.#message = parts.message
    this.#keeper = new DraftKeeper(
      { me: parts.me, content: () => this.#content(), box: () => this.#box(), told: (state, at) => this.#told(state, at), moved: (id) => this.#moved(id) },
      parts.draft,
    )
    this.#texts = new StandardTextChoice({
      me: parts.me, signs: parts.draft === null && parts.assistant === null, box: () => this.#box().id, facts: () => this.#facts(), changed: () => this.changed(),
    })
    this.#unguard = guardDraft(this.#keeper, () => this.#sending || parts.files.unsent)
    this.#listen()
    this.show()
    void this.#texts.load()
  }

  /** Something that a draft or the blockers depend on is another. */
  changed(): void {
    this.#arrived()
    this.#texts.fill()
    this.show()
    if (this.#anything()) this.#keeper.changed()
  }

  show(): void {
    this.#parts.assistant?.show(this.#seen())
    this.#watch()
    const hint = find("court-hint")
    if (hint !== null) hint.hidden = !this.#parts.recipients.all.some(({ court }) => court === true)
    this.#showBlockers()
    this.#showReaders()
    need("label", undefined, need("action", "send")).textContent = say(this.#box().maySend ? "send" : "layReady")
    const much = this.#parts.assistant === null && this.#text.value.length > MUCH_TEXT && this.#parts.files.count === 0
    need("text-remark").textContent = much ? say("textContent") : ""
  }

  #watch(): void {
    const { guard, recipients, files } = this.#parts
    guard.look({ from: this.#box().address, recipients: recipients.all, fileNames: files.seen().map(({ name }) => name) })
  }

  #seen(): Seen {
    const { recipients, files, assistant } = this.#parts
    const court = assistant?.place.box.id
    const ready = recipients.complete
    const addressed = ready.some(({ id }) => id === court)
    const others = ready.filter(({ id }) => id !== court).length
    return { files: files.seen(), text: this.#text.value, secret: this.#secret.checked, addressed, others }
  }

  #listen(): void {
    this.#text.addEventListener("input", () => this.changed())
    this.#secret.addEventListener("change", () => this.changed())
    this.#from?.addEventListener("change", () => {
      this.changed()
      void this.#texts.load()
    })
    const send = need<HTMLButtonElement>("action", "send")
    need<HTMLFormElement>("composer").addEventListener("submit", (event) => {
      event.preventDefault()
      void whileBusy(send, () => this.#send())
    })
    need("action", "discard").addEventListener("click", () => void this.#discard())
    need("action", "take-theirs").addEventListener("click", () => {
      this.#unguard()
      location.reload()
    })
    need("action", "keep-mine").addEventListener("click", () => {
      this.#conflict = false
      need("conflict").hidden = true
      this.#message = crypto.randomUUID()
      this.#keeper.fork()
      this.#text.focus()
    })
  }

  #box(): Box {
    const { me } = this.#parts
    const chosen = me.box(this.#from?.value ?? need("compose").dataset["box"] ?? "")
    const box = chosen ?? me.boxes.find(({ maySend }) => maySend)
    if (box === undefined) throw new Error("no box to send from")
    return box
  }

  /** What a standard text is filled in with. */
  #facts(): Facts {
    const { me, recipients, subject } = this.#parts
    const names = recipients.all.map(({ name }) => name).filter(Boolean).join(", ")
    const number = subject.text === NEW_CASE ? null : subject.text
    return { case: number, recipients: names || null, mailbox: this.#box().name, writer: me.user.name, at: serverNow() }
  }

  #anything(): boolean {
    const { recipients, subject, files } = this.#parts
    const answering = need("compose").dataset["conversation"] !== ""
    if (this.#texts.written.trim() !== "" || files.count > 0 || this.#secret.checked) return true
    return !answering && (recipients.all.length > 0 || subject.typed !== "")
  }

  #content(): DraftContent {
    const { keys, conversation, answers, recipients, subject, files, assistant } = this.#parts
    const filing = assistant === null ? {} : { filing: assistant.saved() }
    const answered = answers === undefined ? {} : { answers }
    const facts = { subject: subject.typed, text: this.#text.value, secret: this.#secret.checked, files: files.saved() }
    return { v: 1, message: this.#message, conversation, messageIdentity: keys.identity, recipients: recipients.all, ...facts, ...answered, ...filing }
  }

  // ── What still has to be done ──────────────────────────────────────────────────────────────────────────────

  /** Without these nothing can go. Files under way are waited for, and people may be left for later. */
  #blockers(): FieldError[] {
    const { recipients, subject, files, assistant } = this.#parts
    const found: FieldError[] = []
    if (recipients.all.length === 0) found.push({ id: "recipient", text: say("recipientsMissing") })
    else if (recipients.complete.length === 0) found.push(...recipients.incomplete())
    if (recipients.complete.length > MOST_RECIPIENTS) {
      found.push({ id: "recipient", text: say("recipientsMany", { most: MOST_RECIPIENTS }) })
    }
    found.push(...this.#parts.guard.blockers(), ...subject.blockers())
    if (this.#text.value.length > LONGEST_TEXT) found.push({ id: "text", text: say("textLong") })
    const left = fieldsIn(this.#text.value)
    if (left.length > 0) found.push({ id: "text", text: say("textLeft", { fields: left.join(", ") }) })
    if (assistant !== null) return [...found, ...assistant.blockers()]
    if (this.#texts.written.trim() === "" && files.count === 0) found.push({ id: "text", text: say("nothing") })
    return found
  }

  #showBlockers(): void {
    const { recipients, files } = this.#parts
    const later = recipients.complete.length > 0 ? recipients.incomplete() : []
    // The question stands at the top; who types far below it sees this line.
    const split = this.#conflict ? [{ id: "conflict", text: say("conflict") }] : []
    const out = this.#loggedOut ? [{ id: "logged-out", text: say("loggedOut") }] : []
    const all = [...split, ...out, ...this.#blockers(), ...later, ...files.blockers()]
    showBlockers(all)
    settleErrors(new Set(all.map(({ id }) => id)))
  }

  #showReaders(): void {
    void this.#readers.show(this.#box(), this.#parts.recipients.all)
  }

  // ── How it is kept ─────────────────────────────────────────────────────────────────────────────────────────

  #told(state: KeeperState, at: Date): void {
    this.#conflict = state === "conflict"
    need("conflict").hidden = !this.#conflict
    if (state !== "saving") this.#loggedOut = state === "logged-out"
    need("logged-out").hidden = !this.#loggedOut
    this.#showBlockers()
    const time = at.toLocaleTimeString("nl-NL", { hour: "2-digit", minute: "2-digit", timeZone: "Europe/Amsterdam" })
    const words = { saved: "saved", saving: "saving", unsaved: "unsaved", "logged-out": "loggedOut", conflict: "conflict" }
    need("saved").textContent = say(words[state], { time })
  }

  #moved(id: string): void {
    history.replaceState(null, "", draftPage(id, this.#parts.answers))
  }

  async #discard(): Promise<void> {
    if (this.#anything() && !(await confirmed("discard"))) return
    await this.#keeper.discard()
    await this.#parts.files.removeAll()
    this.#unguard()
    location.assign(`/mail/${this.#box().id}/in`)
  }

  // ── How it goes ────────────────────────────────────────────────────────────────────────────────────────────

  async #send(): Promise<void> {
    const { recipients } = this.#parts
    clearErrors()
    await recipients.settle()
    const blockers = [...recipients.unread(), ...this.#blockers(), ...this.#parts.files.wrong()]
    if (blockers.length > 0) complain(blockers)
    // After the summary, which says of each person in one line what these say field by field.
    recipients.complain()
    if (blockers.length > 0) return
    const later = recipients.incomplete()
    if (later.length > 0 && !(await this.#partly(later))) return document.getElementById(later[0]?.id ?? "")?.focus()
    await this.#filesArrived()
    const files = this.#parts.files.blockers()
    if (files.length > 0) return complain(files)
    this.#sending = true
    try {
      await this.#go()
    } catch (error) {
      await this.#refused(error)
    } finally {
      this.#sending = false
      this.#say("")
    }
  }

  async #go(): Promise<void> {
    await this.#keeper.save()
    if (!this.#box().maySend) return this.#layReady()
    await this.#keeper.stop()
    this.#say(say("sealingMessage"))
    const boxes = [this.#box().id, ...this.#parts.recipients.complete.filter(({ kind }) => kind === "box").map(({ id }) => id)]
    const receipt = await withBoxKeys(this.#parts.me, boxes, async (keys) => {
      const submission = await this.#sealed(keys)
      this.#say(say("sending"))
      const waits = () => this.#say(say("resending"))
      return handIn(submission, this.#parts.assistant?.part() ?? null, waits, this.tries, this.#parts.me.signing)
    })
    this.#unguard()
    await this.#parts.files.sent()
    location.replace(`/mail/messages/${receipt.message}?sent=1`)
    await new Promise(() => {})
  }

  #sealed(boxKeys: BoxKeys): Promise<UserMessageIn> {
    const { me, keys, conversation, recipients, subject, files, assistant, guard } = this.#parts
    const out = {
      message: this.#message,
      conversation: conversation ?? crypto.randomUUID(),
      keys,
      recipients: recipients.complete,
      subject: subject.text ?? "",
      text: plainText([this.#text.value, assistant?.statement() ?? ""].filter(Boolean).join("\n\n")),
      secret: this.#secret.checked,
      files: files.entries(),
      draft: this.#keeper.id,
    }
    const stretch = (code: string) => sealClient().accessHalves(code)
    const made = submissionOf(out, { me, box: this.#box(), at: serverNow(), keys: boxKeys, stretch })
    return made.then((submission) => ({ ...submission, acknowledgedWarnings: guard.acknowledged() }))
  }

  /** Who may only prepare tells who may send that it is ready. */
  async #layReady(): Promise<void> {
    await this.#keeper.layReady()
    this.#unguard()
    location.assign(`/mail/${this.#box().id}/drafts`)
    await new Promise(() => {})
  }

  /** Pressing Send while files are under way means: as soon as they are there. */
  async #filesArrived(): Promise<void> {
    const { files } = this.#parts
    while (files.unsent && !files.uploads.totals().paused) {
      this.#say(say("filesWait"))
      await new Promise<void>((resolve) => {
        this.#arrived = resolve
      })
    }
    this.#arrived = () => {}
    this.#say("")
  }

  async #partly(later: readonly FieldError[]): Promise<boolean> {
    need("partly").replaceChildren(...later.map(({ text }) => {
      const item = document.createElement("li")
      item.textContent = text
      return item
    }))
    return confirmed("partly")
  }

  async #refused(error: unknown): Promise<void> {
    this.#keeper.resume()
    if (!(error instanceof Problem)) {
      complainOfRefusal({ id: "", text: say("sendFailed") }, "ZG-SEAL")
      throw error
    }
    const number = (error.extra["details"] as { number?: number } | undefined)?.number
    if (error.code === "file-missing" && number !== undefined) await this.#parts.files.again(number)
    if (error.code === "key-version-past") this.#parts.retell()
    if (error.code === "already-sent") return sentAlready(error, this.#message)
    const text = error.status === 401 ? say("loggedOut") : error.detail
    complainOfRefusal({ id: placeOf(error), text }, error.code)
    if (error.status === 401) offerLogin()
  }

  #say(text: string): void {
    const line = need("sending")
    line.textContent = text
    line.hidden = text === ""
  }
}

/** The address of the draft, so that a reload finds it. */
