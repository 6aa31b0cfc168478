// New keys, after every way to the old ones was lost: a user key, and the next key of one's own mailbox.
import { need } from "../page/elements.ts"
import { clearErrors, type FieldError, showErrorSummary, whileBusy } from "../page/errors.ts"
import { api, Problem } from "../page/server.ts"
import { say } from "../page/words.ts"
import { newKeyParts, type PasswordPart, presentLogin } from "../account/handover.ts"
import { showPanel, tellFailure } from "../account/panels.ts"
import { confirmedRecoverySeed } from "../account/recovery-step.ts"
import { b64 } from "../seal/bytes.ts"
import { newUserKey, type NewUserKey } from "../seal/keys.ts"
import { keyHash } from "../seal/derive.ts"
import { readMembership } from "../seal/membership.ts"
import { newBox } from "../seal/message.ts"
import { noPins } from "../seal/pins.ts"
import { unlock } from "../session/account.ts"
import { personNumber } from "../seal/fingerprint.ts"
import { stated } from "../session/members.ts"
import { didHere } from "../session/own-acts.ts"
import { apiWithProof } from "../session/proof.ts"
import type { MeOut, MemberOut } from "../wire/api.ts"

const form = need<HTMLFormElement>("afresh")
const password = need<HTMLInputElement>("field", "old").querySelector("input") as HTMLInputElement
const agreed = need<HTMLInputElement>("agreed")

/**
 * The next key of the person's own mailbox: for themselves sealed to the new user key, and for those who act for them. What was known
 * of their keys is lost with the old key, so the person is asked with their numbers. Null: they do not go by them.
 */
async function nextKey(me: MeOut, key: NewUserKey): Promise<object | null> {
  const own = me.boxes.find(({ kind, delegated }) => kind === "personal" && !delegated)
  if (own === undefined) throw new Problem(404, { code: "box-unknown" })
  const found = await api<readonly MemberOut[]>(`/api/boxes/${own.id}/members`)
  const others = found.filter(({ user }) => user !== me.user.id)
  const numbers = await Promise.all(others.map(async (member) => `${member.name}: ${await personNumber(member)}`))
  if (others.length > 0 && !confirm(say("delegates", { list: numbers.join("\n") }))) return null
  const members = [{ user: me.user.id, recipient: key.recipient, signingKey: key.signingPublic }, ...others]
  const made = await newBox(members.map(({ recipient }) => recipient))
  const keys = members.map(({ user }, at) => ({ user, sealedIdentity: b64(made.sealed[at] ?? new Uint8Array()) }))
  const keysOfOwn = { recipient: await keyHash(key.recipient), key: key.signingPublic }
  const signer = { user: me.user.id, own: keysOfOwn, pins: noPins(me.user.id), signing: key.bundle.signing }
  const head = own.statement === null ? null : await readMembership(own.statement)
  const number = own.keyVersion + 1
  const statement = await stated(signer, head, { id: own.id, epoch: number, recipient: made.recipient }, members)
  return { number, recipient: made.recipient, keys, statement }
}

async function made(me: MeOut, part: PasswordPart): Promise<object | null> {
  const key = await newUserKey(part.unlock)
  const box = await nextKey(me, key)
  if (box === null) return null
  showPanel("code")
  const recovery = await confirmedRecoverySeed({ name: me.user.name, email: me.user.email })
  return { ...(await newKeyParts(key, part, recovery)), box }
}

async function submitted(): Promise<void> {
  clearErrors()
  const errors: FieldError[] = password.value === "" ? [{ id: password.id, text: say("oldMissing") }] : []
  if (!agreed.checked) errors.push({ id: agreed.id, text: say("agreeMissing") })
  if (errors.length > 0) return showErrorSummary(errors, { before: form })
  try {
    const me = await api<MeOut>("/api/me")
    const part = await presentLogin(me.user.email, password.value)
    const json = await made(me, part)
    if (json === null || !(await apiWithProof("/api/me/afresh", { json }))) return showPanel("form")
    didHere("key-custody.keys.reset", "boxes.key-version.begun")
    await unlock(await api<MeOut>("/api/me"), part.unlock)
    showPanel("done")
  } catch (error) {
    showPanel("form")
    tellFailure(error, form, { "password-wrong": password.id })
  }
}

form.addEventListener("submit", (event) => {
  event.preventDefault()
  void whileBusy(form.querySelector("button[type=submit]") as HTMLButtonElement, submitted)
})
