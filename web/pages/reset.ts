// A new password with a link from the mailbox. The recovery code opens the user key here, on this device; without it the
// messages stay locked until it is found.
import { all, need } from "../page/elements.ts"
import { clearErrors, type FieldError, showErrorSummary, whileBusy } from "../page/errors.ts"
import { api, Problem } from "../page/server.ts"
import { say } from "../page/words.ts"
import { resealed, splitNewPassword } from "../account/handover.ts"
import { showPanel, tellFailure, tokenOfAddress } from "../account/panels.ts"
import { newPasswordField } from "../account/password-field.ts"
import { confirmedRecoverySeed } from "../account/recovery-step.ts"
import { b64, fromB64 } from "../seal/bytes.ts"
import { SealError } from "../seal/errors.ts"
import { openUserKey, type UserBundle } from "../seal/keys.ts"
import { readRecoveryCode, recoverySeed } from "../seal/recovery.ts"
import { didHere } from "../session/own-acts.ts"
import type { ResetOut } from "../wire/api.ts"

const token = tokenOfAddress()
const form = need<HTMLFormElement>("reset")
const code = need<HTMLInputElement>("field", "code").querySelector("input") as HTMLInputElement
const agreed = need<HTMLInputElement>("agreed")
let offer: ResetOut
const password = newPasswordField(() => [offer.email, "zegel"])

const hasCode = (): boolean => all<HTMLInputElement>("way").find((way) => way.checked)?.value !== "without"

async function begin(): Promise<void> {
  try {
    offer = await api<ResetOut>("/api/password/look", { json: { token } })
  } catch (error) {
    if (error instanceof Problem && error.retry) return tellFailure(error, form)
    return showPanel("over")
  }
  need("email").textContent = offer.email
  showPanel("form")
}

/** The user key, opened with the code somebody typed. */
async function recovered(): Promise<UserBundle | FieldError> {
  try {
    return await openUserKey(fromB64(offer.recovery), await recoverySeed(await readRecoveryCode(code.value)))
  } catch (error) {
    if (!(error instanceof SealError)) throw error
    return { id: code.id, text: say(error.code === "key-format" ? "codeSlip" : "codeOther") }
  }
}

async function submitted(): Promise<void> {
  clearErrors()
  const errors = await password.faults()
  const bundle = hasCode() ? await recovered() : null
  if (bundle !== null && "text" in bundle) errors.push(bundle)
  if (!hasCode() && !agreed.checked) errors.push({ id: agreed.id, text: say("agreeMissing") })
  if (errors.length > 0) return showErrorSummary(errors, { before: form })
  const part = await splitNewPassword(password.value)
  if (bundle === null) return handIn({ login: part.login, salt: b64(part.salt) }, "closed")
  showPanel("code")
  const recovery = await confirmedRecoverySeed({ name: "", email: offer.email })
  await handIn(await resealed(offer.user, bundle as UserBundle, part, recovery), "done")
}

async function handIn(body: object, panel: string): Promise<void> {
  try {
    await api("/api/password/reset", { json: { token, ...body } })
    didHere("key-custody.password.reset")
  } catch (error) {
    showPanel("form")
    return tellFailure(error, form)
  }
  password.clear()
  showPanel(panel)
}

for (const way of all<HTMLInputElement>("way")) {
  way.addEventListener("change", () => {
    need("with-code").hidden = !hasCode()
    need("without-code").hidden = hasCode()
  })
}
form.addEventListener("submit", (event) => {
  event.preventDefault()
  void whileBusy(form.querySelector("button[type=submit]") as HTMLButtonElement, submitted)
})
await begin()
