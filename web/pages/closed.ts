// After a reset without recovery code: the code, or the password of before, opens the user key here after all.
import { all, api, clearErrors, need, say, showErrorSummary, whileBusy } from "./common.ts"
import { presentLogin, resealed, splitNewPassword } from "../account/handover.ts"
import { showPanel, tellFailure } from "../account/panels.ts"
import { confirmedRecoverySeed } from "../account/recovery-step.ts"
import { type Bytes, fromB64 } from "../seal/bytes.ts"
import { SealError } from "../seal/errors.ts"
import { openUserKey, type UserBundle } from "../seal/keys.ts"
import { readRecoveryCode, recoverySeed } from "../seal/recovery.ts"
import { type Me, unlock } from "../session/account.ts"

interface Seal {
  readonly way: "recovery" | "password"
  readonly current: boolean
  readonly salt: string
  readonly sealed: string
}

const form = need<HTMLFormElement>("reopen")
const password = need<HTMLInputElement>("field", "old").querySelector("input") as HTMLInputElement
const typed = need<HTMLInputElement>("field", "code").querySelector("input") as HTMLInputElement
const before = need<HTMLInputElement>("field", "before").querySelector("input") as HTMLInputElement

const byCode = (): boolean => all<HTMLInputElement>("way").find((one) => one.checked)?.value !== "password"

/** Every key that could open one of the seals, tried in turn. */
async function opened(seals: readonly Seal[]): Promise<UserBundle | null> {
  for (const one of seals.filter(({ current, way }) => current && way === (byCode() ? "recovery" : "password"))) {
    try {
      return await openUserKey(fromB64(one.sealed), await seedFor(one))
    } catch (error) {
      if (!(error instanceof SealError) || error.code === "worker") throw error
    }
  }
  return null
}

async function seedFor(one: Seal): Promise<Bytes> {
  if (one.way === "recovery") return recoverySeed(await readRecoveryCode(typed.value))
  return (await splitNewPassword(before.value, fromB64(one.salt))).unlock
}

async function submitted(): Promise<void> {
  clearErrors()
  if (password.value === "") return showErrorSummary([{ id: password.id, text: say("oldMissing") }], { before: form })
  const me = await api<Me>("/api/me")
  const bundle = await opened(await api<Seal[]>("/api/me/seals"))
  if (bundle === null) {
    const field = byCode() ? typed : before
    return showErrorSummary([{ id: field.id, text: say(byCode() ? "codeOther" : "beforeOther") }], { before: form })
  }
  const part = await presentLogin(me.user.email, password.value)
  showPanel("code")
  const recovery = await confirmedRecoverySeed({ name: me.user.name, email: me.user.email })
  const body = await resealed(me.user.id, bundle, part, recovery)
  try {
    await api("/api/me/reopen", { json: body })
  } catch (error) {
    showPanel("form")
    return tellFailure(error, form, { "password-wrong": password.id })
  }
  await unlock(await api<Me>("/api/me"), part.unlock)
  showPanel("done")
}

for (const one of all<HTMLInputElement>("way")) {
  one.addEventListener("change", () => {
    need("by-code").hidden = !byCode()
    need("by-password").hidden = byCode()
  })
}
form.addEventListener("submit", (event) => {
  event.preventDefault()
  void whileBusy(form.querySelector("button[type=submit]") as HTMLButtonElement, submitted)
})
