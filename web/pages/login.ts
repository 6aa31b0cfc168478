// Logging in: the password is stretched in the worker, its login half goes to the server, its unlock half opens the keys.
import { all, need } from "../page/elements.ts"
import { clearErrors, type FieldError, showErrorSummary, whileBusy } from "../page/errors.ts"
import { api, Problem } from "../page/server.ts"
import { announce, say } from "../page/words.ts"
import { type Bytes, fromB64 } from "../seal/bytes.ts"
import { SealError } from "../seal/errors.ts"
import { sealClient } from "../session/sealer.ts"
import { isUnlocked, lock, unlock } from "../session/account.ts"
import { passkeysWork, showPasskey } from "../session/passkey.ts"
import { secondStep } from "../session/second.ts"
import { ownPath, setOut } from "../session/sso.ts"
import type { LoginOut, MeOut, SaltOut } from "../wire/api.ts"

const form = need<HTMLFormElement>("login")
const email = need<HTMLInputElement>("field", "email").querySelector("input") as HTMLInputElement
const password = need<HTMLInputElement>("field", "password").querySelector("#password") as HTMLInputElement

function onward(): string {
  return ownPath(form.dataset["next"] ?? "")
}

function missing(): FieldError[] {
  const errors: FieldError[] = []
  if (email.value.trim() === "") errors.push({ id: "email", text: say("emailMissing") })
  if (password.value === "") errors.push({ id: "password", text: say("passwordMissing") })
  return errors
}

async function logIn(): Promise<void> {
  const address = email.value.trim()
  announce(say("loggingIn"))
  const { salt } = await api<SaltOut>("/api/login/salt", { json: { email: address } })
  const halves = await sealClient().passwordHalves(password.value, fromB64(salt))
  const answer = await api<LoginOut>("/api/login", { json: { email: address, login: halves.login } })
  if (answer.me !== null) return enter(answer.me, halves.unlock)
  for (const element of all("first")) element.hidden = true
  secondStep({
    ways: answer.methods.filter((way) => way !== "passkey" || passkeysWork()),
    phone: answer.phone,
    send: async () => void (await api("/api/login/code", { json: {} })),
    passkey: async (trust) => {
      const { credential } = await showPasskey("/api/login/passkey/begin")
      await enter(await api<MeOut>("/api/login/passkey", { json: { credential, trust } }), halves.unlock)
    },
    code: async (method, code, trust) => enter(await api<MeOut>("/api/login/second", { json: { method, code, trust } }), halves.unlock),
    over: (problem) => {
      for (const element of all("first")) element.hidden = false
      failed(problem)
      password.focus()
    },
  })
}

async function enter(me: MeOut, unlockSeed: Bytes): Promise<void> {
  // A new password without the recovery code opens nothing yet.
  if (me.sealedKey === "") return location.replace("/account/closed")
  await unlock(me, unlockSeed)
  password.value = ""
  location.replace(onward())
}

/** Without a password: the passkey says who it is, and its own secret opens the keys. */
async function logInWithPasskey(): Promise<void> {
  const { credential, seed } = await showPasskey("/api/login/passkey/begin")
  const me = await api<MeOut>("/api/login/passkey", { json: { credential, trust: false } })
  if (seed === null || me.passkeyKey === "") throw new Problem(0, { code: "passkey-locked", detail: say("passkeyLocked") })
  await unlock({ ...me, sealedKey: me.passkeyKey }, seed)
  location.replace(onward())
}

function failed(error: unknown): void {
  if (error instanceof Problem) {
    const wrong = error.code === "login-refused"
    showErrorSummary([{ id: wrong ? "password" : "", text: error.detail }], { next: say("next"), before: form })
    if (wrong) password.select()
  } else if (error instanceof SealError && error.code !== "worker") {
    showErrorSummary([{ id: "", text: say("wrongKeys") }], { code: `ZG-${error.code}`, before: form })
  } else {
    showErrorSummary([{ id: "", text: say("server") }], { before: form })
    throw error
  }
}

async function submitted(): Promise<void> {
  clearErrors()
  const errors = missing()
  if (errors.length > 0) return showErrorSummary(errors, { before: form })
  await logIn().catch(failed)
}

form.addEventListener("submit", (event) => {
  event.preventDefault()
  void whileBusy(form.querySelector("button[type=submit]") as HTMLButtonElement, submitted)
})

need("passkey-login").hidden = !passkeysWork()
const passkeyButton = need<HTMLButtonElement>("action", "passkey-login")
passkeyButton.addEventListener("click", () => {
  clearErrors()
  void whileBusy(passkeyButton, () => logInWithPasskey().catch(failed))
})

for (const button of all<HTMLButtonElement>("sso")) {
  button.addEventListener("click", () => {
    clearErrors()
    void whileBusy(button, () => setOut("/api/login/sso/begin", button.dataset["sso"] ?? "", onward()).catch(failed))
  })
}

for (const button of all<HTMLButtonElement>("still")) {
  button.addEventListener("click", () => {
    clearErrors()
    void whileBusy(button, () => setOut("/api/login/sso/leave", button.dataset["still"] ?? "", "").catch(failed))
  })
}

need("action", "show-password").addEventListener("change", (event) => {
  password.type = (event.target as HTMLInputElement).checked ? "text" : "password"
})

// From a link elsewhere the browser shows us no session (its cookie is strict), while there may be one: ask again.
if (await isUnlocked()) {
  location.replace(onward())
} else if (form.dataset["relock"] === undefined) {
  // Whoever comes here logged out leaves no keys behind, however the session ended.
  void lock()
}
;(email.value === "" ? email : password).focus()
