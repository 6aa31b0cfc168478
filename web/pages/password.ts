// Changing one's password: the same user key, sealed for another one.
import { need } from "../page/elements.ts"
import { clearErrors, type FieldError, showErrorSummary, whileBusy } from "../page/errors.ts"
import { api } from "../page/server.ts"
import { say } from "../page/words.ts"
import { presentLogin, splitNewPassword } from "../account/handover.ts"
import { showPanel, tellFailure } from "../account/panels.ts"
import { newPasswordField } from "../account/password-field.ts"
import { b64 } from "../seal/bytes.ts"
import { sealUserKey } from "../seal/keys.ts"
import { account } from "../session/account.ts"

// The form listens before the keys are open: who is quick is not left waiting for an answer that never comes.
const opening = account()
const form = need<HTMLFormElement>("change")
const old = need<HTMLInputElement>("field", "old").querySelector("input") as HTMLInputElement
let own = ["zegel"]
void opening.then(({ user }) => {
  own = [user.email, user.name, "zegel"]
})
const password = newPasswordField(() => own)

async function submitted(): Promise<void> {
  clearErrors()
  const me = await opening
  const errors: FieldError[] = old.value === "" ? [{ id: old.id, text: say("oldMissing") }] : []
  errors.push(...(await password.faults()))
  if (errors.length > 0) return showErrorSummary(errors, { before: form })
  const [present, part] = [await presentLogin(me.user.email, old.value), await splitNewPassword(password.value)]
  const sealed = await sealUserKey({ identity: me.identity, signing: me.signing }, part.unlock)
  const body = { oldLogin: present.login, login: part.login, salt: b64(part.salt), sealedKey: b64(sealed) }
  try {
    await api("/api/me/password", { json: body })
  } catch (error) {
    return tellFailure(error, form, { "password-wrong": old.id })
  }
  old.value = ""
  password.clear()
  showPanel("done")
}

form.addEventListener("submit", (event) => {
  event.preventDefault()
  void whileBusy(form.querySelector("button[type=submit]") as HTMLButtonElement, submitted)
})
