// Locked messages, and an organisation that keeps a spare key: ask its officers, wait, and open.
import { find, need } from "../page/elements.ts"
import { clearErrors, showErrorSummary, whileBusy } from "../page/errors.ts"
import { api } from "../page/server.ts"
import { formatMoment, say } from "../page/words.ts"
import { presentLogin, resealed } from "../account/handover.ts"
import { showPanel, tellFailure } from "../account/panels.ts"
import { confirmedRecoverySeed } from "../account/recovery-step.ts"
import { unlock } from "../session/account.ts"
import { askEscrow, checkCode, forgetKey, keyFor, openEscrow } from "../session/escrow.ts"
import { didHere } from "../session/own-acts.ts"
import type { EscrowOut, MeOut, RequestOut } from "../wire/api.ts"

const section = find("help")
const LOOK_MILLISECONDS = 15_000

async function show(me: MeOut): Promise<void> {
  const { request, sealed } = await api<EscrowOut>("/api/escrow")
  need("help").hidden = !sealed
  need("help-none").hidden = sealed
  const key = request && (await keyFor(me.user.id, request))
  need("help-ask").hidden = key !== null
  need("help-wait").hidden = key === null || request === null || request.ready
  need("help-open").hidden = key === null || request === null || !request.ready
  if (request === null || key === null) return
  need("help-code").textContent = await checkCode(request.recipient)
  need("help-count").textContent = say("countTold", { given: request.approvals, needed: request.needed })
  need("help-from").textContent = say("fromTold", { moment: formatMoment(new Date(request.opensAt)) })
  opened = { request, key }
}

let opened: { request: RequestOut; key: string } | null = null

async function open(me: MeOut): Promise<void> {
  clearErrors()
  const form = need("help-open")
  const password = document.getElementById("help-password") as HTMLInputElement
  if (password.value === "") return showErrorSummary([{ id: password.id, text: say("oldMissing") }], { before: form })
  if (opened === null) return
  try {
    const bundle = await openEscrow(opened.request, opened.key)
    const part = await presentLogin(me.user.email, password.value)
    showPanel("code")
    const recovery = await confirmedRecoverySeed({ name: me.user.name, email: me.user.email })
    await api("/api/me/reopen", { json: await resealed(me.user.id, bundle, part, recovery) })
    didHere("key-custody.keys.reopened")
    await forgetKey()
    await unlock(await api<MeOut>("/api/me"), part.unlock)
  } catch (error) {
    showPanel("form")
    return tellFailure(error, form, { "password-wrong": password.id })
  }
  showPanel("done")
}

async function begin(): Promise<void> {
  const me = await api<MeOut>("/api/me")
  await show(me)
  const does = (name: string, work: () => Promise<void>) => {
    const button = need<HTMLButtonElement>("action", name)
    button.addEventListener("click", (event) => {
      event.preventDefault()
      void whileBusy(button, () => work().catch((error: unknown) => tellFailure(error, need("help"))))
    })
  }
  does("help-ask", async () => {
    await askEscrow(me.user.id)
    await show(me)
    need("help-wait").querySelector<HTMLElement>("h3")?.focus()
  })
  does("help-stop", async () => {
    if (opened) await api(`/api/escrow/requests/${opened.request.id}`, { method: "DELETE" })
    await forgetKey()
    await show(me)
  })
  does("help-open", () => open(me))
  setInterval(() => {
    if (!document.hidden && !need("help-wait").hidden) void show(me)
  }, LOOK_MILLISECONDS)
}

if (section !== null) await begin()
