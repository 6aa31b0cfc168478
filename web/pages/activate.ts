// Making an account: the keys are made here, sealed for the password and for a recovery code, and only then sent.
import { need } from "../page/elements.ts"
import { clearErrors, type FieldError, showErrorSummary, whileBusy } from "../page/errors.ts"
import { api, Problem } from "../page/server.ts"
import { say } from "../page/words.ts"
import { takeAllAlong } from "../account/adopt.ts"
import { newKeyParts, splitNewPassword } from "../account/handover.ts"
import { showPanel, tellFailure, tokenOfAddress } from "../account/panels.ts"
import { newPasswordField } from "../account/password-field.ts"
import { confirmedRecoverySeed } from "../account/recovery-step.ts"
import { b64, type Bytes } from "../seal/bytes.ts"
import { newUserKey } from "../seal/keys.ts"
import { keyHash } from "../seal/derive.ts"
import { newBox } from "../seal/message.ts"
import { unlock } from "../session/account.ts"
import { rememberMade } from "../session/pins.ts"
import type { InvitationOut, LoginOut, MeOut } from "../wire/api.ts"

const token = tokenOfAddress()
const form = need<HTMLFormElement>("activate")
const name = need<HTMLInputElement>("field", "name").querySelector("input") as HTMLInputElement
const language = need<HTMLSelectElement>("field", "language").querySelector("select") as HTMLSelectElement
let invitation: InvitationOut
const password = newPasswordField(() => [invitation.email, name.value, "zegel"])

async function begin(): Promise<void> {
  try {
    invitation = await api<InvitationOut>("/api/invitations/look", { json: { token } })
  } catch (error) {
    if (error instanceof Problem && error.retry) return tellFailure(error, form)
    return showPanel("over")
  }
  need("email").textContent = invitation.email
  name.value = invitation.name
  language.value = document.documentElement.lang.startsWith("en") ? "en" : "nl"
  showPanel("form")
}

async function submitted(): Promise<void> {
  clearErrors()
  const errors: FieldError[] = name.value.trim() === "" ? [{ id: name.id, text: say("nameMissing") }] : []
  errors.push(...(await password.faults()))
  if (errors.length > 0) return showErrorSummary(errors, { before: form })
  const part = await splitNewPassword(password.value)
  const key = await newUserKey(part.unlock)
  const box = await newBox([key.recipient])
  rememberMade(await keyHash(key.recipient), await keyHash(box.recipient))
  showPanel("code")
  const recovery = await confirmedRecoverySeed({ name: name.value.trim(), email: invitation.email })
  await handIn({
    token,
    name: name.value.trim(),
    language: language.value,
    ...(await newKeyParts(key, part, recovery)),
    box: { recipient: box.recipient, sealedIdentity: b64(box.sealed[0] as Bytes) },
  }, part.unlock, box.recipient)
}

async function handIn(account: Readonly<Record<string, unknown>>, seed: Bytes, recipient: string): Promise<void> {
  try {
    await api("/api/invitations/accept", { json: account })
  } catch (error) {
    showPanel("form")
    return tellFailure(error, form, { "name-refused": name.id })
  }
  password.clear()
  if (invitation.sso) return goOn(seed)
  const { me } = await api<LoginOut>("/api/login", { json: { email: invitation.email, login: account.login } })
  if (me !== null) await unlock(me, seed)
  // What fails here is offered again on the guest's own page.
  need("came-along").hidden = (await takeAllAlong({ recipient, keyVersion: 1 }).catch(() => 0)) === 0
  showPanel("done")
}

/** An employee has logged in at their directory already; where that was too long ago, they do so again. */
async function goOn(seed: Bytes): Promise<void> {
  try {
    await unlock(await api<MeOut>("/api/login/sso/enter", { json: {} }), seed)
    showPanel("done-sso")
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    location.assign("/login")
  }
}

form.addEventListener("submit", (event) => {
  event.preventDefault()
  void whileBusy(form.querySelector("button[type=submit]") as HTMLButtonElement, submitted)
})
await begin()
