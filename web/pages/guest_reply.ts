// A guest's answer: some text, files, and one button. What is typed is kept, sealed, until it has been sent.
import { find, need } from "../page/elements.ts"
import { clearErrors, showErrorSummary, whileBusy } from "../page/errors.ts"
import { guardLeave } from "../page/leaving.ts"
import { Problem } from "../page/server.ts"
import { say } from "../page/words.ts"
import type { SavedFile } from "../compose/file-item.ts"
import { Tries } from "../session/attempts.ts"
import { FileList } from "../compose/files.ts"
import { forget, keep, type Kept, newAnswer, recall, Sender, shutOut } from "../reading/answer.ts"
import { entered, guardGuest, guestIdentity } from "../session/guest.ts"

const LONGEST = 20_000
const SAVE_MILLISECONDS = 800

const id = need("guest").dataset["guest"] ?? ""
const text = document.getElementById("text") as HTMLTextAreaElement
const button = need<HTMLButtonElement>("action", "send")

async function start(): Promise<void> {
  const identity = await guestIdentity(id)
  const guest = await entered(id)
  if (guest === null) return location.replace(`/g/${id}?closed=idle`)
  const before = await recall<readonly SavedFile[]>(guest, identity)
  const answer: Kept<readonly SavedFile[]> = before ?? (await newAnswer<readonly SavedFile[]>([]))
  const tries = new Tries(() => answer.message)
  const sender = new Sender(guest, identity, tries)
  let sent = false
  let moved: () => void = () => {}
  const files = await FileList.start({
    guest: id,
    recipient: async () => answer.keys.recipient,
    nameRule: false,
    court: () => guest.owner.court === true,
    failed: (status, sealed) => void tries.failed("file", status, sealed),
    changed: () => {
      later()
      moved()
    },
  })

  const dirty = () => !sent && (text.value.trim() !== "" || files.count > 0)
  const now = (): Kept<readonly SavedFile[]> => ({ ...answer, text: text.value, files: files.saved() })
  const save = async () => {
    if (sent) return
    if (dirty()) await keep(guest, now())
    else forget(guest)
  }
  let timer: ReturnType<typeof setTimeout> | undefined
  function later(): void {
    clearTimeout(timer)
    timer = setTimeout(() => void save(), SAVE_MILLISECONDS)
  }

  if (before !== null) {
    text.value = before.text
    await files.restore(before.files)
    need("restored").hidden = text.value === "" && files.count === 0
  }
  text.addEventListener("input", later)
  const unguard = guardLeave(dirty)
  guardGuest(id, async () => {
    unguard()
    await save()
  })

  /** Resolves when no file is under way any more. */
  async function arrived(): Promise<void> {
    while (files.unsent && !files.uploads.totals().paused) {
      await new Promise<void>((done) => {
        moved = done
      })
    }
    moved = () => {}
  }

  async function send(): Promise<void> {
    clearErrors()
    if (text.value.trim() === "" && files.count === 0) return complain([{ id: "text", text: say("answerEmpty") }])
    if (text.value.length > LONGEST) return complain([{ id: "text", text: say("answerLong", { most: LONGEST }) }])
    await arrived()
    const waiting = files.blockers()
    if (waiting.length > 0) return complain(waiting)
    await save()
    try {
      const receipt = await sender.send(now(), files.entries())
      sent = true
      unguard()
      forget(guest as NonNullable<typeof guest>)
      await files.sent()
      location.replace(`/g/${id}/messages/${receipt.message}?sent=1`)
      await new Promise(() => {})
    } catch (error) {
      await refused(error)
    }
  }

  async function refused(error: unknown): Promise<void> {
    if (!(error instanceof Problem)) throw error
    if (error.code === "file-missing") await files.again(Number((error.extra["details"] as { number?: number }).number))
    const why = shutOut(error) ? say("answerShut") : error.detail
    const field = error.code === "file-missing" ? "file-choose" : ""
    showErrorSummary([{ id: field, text: why }], { title: say("answerNotSent"), next: say("answerKept"), code: error.code })
  }

  document.querySelector("form[data-answer]")?.addEventListener("submit", (event) => {
    event.preventDefault()
    void whileBusy(button, send)
  })
  find("loading")?.remove()
  need("answer").hidden = false
}

function complain(errors: Parameters<typeof showErrorSummary>[0]): void {
  showErrorSummary(errors, { title: say("answerNotSent"), next: say("answerKept") })
}

void start()
