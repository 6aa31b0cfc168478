// An access code of the organisation: sealed here to its mailboxes, so that the server has no code.
import { need } from "../page/elements.ts"
import { clearErrors, showErrorSummary, whileBusy } from "../page/errors.ts"
import { Problem } from "../page/server.ts"
import { say } from "../page/words.ts"
import { codeLength, LEAST_CODE } from "../compose/recipient.ts"
import { seal } from "../seal/age.ts"
import { b64, utf8 } from "../seal/bytes.ts"
import { account } from "../session/account.ts"
import { apiWithProof } from "../session/proof.ts"
import { trustOf } from "../session/trust.ts"

const form = document.querySelector("[data-code-form]") as HTMLFormElement
const field = (id: string) => document.getElementById(id) as HTMLInputElement
const PLACES: Readonly<Record<string, string>> = { name: "code-name", hint: "code-hint", code: "code-code" }

/** One's own mailboxes by the key that is here; of others that were never compared the numbers are asked first. */
async function confirmedKeys(boxes: readonly string[]): Promise<string[] | null> {
  const me = await account()
  const from = me.boxes[0]
  const others = boxes.filter((box) => me.box(box) === undefined)
  const found = await Promise.all(others.map((box) => (from === undefined ? null : trustOf(me, from, box))))
  const trusts = found.filter((trust) => trust !== null)
  const open = trusts.filter(({ judged }) => judged.verdict !== "checked")
  const list = open.map(({ name, number }) => `${name}: ${number}`).join("\n")
  if (open.length > 0 && !confirm(say("codeKeys", { list }))) return null
  for (const trust of open) await trust.accept(true)
  const own = await Promise.all(boxes.filter((box) => me.box(box) !== undefined).map((box) => me.ownKey(box)))
  return [...own, ...trusts.map(({ now }) => now)].map(({ recipient }) => recipient)
}

async function keep(): Promise<void> {
  clearErrors()
  const code = field("code-code").value
  if (codeLength(code) < LEAST_CODE) return showErrorSummary([{ id: "code-code", text: say("codeShort", { least: LEAST_CODE }) }])
  const recipients = await confirmedKeys([...need("recipients").children].map((item) => item.textContent ?? ""))
  if (recipients === null) return
  const sealed = b64(await seal(recipients, utf8(code)))
  const json = { name: field("code-name").value, hint: field("code-hint").value, sealed }
  if (await apiWithProof("/api/organisation/codes", { json })) location.reload()
}

function failed(error: unknown): void {
  const place = error instanceof Problem ? PLACES[String(error.extra["field"])] : undefined
  showErrorSummary([{ id: place ?? "", text: error instanceof Problem ? error.detail : say("failed") }])
  if (!(error instanceof Problem)) throw error
}

form.addEventListener("submit", (event) => {
  event.preventDefault()
  void whileBusy(form.querySelector("button[type=submit]") as HTMLButtonElement, () => keep().catch(failed))
})
