// Who else uses a mailbox: finding somebody, sealing the box's keys to them, changing their right, shutting them out.
import { all, find, need } from "../page/elements.ts"
import { clearErrors, showErrorSummary, whileBusy } from "../page/errors.ts"
import { api, Problem } from "../page/server.ts"
import { say } from "../page/words.ts"
import { account } from "../session/account.ts"
import { tryRenewal } from "../session/renewal.ts"
import { personNumber } from "../seal/fingerprint.ts"
import { familiar, invited } from "../session/inviting.ts"
import { didHere } from "../session/own-acts.ts"
import { apiWithProof } from "../session/proof.ts"
import type { PersonOut } from "../wire/api.ts"

const people = find("people")
const box = people?.dataset["box"] ?? ""
let found: readonly PersonOut[] = []

const value = (form: HTMLElement, name: string) => form.querySelector<HTMLInputElement>(`[name=${name}]`)?.value ?? ""

/** The right and last day that a form says. */
const choice = (form: HTMLElement) => ({ right: value(form, "right"), endsOn: value(form, "ends") || null })

async function search(form: HTMLElement): Promise<void> {
  clearErrors()
  found = await api<readonly PersonOut[]>(`/api/boxes/people?${new URLSearchParams({ q: value(form, "person") })}`)
  need("found").hidden = found.length === 0
  need("found-list").replaceChildren(...(await Promise.all(found.map(option))))
  if (found.length === 0) showErrorSummary([{ id: "person", text: say("none") }], { before: form })
  else document.querySelector<HTMLInputElement>("[name=chosen]")?.focus()
}

async function option(person: PersonOut, at: number): Promise<HTMLElement> {
  const line = document.createElement("div")
  line.className = "choice"
  const input = document.createElement("input")
  Object.assign(input, { type: "radio", name: "chosen", id: `chosen-${at}`, value: person.user, checked: found.length === 1 })
  const label = document.createElement("label")
  label.htmlFor = input.id
  label.textContent = [person.name, person.address, person.organisation].filter((text) => text !== "").join(", ")
  line.append(input, label, hint(input, say("number", { number: await personNumber(person) })))
  // A colleague is meant nearly always: whoever works elsewhere is marked, so that nobody is chosen by mistake.
  if (person.organisation !== (people?.dataset["organisation"] ?? "")) line.append(hint(input, say("outsider")))
  return line
}

function hint(input: HTMLElement, text: string): HTMLElement {
  const element = document.createElement("span")
  const before = input.getAttribute("aria-describedby") ?? ""
  element.className = "choice__hint"
  element.id = `${input.id}-hint${before.length}`
  element.textContent = text
  input.setAttribute("aria-describedby", `${before} ${element.id}`.trim())
  return element
}

async function invite(form: HTMLElement): Promise<void> {
  const chosen = form.querySelector<HTMLInputElement>("[name=chosen]:checked")?.value
  const person = found.find(({ user }) => user === chosen)
  if (person === undefined) return showErrorSummary([{ id: "person", text: say("missing") }], { before: form })
  const me = await account()
  // Whoever was known by other keys is let in by nobody in passing: the person is asked, with both in view.
  if ((await familiar(me, person)) === "other" && !confirm(say("other", { name: person.name, number: await personNumber(person) }))) return
  const json = { ...(await invited(me, box, person)), ...choice(form) }
  if (!(await apiWithProof(`/api/boxes/${box}/members`, { json }))) return
  didHere("boxes.member.added")
  location.reload()
}

/** Shut out at once; the new key is made here and now, and by the next session if this fails. */
async function remove(member: HTMLElement): Promise<void> {
  if (!confirm(say("sure", { name: member.dataset["name"] ?? "" }))) return
  const path = `/api/boxes/${box}/members/${member.dataset["member"]}`
  if (!(await apiWithProof(path, { method: "DELETE" }))) return
  didHere("boxes.member.removed")
  await tryRenewal(await account(), box)
  location.reload()
}

/** Does something for a form; what is refused stands above it. */
async function trying(form: HTMLElement, work: () => Promise<void>): Promise<void> {
  clearErrors()
  try {
    await work()
  } catch (error) {
    const text = error instanceof Problem ? error.detail : say("failed")
    showErrorSummary([{ id: "", text }], { before: form })
    if (!(error instanceof Problem)) throw error
  }
}

function start(): void {
  const form = find<HTMLFormElement>("invite")
  if (form !== null) {
    const button = need<HTMLButtonElement>("action", "find-person")
    button.addEventListener("click", () => void whileBusy(button, () => trying(form, () => search(form))))
    form.addEventListener("submit", (event) => {
      event.preventDefault()
      const give = form.querySelector<HTMLButtonElement>("button[type=submit]") as HTMLButtonElement
      const looking = document.activeElement?.id === "person"
      void whileBusy(give, () => trying(form, () => (looking ? search(form) : invite(form))))
    })
  }
  for (const member of all("member")) {
    const change = find<HTMLFormElement>("change", undefined, member)
    if (change === null) continue
    change.addEventListener("submit", (event) => {
      event.preventDefault()
      void trying(change, async () => {
        const path = `/api/boxes/${box}/members/${member.dataset["member"]}`
        const kept = await apiWithProof(path, { method: "PUT", json: choice(change) })
        if (kept !== null) location.reload()
      })
    })
    const out = need<HTMLButtonElement>("action", "remove-member", change)
    out.addEventListener("click", () => void whileBusy(out, () => trying(change, () => remove(member))))
  }
}

start()
