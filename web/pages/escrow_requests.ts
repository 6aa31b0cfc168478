// An officer gives a share of a colleague's spare key, after checking who asks. The share is opened and sealed again here.
import { all, find } from "../page/elements.ts"
import { clearErrors, showErrorSummary, whileBusy } from "../page/errors.ts"
import { api, Problem } from "../page/server.ts"
import { say } from "../page/words.ts"
import { account } from "../session/account.ts"
import { checkCode, passedOn } from "../session/escrow.ts"
import { withProof } from "../session/proof.ts"
import { plainCode } from "../typed/signs.ts"
import type { AskedOut } from "../wire/api.ts"

// Asked for at once; who presses a button before the keys are open waits for them.
const me = account()
const plain = (text: string): string => plainCode(text).replaceAll("O", "0").replaceAll(/[IL]/g, "1")

async function approve(form: HTMLFormElement): Promise<void> {
  clearErrors()
  const key = form.dataset["request"] ?? ""
  const [code, note] = ["code", "note"].map((name) => document.getElementById(`${name}-${key}`) as HTMLInputElement)
  const found = (await api<AskedOut[]>("/api/escrow/requests")).find(({ id }) => id === key)
  if (code === undefined || note === undefined) return
  if (found === undefined) return location.reload()
  if (plain(code.value) !== plain(await checkCode(found.recipient))) {
    return showErrorSummary([{ id: code.id, text: say("codeOther") }], { before: form })
  }
  if (note.value.trim().length < 10) return showErrorSummary([{ id: note.id, text: say("noteMissing") }], { before: form })
  const sealed = await passedOn(found.share, (await me).identity, found.recipient)
  const done = await withProof(async () => {
    await api(`/api/escrow/requests/${key}/approve`, { json: { note: note.value, sealed } })
    return true
  })
  if (done) location.reload()
}

for (const form of all<HTMLFormElement>("request")) {
  const told = (error: unknown) => {
    showErrorSummary([{ id: "", text: error instanceof Problem ? error.detail : say("server") }], { before: form })
    if (!(error instanceof Problem)) throw error
  }
  form.addEventListener("submit", (event) => {
    event.preventDefault()
    const button = form.querySelector("button[type=submit]") as HTMLButtonElement
    void whileBusy(button, () => approve(form).catch(told))
  })
  const stop = find<HTMLButtonElement>("action", "refuse", form)
  stop?.addEventListener("click", () => void whileBusy(stop, async () => {
    await api(`/api/escrow/requests/${form.dataset["request"] ?? ""}`, { method: "DELETE" }).catch(told)
    location.reload()
  }))
}
