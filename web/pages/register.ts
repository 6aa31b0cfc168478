// Asking for a mail with a link: to make an account, or to choose a new password. The answer is always the same.
import { need } from "../page/elements.ts"
import { clearErrors, showErrorSummary, whileBusy } from "../page/errors.ts"
import { api } from "../page/server.ts"
import { say } from "../page/words.ts"
import { isAddress } from "../typed/address.ts"
import { showPanel, tellFailure } from "../account/panels.ts"

const form = need<HTMLFormElement>("ask")
const input = need<HTMLInputElement>("field", "email").querySelector("input") as HTMLInputElement

async function ask(): Promise<void> {
  clearErrors()
  const email = input.value.trim()
  if (!isAddress(email)) return showErrorSummary([{ id: input.id, text: say("emailMissing") }], { before: form })
  const forgotten = form.dataset["ask"] === "/api/password/forgot"
  try {
    await api(form.dataset["ask"] ?? "", { json: forgotten ? { email } : { email, language: document.documentElement.lang } })
  } catch (error) {
    return tellFailure(error, form, { "address-refused": input.id })
  }
  need("sent-to").textContent = email
  showPanel("sent")
}

form.addEventListener("submit", (event) => {
  event.preventDefault()
  void whileBusy(form.querySelector("button[type=submit]") as HTMLButtonElement, ask)
})
input.focus()
