// A new recovery code in the place of the old one.
import { need } from "../page/elements.ts"
import { clearErrors, showErrorSummary, whileBusy } from "../page/errors.ts"
import { api } from "../page/server.ts"
import { say } from "../page/words.ts"
import { presentLogin } from "../account/handover.ts"
import { showPanel, tellFailure } from "../account/panels.ts"
import { confirmedRecoverySeed } from "../account/recovery-step.ts"
import { b64 } from "../seal/bytes.ts"
import { sealUserKey } from "../seal/keys.ts"
import { account } from "../session/account.ts"
import { didHere } from "../session/own-acts.ts"

// The form listens before the keys are open: who is quick is not left waiting for an answer that never comes.
const opening = account()
const form = need<HTMLFormElement>("renew")
const password = need<HTMLInputElement>("field", "old").querySelector("input") as HTMLInputElement

async function submitted(): Promise<void> {
  clearErrors()
  if (password.value === "") return showErrorSummary([{ id: password.id, text: say("oldMissing") }], { before: form })
  const me = await opening
  const { login } = await presentLogin(me.user.email, password.value)
  showPanel("code")
  const recovery = await confirmedRecoverySeed({ name: me.user.name, email: me.user.email })
  const sealed = await sealUserKey({ identity: me.identity, signing: me.signing }, recovery)
  try {
    await api("/api/me/recovery", { json: { login, sealed: b64(sealed) } })
    didHere("key-custody.recovery-code.made")
  } catch (error) {
    showPanel("form")
    return tellFailure(error, form, { "password-wrong": password.id })
  }
  password.value = ""
  showPanel("done")
}

form.addEventListener("submit", (event) => {
  event.preventDefault()
  void whileBusy(form.querySelector("button[type=submit]") as HTMLButtonElement, submitted)
})
