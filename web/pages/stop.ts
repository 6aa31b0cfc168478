// The link of a mail that stops what somebody set going. Opening it changes nothing; the button does.
import { need } from "../page/elements.ts"
import { whileBusy } from "../page/errors.ts"
import { api, Problem } from "../page/server.ts"
import { showPanel, tellFailure, tokenOfAddress } from "../account/panels.ts"

const token = tokenOfAddress()
const form = need<HTMLFormElement>("stop")

async function submitted(): Promise<void> {
  try {
    await api("/api/stop", { json: { token } })
  } catch (error) {
    if (error instanceof Problem && error.code === "stop-over") return showPanel("over")
    return tellFailure(error, form)
  }
  showPanel("done")
}

form.addEventListener("submit", (event) => {
  event.preventDefault()
  void whileBusy(form.querySelector("button") as HTMLButtonElement, submitted)
})
