// Notes among the members of a mailbox about one conversation: sealed to the mailbox like everything else in it.
import { find, fromTemplate, need } from "../page/elements.ts"
import { clearErrors, showErrorSummary, whileBusy } from "../page/errors.ts"
import { api, Problem } from "../page/server.ts"
import { announce, formatMoment, say } from "../page/words.ts"
import { open, seal } from "../seal/age.ts"
import { b64, fromB64, fromUtf8, utf8 } from "../seal/bytes.ts"
import type { Account } from "../session/account.ts"
import { keyOf, withBoxKeys } from "../session/key-versions.ts"
import type { NoteOut } from "../wire/api.ts"

/** Shows the notes where the page has a place for them. The form listens before the keys are open: no press is lost. */
export async function startNotes(opening: Promise<Account>): Promise<void> {
  const place = find("notes")
  if (place === null) return
  const box = place.dataset["box"] ?? ""
  const conversation = place.dataset["conversation"] ?? ""
  const form = need<HTMLFormElement>("note-form")
  form.addEventListener("submit", (event) => {
    event.preventDefault()
    const button = form.querySelector<HTMLButtonElement>("button[type=submit]") as HTMLButtonElement
    void whileBusy(button, async () => keep(form, box, conversation, await opening))
  })
  try {
    await show(box, conversation, await opening)
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    need("note-list").textContent = error.detail
  }
}

async function show(box: string, conversation: string, me: Account): Promise<void> {
  const notes = await api<readonly NoteOut[]>(`/api/conversations/${conversation}/notes?box=${box}`)
  need("note-list").replaceChildren(...(await Promise.all(notes.map((note) => row(note, me)))))
}

async function row(note: NoteOut, me: Account): Promise<HTMLElement> {
  const element = fromTemplate("note-row")
  need("note-text", undefined, element).textContent = await text(note, me)
  need("note-by", undefined, element).textContent = `${note.writer}, ${formatMoment(new Date(note.at))}`
  const take = need<HTMLButtonElement>("action", "delete-note", element)
  take.hidden = !note.mine
  take.addEventListener("click", () => void whileBusy(take, async () => {
    await api(`/api/notes/${note.id}`, { method: "DELETE" })
    element.remove()
  }))
  return element
}

async function text(note: NoteOut, me: Account): Promise<string> {
  try {
    return fromUtf8(await open(me.identities, fromB64(note.sealed)))
  } catch {
    return say("noteClosed")
  }
}

async function keep(form: HTMLFormElement, box: string, conversation: string, me: Account): Promise<void> {
  const field = form.querySelector("textarea") as HTMLTextAreaElement
  clearErrors()
  if (field.value.trim() === "") return field.focus()
  const id = crypto.randomUUID()
  try {
    await withBoxKeys(me, [box], async (keys) => {
      const { recipient, keyVersion } = keyOf(box, keys)
      const sealed = b64(await seal([recipient], utf8(field.value)))
      await api(`/api/notes/${id}`, { method: "PUT", json: { box, conversation, sealed, keyVersion } })
    })
    field.value = ""
    announce(say("noteKept"))
    await show(box, conversation, me)
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    showErrorSummary([{ id: "note", text: error.detail }], { before: form })
  }
}
