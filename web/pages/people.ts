// Who else uses a mailbox: finding somebody, sealing the box's keys to them, changing their right, shutting them out.
import { all, find, need } from "../page/elements.ts"
import { clearErrors, showErrorSummary, whileBusy } from "../page/errors.ts"
import { api, Problem } from "../page/server.ts"
import { say } from "../page/words.ts"
import { b64 } from "../seal/bytes.ts"
import { sealIdentity } from "../seal/message.ts"
import { account } from "../session/account.ts"
import { renewKey } from "../session/key-versions.ts"
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
  need("found-list").replaceChildren(...found.map(option))
  if (found.length === 0) showErrorSummary([{ id: "person", text: say("none") }], { before: form })
  else document.querySelector<HTMLInputElement>("[name=chosen]")?.focus()
}

function option(person: PersonOut, at: number): HTMLElement {
  const line = document.createElement("div")
  line.className = "choice"
  const input = document.createElement("input")
  Object.assign(input, { type: "radio", name: "chosen", id: `chosen-${at}`, value: person.user, checked: found.length === 1 })
  const label = document.createElement("label")
  label.htmlFor = input.id
  label.textContent = [person.name, person.address, person.organisation].filter((text) => text !== "").join(", ")
  line.append(input, label)
  if (person.organisation !== (people?.dataset["organisation"] ?? "")) line.append(outsider(input))
  return line
}

/** A colleague is meant nearly always: whoever works elsewhere is marked, so that nobody is chosen by mistake. */
function outsider(input: HTMLElement): HTMLElement {
  const hint = document.createElement("span")
  hint.className = "choice__hint"
  hint.id = `${input.id}-hint`
  hint.textContent = say("outsider")
  input.setAttribute("aria-describedby", hint.id)
  return hint
}

async function invite(form: HTMLElement): Promise<void> {
  const chosen = form.querySelector<HTMLInputElement>("[name=chosen]:checked")?.value
  const person = found.find(({ user }) => user === chosen)
  if (person === undefined) return showErrorSummary([{ id: "person", text: say("missing") }], { before: form })
  const mine = (await account()).box(box)
  const keys = await Promise.all(
    [...(mine?.keyVersions ?? [])].map(async ([number, identity]) => ({
      number,
      sealedIdentity: b64(await sealIdentity(identity, person.recipient)),
    })),
  )
  const json = { user: person.user, ...choice(form), keys }
  if (await apiWithProof(`/api/boxes/${box}/members`, { json })) location.reload()
}

/** Shut out at once; the new key is made here and now, and by the next session if this fails. */
async function remove(member: HTMLElement): Promise<void> {
  if (!confirm(say("sure", { name: member.dataset["name"] ?? "" }))) return
  const path = `/api/boxes/${box}/members/${member.dataset["member"]}`
  if (!(await apiWithProof(path, { method: "DELETE" }))) return
  const mine = (await account()).box(box)
  if (mine !== undefined) await renewKey(mine).catch(ignoreRefusal)
  location.reload()
}

function ignoreRefusal(error: unknown): void {
  if (!(error instanceof Problem)) throw error
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
