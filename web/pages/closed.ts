// After a reset without recovery code: the code, or the password of before, opens the user key here after all.
import { need } from "../page/elements.ts"
import { clearErrors, showErrorSummary, whileBusy } from "../page/errors.ts"
import { api } from "../page/server.ts"
import { say } from "../page/words.ts"
import { presentLogin, resealed } from "../account/handover.ts"
import { followWay, keyFrom, sayNothingFits } from "../account/old-keys.ts"
import { showPanel, tellFailure } from "../account/panels.ts"
import { confirmedRecoverySeed } from "../account/recovery-step.ts"
import { unlock } from "../session/account.ts"
import { didHere } from "../session/own-acts.ts"
import type { MeOut, SealOut } from "../wire/api.ts"

const form = need<HTMLFormElement>("reopen")
const password = need<HTMLInputElement>("field", "old").querySelector("input") as HTMLInputElement

async function submitted(): Promise<void> {
  clearErrors()
  if (password.value === "") return showErrorSummary([{ id: password.id, text: say("oldMissing") }], { before: form })
  const me = await api<MeOut>("/api/me")
  const bundle = await keyFrom(await api<readonly SealOut[]>("/api/me/seals"), true)
  if (bundle === null) return sayNothingFits(form)
  const part = await presentLogin(me.user.email, password.value)
  showPanel("code")
  const recovery = await confirmedRecoverySeed({ name: me.user.name, email: me.user.email })
  const body = await resealed(me.user.id, bundle, part, recovery)
  try {
    await api("/api/me/reopen", { json: body })
    didHere("key-custody.keys.reopened")
  } catch (error) {
    showPanel("form")
    return tellFailure(error, form, { "password-wrong": password.id })
  }
  await unlock(await api<MeOut>("/api/me"), part.unlock)
  showPanel("done")
}

followWay()
form.addEventListener("submit", (event) => {
  event.preventDefault()
  void whileBusy(form.querySelector("button[type=submit]") as HTMLButtonElement, submitted)
})
