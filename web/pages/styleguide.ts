// The page with every component: shows what only a script can show.
import { need, whileBusy } from "./common.ts"

const button = need<HTMLButtonElement>("action", "demo-busy")
button.addEventListener("click", () => void whileBusy(button, () => new Promise((done) => setTimeout(done, 3000))))

need("action", "demo-dialog").addEventListener("click", () => {
  const dialog = document.getElementById("demo")
  if (dialog instanceof HTMLDialogElement) dialog.showModal()
})
