// The texts a mailbox writes often: a list to change, and a form for a new one. All of it is opened and sealed here.
import { fromTemplate, need } from "../page/elements.ts"
import { clearErrors, showErrorSummary, whileBusy } from "../page/errors.ts"
import { guardLeave } from "../page/leaving.ts"
import { api, Problem } from "../page/server.ts"
import { announce, language, say } from "../page/words.ts"
import { confirmed } from "../compose/complaints.ts"
import { fetchStandardTexts, keepStandardText, signedWith, type StandardText } from "../compose/standard-texts.ts"
import { FIELDS } from "../compose/text-fields.ts"
import { type Account, account } from "../session/account.ts"

const box = need("texts").dataset["texts"] ?? ""
const form = need<HTMLFormElement>("text-form")
const name = document.getElementById("text-name") as HTMLInputElement
const body = document.getElementById("text-body") as HTMLTextAreaElement
const under = document.getElementById("text-under") as HTMLInputElement

let known: readonly StandardText[] = []
/** The text that is being changed; null for a new one. */
let changing: StandardText | null = null
/** Who is here. */
let user = ""

// ── The list ─────────────────────────────────────────────────────────────────────────────────────────────────

async function show(me: Account): Promise<void> {
  user = me.user.id
  const { texts, closed } = await fetchStandardTexts(box, me)
  known = texts
  need("list").replaceChildren(...texts.map((text) => row(text, me)))
  need("empty").hidden = texts.length > 0
  const line = need("closed")
  line.hidden = closed === 0
  line.textContent = closed === 1 ? say("closedOne") : say("closedMany", { n: closed })
}

function row(text: StandardText, me: Account): HTMLElement {
  const element = fromTemplate("text-row")
  need("text-name", undefined, element).textContent = text.name
  need("text-signs", undefined, element).hidden = !text.under.includes(user)
  need("text-start", undefined, element).textContent = text.text
  const change = need<HTMLButtonElement>("action", "change", element)
  change.setAttribute("aria-label", say("changeOf", { name: text.name }))
  change.addEventListener("click", () => edit(text))
  const away = need<HTMLButtonElement>("action", "throw-away", element)
  away.setAttribute("aria-label", say("awayOf", { name: text.name }))
  away.addEventListener("click", () => void whileBusy(away, () => throwAway(text, me)))
  return element
}

async function throwAway(text: StandardText, me: Account): Promise<void> {
  if (!(await confirmed("throw-away"))) return
  try {
    await api(`/api/texts/${text.id}`, { method: "DELETE" })
  } catch (error) {
    return failed(error)
  }
  if (changing?.id === text.id) edit(null)
  announce(say("textGone", { name: text.name }))
  await show(me)
  name.focus()
}

// ── The form ─────────────────────────────────────────────────────────────────────────────────────────────────

function edit(text: StandardText | null): void {
  clearErrors()
  changing = text
  name.value = text?.name ?? ""
  body.value = text?.text ?? ""
  under.checked = text?.under.includes(user) ?? false
  need("form-title").textContent = text === null ? say("textNew") : say("textChange", { name: text.name })
  need("action", "cancel").hidden = text === null
  if (text !== null) name.focus()
}

function complaints(): { id: string; text: string }[] {
  const wanted = name.value.trim()
  const found = []
  if (wanted === "") found.push({ id: "text-name", text: say("nameMissing") })
  else if (known.some((text) => text.name === wanted && text.id !== changing?.id)) found.push({ id: "text-name", text: say("nameTwice") })
  if (body.value.trim() === "") found.push({ id: "text-body", text: say("bodyMissing") })
  return found
}

async function keep(me: Account): Promise<void> {
  clearErrors()
  const wrong = complaints()
  if (wrong.length > 0) return showErrorSummary(wrong)
  const before = changing ?? { id: crypto.randomUUID(), version: 0, under: [] }
  const typed = { ...before, name: name.value.trim(), text: body.value }
  const chosen = under.checked ? typed.id : null
  const rest = signedWith(known.filter(({ id }) => id !== typed.id), me.user.id, chosen)
  const kept = signedWith([typed], me.user.id, chosen)[0] ?? typed
  try {
    await keepStandardText(box, me, kept)
    // A colleague's name stays in each: a team may share a text. Where this one signs, no other does.
    if (under.checked) for (const other of rest) await keepStandardText(box, me, other)
  } catch (error) {
    return failed(error)
  }
  edit(null)
  await show(me)
  announce(say("textKept", { name: kept.name }))
  name.focus()
}

function failed(error: unknown): void {
  if (!(error instanceof Problem)) throw error
  showErrorSummary([{ id: "", text: error.detail }])
}

function offerFields(): void {
  const buttons = Object.values(FIELDS[language()]).map((field) => {
    const button = document.createElement("button")
    button.type = "button"
    button.className = "utrecht-button utrecht-button--secondary-action button--small"
    button.textContent = `{${field}}`
    button.setAttribute("aria-label", say("fieldAdd", { field: `{${field}}` }))
    button.addEventListener("click", () => {
      body.setRangeText(`{${field}}`, body.selectionStart, body.selectionEnd, "end")
      body.focus()
    })
    return button
  })
  need("fields").replaceChildren(...buttons)
}

async function start(): Promise<void> {
  const me = await account()
  await show(me)
  offerFields()
  edit(null)
  need("action", "cancel").addEventListener("click", () => edit(null))
  form.addEventListener("submit", (event) => {
    event.preventDefault()
    const button = form.querySelector("button[type=submit]") as HTMLButtonElement
    void whileBusy(button, () => keep(me))
  })
  const signs = () => changing?.under.includes(user) ?? false
  guardLeave(() => name.value.trim() !== (changing?.name ?? "") || body.value !== (changing?.text ?? "") || under.checked !== signs())
  form.hidden = false
}

start()
  .catch(failed)
  .finally(() => {
    need("loading").hidden = true
  })
