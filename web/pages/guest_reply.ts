// A guest's answer: some text, files, and one button. What is typed is kept, sealed, until it has been sent.
import { find, need } from "../page/elements.ts"
import { clearErrors, showErrorSummary, whileBusy } from "../page/errors.ts"
import { guardLeave } from "../page/leaving.ts"
import { Problem } from "../page/server.ts"
import { say } from "../page/words.ts"
import type { SavedFile } from "../compose/file-item.ts"
import { Tries } from "../session/attempts.ts"
import { FileList } from "../compose/files.ts"
import { forget, type Kept, newAnswer, recall, Sender, shutOut } from "../reading/answer.ts"
import { entered, guestIdentity } from "../session/guest.ts"
import { guardGuest } from "../session/guest-guard.ts"
import type { EnteredOut } from "../wire/api.ts"

type KeptAnswer = Kept<readonly SavedFile[]>

const LONGEST = 20_000
const SAVE_MILLISECONDS = 800

const id = need("guest").dataset["guest"] ?? ""

/** What the guest is writing, kept while it is not sent. */
class Reply {
  readonly #guest: EnteredOut
  readonly #answer: KeptAnswer
  readonly #files: FileList
  readonly #sender: Sender
  readonly #text = document.getElementById("text") as HTMLTextAreaElement
  readonly #unguard: () => void
  #sent = false
  #timer: ReturnType<typeof setTimeout> | undefined
  /** Called when the state of a file changes while `send` waits for them. */
  #moved: () => void = () => {}

  static async start(guest: EnteredOut, identity: string): Promise<Reply> {
    const before = await recall<readonly SavedFile[]>(guest, identity)
    const answer: KeptAnswer = before ?? (await newAnswer<readonly SavedFile[]>([]))
    const tries = new Tries(() => answer.message)
    let changed: () => void = () => {}
    const files = await FileList.start({
      guest: id,
      recipient: async () => answer.keys.recipient,
      nameRule: false,
      court: () => guest.owner.court === true,
      failed: (status, sealed) => void tries.failed("file", status, sealed),
      changed: () => changed(),
    })
    const reply = new Reply(guest, answer, files, new Sender(guest, identity, tries))
    changed = () => {
      reply.#saveLater()
      reply.#moved()
    }
    if (before !== null) await reply.#restore(before)
    return reply
  }

  private constructor(guest: EnteredOut, answer: KeptAnswer, files: FileList, sender: Sender) {
    this.#guest = guest
    this.#answer = answer
    this.#files = files
    this.#sender = sender
    this.#text.addEventListener("input", () => this.#saveLater())
    this.#unguard = guardLeave(() => this.#dirty)
    guardGuest(id, async () => {
      this.#unguard()
      await this.#save()
    })
  }

  get #dirty(): boolean {
    return !this.#sent && (this.#text.value.trim() !== "" || this.#files.count > 0)
  }

  get #now(): KeptAnswer {
    return { ...this.#answer, text: this.#text.value, files: this.#files.saved() }
  }

  async #restore(before: KeptAnswer): Promise<void> {
    this.#text.value = before.text
    await this.#files.restore(before.files)
    need("restored").hidden = this.#text.value === "" && this.#files.count === 0
  }

  async #save(): Promise<void> {
    if (this.#sent) return
    if (this.#dirty) await this.#sender.keep(this.#now)
    else forget(this.#guest)
  }

  #saveLater(): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.#save(), SAVE_MILLISECONDS)
  }

  /** Sends what is there, once its files have arrived; what is wrong is said on the page. */
  async send(): Promise<void> {
    clearErrors()
    const text = this.#text.value
    if (text.trim() === "" && this.#files.count === 0) return complain([{ id: "text", text: say("answerEmpty") }])
    if (text.length > LONGEST) return complain([{ id: "text", text: say("answerLong", { most: LONGEST }) }])
    await this.#filesArrived()
    const waiting = this.#files.blockers()
    if (waiting.length > 0) return complain(waiting)
    await this.#save()
    try {
      const receipt = await this.#sender.send(this.#now, this.#files.entries())
      this.#sent = true
      this.#unguard()
      forget(this.#guest)
      await this.#files.sent()
      location.replace(`/g/${id}/messages/${receipt.message}?sent=1`)
      // The button stays busy until the page is gone.
      await new Promise(() => {})
    } catch (error) {
      await this.#refused(error)
    }
  }

  async #filesArrived(): Promise<void> {
    while (this.#files.unsent && !this.#files.uploads.totals().paused) {
      await new Promise<void>((done) => {
        this.#moved = done
      })
    }
    this.#moved = () => {}
  }

  async #refused(error: unknown): Promise<void> {
    if (!(error instanceof Problem)) throw error
    const missing = error.code === "file-missing"
    if (missing) await this.#files.again(Number((error.extra["details"] as { number?: number }).number))
    const text = shutOut(error) ? say("answerShut") : error.detail
    const id = missing ? "file-choose" : ""
    showErrorSummary([{ id, text }], { title: say("answerNotSent"), next: say("answerKept"), code: error.code })
  }
}

function complain(errors: Parameters<typeof showErrorSummary>[0]): void {
  showErrorSummary(errors, { title: say("answerNotSent"), next: say("answerKept") })
}

async function start(): Promise<void> {
  const identity = await guestIdentity(id)
  const guest = await entered(id)
  if (guest === null) return location.replace(`/g/${id}?closed=idle`)
  const reply = await Reply.start(guest, identity)
  const button = need<HTMLButtonElement>("action", "send")
  document.querySelector("form[data-answer]")?.addEventListener("submit", (event) => {
    event.preventDefault()
    void whileBusy(button, () => reply.send())
  })
  if (find("inline") !== null) void import("../compose/original.ts").then(({ startOriginal }) => startOriginal(async () => [identity]), () => {})
  find("loading")?.remove()
  need("answer").hidden = false
}

void start()
