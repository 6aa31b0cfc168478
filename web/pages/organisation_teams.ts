// A mailbox for a team: its key is made here and sealed to who makes it, the first member.
import { clearErrors, showErrorSummary, whileBusy } from "../page/errors.ts"
import { labelOf } from "../page/labels.ts"
import { api, Problem } from "../page/server.ts"
import { say } from "../page/words.ts"
import { b64 } from "../seal/bytes.ts"
import { recipientOf } from "../seal/age.ts"
import { newBox } from "../seal/message.ts"
import { account } from "../session/account.ts"
import { stated } from "../session/members.ts"
import { didHere } from "../session/own-acts.ts"
import { withProof } from "../session/proof.ts"
import type { TeamOut } from "../wire/api.ts"

const form = document.querySelector("[data-team-form]") as HTMLFormElement
const field = (id: string) => document.getElementById(id) as HTMLInputElement
const PLACES: Readonly<Record<string, string>> = { name: "team-name", address: "team-address" }

async function make(): Promise<void> {
  clearErrors()
  const empty = Object.values(PLACES).filter((id) => field(id).value.trim() === "")
  if (empty.length > 0) return showErrorSummary(empty.map((id) => ({ id, text: say("missing", { field: labelOf(id) }) })), { before: form })
  const me = await account()
  const made = await newBox([await recipientOf(me.identity)])
  const json = {
    name: field("team-name").value,
    address: field("team-address").value,
    recipient: made.recipient,
    sealedIdentity: b64(made.sealed[0] ?? new Uint8Array()),
  }
  const team = await withProof(() => api<TeamOut>("/api/boxes/teams", { json }))
  if (team === null) return
  didHere("boxes.mailbox.opened")
  const own = { user: me.user.id, recipient: await recipientOf(me.identity), signingKey: me.own.key }
  const signed = await stated(me.signer, null, { id: team.id, epoch: 1, recipient: made.recipient }, [own])
  await api(`/api/boxes/${team.id}/statements`, { json: signed })
  location.assign(`/mail/${team.id}/members`)
}

function failed(error: unknown): void {
  const place = error instanceof Problem ? PLACES[String(error.extra["field"])] : undefined
  showErrorSummary([{ id: place ?? "", text: error instanceof Problem ? error.detail : say("failed") }], { before: form })
  if (!(error instanceof Problem)) throw error
}

form.addEventListener("submit", (event) => {
  event.preventDefault()
  void whileBusy(form.querySelector("button[type=submit]") as HTMLButtonElement, () => make().catch(failed))
})
