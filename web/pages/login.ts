// Logging in: the password is stretched in the worker, its login half goes to the server, its unlock half opens the keys.
import { announce, api, clearErrors, type FieldError, need, Problem, say, showErrorSummary, whileBusy } from "./common.ts"
import { fromB64 } from "../seal/bytes.ts"
import { SealError } from "../seal/errors.ts"
import { sealClient } from "../compose/sealer.ts"
import { isUnlocked, lock, type Me, unlock } from "../session/account.ts"

const form = need<HTMLFormElement>("login")
const email = need<HTMLInputElement>("field", "email").querySelector("input") as HTMLInputElement
const password = need<HTMLInputElement>("field", "password").querySelector("#password") as HTMLInputElement

/** Only a path of our own, though the server has looked at it too. */
function onward(): string {
  const next = form.dataset["next"] ?? ""
  const url = new URL(next, location.origin)
  return url.origin === location.origin && next.startsWith("/") ? url.pathname + url.search + url.hash : "/mail"
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
  const { salt } = await api<{ salt: string }>("/api/login/salt", { json: { email: address } })
  const halves = await sealClient().passwordHalves(password.value, fromB64(salt))
  const me = await api<Me>("/api/login", { json: { email: address, login: halves.login } })
  await unlock(me, halves.unlock)
  password.value = ""
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

need("action", "show-password").addEventListener("change", (event) => {
  password.type = (event.target as HTMLInputElement).checked ? "text" : "password"
})

if (form.dataset["relock"] === undefined) {
  // Whoever comes here logged out leaves no keys behind, however the session ended.
  void lock()
} else if (await isUnlocked()) {
  location.replace(onward())
}
;(email.value === "" ? email : password).focus()
