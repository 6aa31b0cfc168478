// Guests who cannot get in: another phone number, another access code (sealed anew here), or settled by phone.
import { today } from "../page/clock.ts"
import { isoDay } from "../time/days.ts"
import { all, find, need } from "../page/elements.ts"
import { clearErrors, showErrorSummary, whileBusy } from "../page/errors.ts"
import { Rows } from "../page/rows.ts"
import { api, Problem } from "../page/server.ts"
import { press, startShortcuts } from "../page/shortcuts.ts"
import { announce, say } from "../page/words.ts"
import { codeLength, freshCode, LEAST_CODE } from "../compose/recipient.ts"
import { isAddress } from "../typed/address.ts"
import { readPhone } from "../typed/phone.ts"
import { sealClient } from "../session/sealer.ts"
import { b64, fromB64 } from "../seal/bytes.ts"
import { openSenderCopy, relinkGuest, resealGuest, type SenderCopy } from "../seal/guest.ts"
import { account } from "../session/account.ts"
import { apiWithProof } from "../session/proof.ts"
import type { ConversationOut, MissingOut } from "../wire/api.ts"

const box = need("tasks").dataset["tasks"] ?? ""

/** What the sender kept of this guest: the identity and the secret of the link. */
async function copyOf(task: HTMLElement): Promise<SenderCopy> {
  const { guest, conversation } = task.dataset
  const found = await api<ConversationOut>(`/api/conversations/${conversation}?box=${box}`)
  const person = found.correspondents.find(({ id }) => id === guest)
  if (person === undefined || person.senderCopy === "") throw new Problem(404, { code: "no-copy", detail: say("noCopy") })
  return openSenderCopy(fromB64(person.senderCopy), (await account()).identities)
}

async function savePhone(task: HTMLElement): Promise<void> {
  const input = need<HTMLInputElement>("phone", undefined, task)
  if ("error" in readPhone(input.value)) return wrong(input, say("phoneMissing"))
  const copy = await copyOf(task)
  await repair(task, { link: copy.linkSecret, phone: input.value })
}

/** Another address gets another link; who has an access code gets another code with it. */
async function saveAddress(task: HTMLElement): Promise<void> {
  const input = need<HTMLInputElement>("email", undefined, task)
  if (!isAddress(input.value.trim())) return wrong(input, say("emailMissing"))
  const code = find<HTMLInputElement>("email-code", undefined, task)
  if (code !== null && codeLength(code.value) < LEAST_CODE) return wrong(code, say("codeShort", { least: LEAST_CODE }))
  const basis = await basisOf(task, input.value.trim())
  if (basis === null) return wrong(need("basis-kind", undefined, task), say("basisMissing"))
  const copy = await copyOf(task)
  const mine = await (await account()).ownKey(box)
  const access = code === null ? undefined : await sealClient().accessHalves(code.value)
  const sealed = await relinkGuest(copy, mine.recipient, access)
  const { linkSecret, codeSalt, codeVerifier } = sealed
  const keys = { sealedIdentity: b64(sealed.sealedIdentity), senderCopy: b64(sealed.senderCopy) }
  const locked = codeSalt === undefined ? {} : { codeSalt, codeVerifier }
  const json = { link: linkSecret, email: input.value.trim(), ...keys, ...locked, ...basis }
  await repair(task, json)
}

/** What a court must state of a new address (VI 6.3): nothing where the register has it; null while it is not stated. */
async function basisOf(task: HTMLElement, address: string): Promise<{ basis?: object } | null> {
  const { missing } = await api<MissingOut>(`/api/sending/${box}/bases?${new URLSearchParams({ address })}`)
  const fields = need("basis", undefined, task)
  const on = need<HTMLInputElement>("basis-on", undefined, task)
  if (fields.hidden) on.value = isoDay(today())
  fields.hidden = missing.length === 0
  if (fields.hidden) return {}
  const kind = need<HTMLSelectElement>("basis-kind", undefined, task).value
  const source = need<HTMLInputElement>("basis-source", undefined, task).value.trim()
  return kind === "" ? null : { basis: { kind, givenOn: on.value, source } }
}

async function saveCode(task: HTMLElement): Promise<void> {
  const input = need<HTMLInputElement>("code", undefined, task)
  if (codeLength(input.value) < LEAST_CODE) return wrong(input, say("codeShort", { least: LEAST_CODE }))
  const copy = await copyOf(task)
  const sealed = await resealGuest(copy, await sealClient().accessHalves(input.value))
  const { codeSalt, codeVerifier } = sealed
  const json = { link: copy.linkSecret, sealedIdentity: b64(sealed.sealedIdentity), codeSalt, codeVerifier }
  await repair(task, json)
}

/** Who changes how somebody is recognised shows once more who they are. */
async function repair(task: HTMLElement, json: object): Promise<void> {
  const path = `/api/guests/${task.dataset["guest"]}/repair`
  if (await apiWithProof(path, { json })) finish(task, "repaired")
}

async function settle(task: HTMLElement): Promise<void> {
  await api(`/api/tasks/${task.dataset["task"]}/done`, { method: "POST" })
  finish(task, "settled")
}

function finish(task: HTMLElement, sentence: "repaired" | "settled"): void {
  const told = say(sentence, { name: task.dataset["name"] ?? "" })
  announce(told)
  const line = need("told")
  line.hidden = false
  ;(line.querySelector("p") as HTMLElement).textContent = told
  task.remove()
  showCount(all("task").length)
  need("empty").hidden = all("task").length > 0
  document.getElementById("tasks-title")?.focus()
}

/** How many still wait, beside the name of the folder. */
function showCount(n: number): void {
  const count = document.querySelector<HTMLElement>(".folders a[href$='/tasks'] .folders__count")
  if (count === null) return
  if (n === 0) count.remove()
  else (count.firstChild as Text).data = String(n)
}

function wrong(input: HTMLElement, text: string): void {
  showErrorSummary([{ id: input.id, text }])
}

function failed(error: unknown, input: HTMLElement | null): void {
  const text = error instanceof Problem ? error.detail : say("noCopy")
  showErrorSummary([{ id: input?.id ?? "", text }])
  if (!(error instanceof Problem)) throw error
}

type Form = "phone" | "code" | "email"

function show(task: HTMLElement, name: Form | null): void {
  clearErrors()
  for (const form of all("form", undefined, task)) form.hidden = form.dataset["form"] !== name
  need("choices", undefined, task).hidden = name !== null
  const input = name === null ? null : need<HTMLInputElement>(name, undefined, task)
  // A code of ours at once: the best code is one nobody had to think of.
  if (name === "code" && input !== null && input.value === "") input.value = freshCode()
  const relinked = name === "email" ? find<HTMLInputElement>("email-code", undefined, task) : null
  if (relinked?.value === "") relinked.value = freshCode()
  input?.focus()
}

const SAVES = { phone: savePhone, code: saveCode, email: saveAddress }

function start(task: HTMLElement): void {
  find("action", "phone", task)?.addEventListener("click", () => show(task, "phone"))
  need("action", "email", task).addEventListener("click", () => show(task, "email"))
  need("action", "code", task).addEventListener("click", () => show(task, "code"))
  for (const cancel of all("action", "cancel", task)) cancel.addEventListener("click", () => show(task, null))
  const done = need<HTMLButtonElement>("action", "done", task)
  done.addEventListener("click", () => void whileBusy(done, () => settle(task).catch((error) => failed(error, null))))
  for (const form of all<HTMLFormElement>("form", undefined, task)) {
    const save = SAVES[form.dataset["form"] as Form]
    form.addEventListener("submit", (event) => {
      event.preventDefault()
      clearErrors()
      const button = form.querySelector("button[type=submit]") as HTMLButtonElement
      void whileBusy(button, () => save(task).catch((error) => failed(error, form.querySelector("input"))))
    })
  }
}

// On a phone the people come first, and the other mailboxes when asked for.
if (matchMedia("(max-width: 55.99em)").matches) find("boxes")?.removeAttribute("open")
// The keys are needed at the first press; who has none is asked for the password now, not after typing.
void account()
for (const task of all("task")) start(task)
const rows = new Rows("[data-task]")
startShortcuts({ j: () => rows.go(1), k: () => rows.go(-1), u: press(".folders a[href$='/in']") })
