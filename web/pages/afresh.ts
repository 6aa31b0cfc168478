// New keys, after every way to the old ones was lost: a user key, and the next key of one's own mailbox.
import { need } from "../page/elements.ts"
import { clearErrors, type FieldError, showErrorSummary, whileBusy } from "../page/errors.ts"
import { api, Problem } from "../page/server.ts"
import { say } from "../page/words.ts"
import { newKeyParts, type PasswordPart, presentLogin } from "../account/handover.ts"
import { showPanel, tellFailure } from "../account/panels.ts"
import { confirmedRecoverySeed } from "../account/recovery-step.ts"
import { b64 } from "../seal/bytes.ts"
import { newUserKey } from "../seal/keys.ts"
import { newBox } from "../seal/message.ts"
import { unlock } from "../session/account.ts"
import { apiWithProof } from "../session/proof.ts"
import type { MeOut, MemberOut } from "../wire/api.ts"

const form = need<HTMLFormElement>("afresh")
const password = need<HTMLInputElement>("field", "old").querySelector("input") as HTMLInputElement
const agreed = need<HTMLInputElement>("agreed")

/** The next key of the person's own mailbox, for all its members; for the person themselves sealed to the new user key. */
async function nextKey(me: MeOut, recipient: string): Promise<object> {
  const own = me.boxes.find(({ kind, delegated }) => kind === "personal" && !delegated)
  if (own === undefined) throw new Problem(404, { code: "box-unknown" })
  const members = await api<readonly MemberOut[]>(`/api/boxes/${own.id}/members`)
  const made = await newBox(members.map((member) => (member.user === me.user.id ? recipient : member.recipient)))
  const keys = members.map(({ user }, at) => ({ user, sealedIdentity: b64(made.sealed[at] ?? new Uint8Array()) }))
  return { number: own.keyVersion + 1, recipient: made.recipient, keys }
}

async function made(me: MeOut, part: PasswordPart): Promise<object> {
  const key = await newUserKey(part.unlock)
  const box = await nextKey(me, key.recipient)
  showPanel("code")
  const recovery = await confirmedRecoverySeed({ name: me.user.name, email: me.user.email })
  return { ...(await newKeyParts(key, part, recovery)), box }
}

async function submitted(): Promise<void> {
  clearErrors()
  const errors: FieldError[] = password.value === "" ? [{ id: password.id, text: say("oldMissing") }] : []
  if (!agreed.checked) errors.push({ id: agreed.id, text: say("agreeMissing") })
  if (errors.length > 0) return showErrorSummary(errors, { before: form })
  try {
    const me = await api<MeOut>("/api/me")
    const part = await presentLogin(me.user.email, password.value)
    const json = await made(me, part)
    if (!(await apiWithProof("/api/me/afresh", { json }))) return showPanel("form")
    await unlock(await api<MeOut>("/api/me"), part.unlock)
    showPanel("done")
  } catch (error) {
    showPanel("form")
    tellFailure(error, form, { "password-wrong": password.id })
  }
}

form.addEventListener("submit", (event) => {
  event.preventDefault()
  void whileBusy(form.querySelector("button[type=submit]") as HTMLButtonElement, submitted)
})
