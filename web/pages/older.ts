// After a fresh start: a recovery code or password of before opens the older keys of one's own mailbox, which are then
// sealed to the present user key.
import { all, api, clearErrors, need, say, showErrorSummary, whileBusy } from "./common.ts"
import { splitNewPassword } from "../account/handover.ts"
import { showPanel, tellFailure } from "../account/panels.ts"
import { b64, type Bytes, fromB64 } from "../seal/bytes.ts"
import { SealError } from "../seal/errors.ts"
import { openUserKey } from "../seal/keys.ts"
import { openBox, sealIdentity } from "../seal/message.ts"
import { readRecoveryCode, recoverySeed } from "../seal/recovery.ts"
import type { Me } from "../session/account.ts"
import { withProof } from "../session/proof.ts"

interface Seal {
  readonly way: "recovery" | "password"
  readonly current: boolean
  readonly salt: string
  readonly sealed: string
}

const form = need<HTMLFormElement>("older")
const typed = need<HTMLInputElement>("field", "code").querySelector("input") as HTMLInputElement
const before = need<HTMLInputElement>("field", "before").querySelector("input") as HTMLInputElement

const byCode = (): boolean => all<HTMLInputElement>("way").find((one) => one.checked)?.value !== "password"

async function seedFor(one: Seal): Promise<Bytes> {
  if (one.way === "recovery") return recoverySeed(await readRecoveryCode(typed.value))
  return (await splitNewPassword(before.value, fromB64(one.salt))).unlock
}

/** What `work` gives, or null where a key does not fit. */
async function fitting<T>(work: () => Promise<T>): Promise<T | null> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof SealError && error.code !== "worker") return null
    throw error
  }
}

/** The older user key that the code or password opens. */
async function olderIdentity(): Promise<string | null> {
  const seals = await api<readonly Seal[]>("/api/me/seals")
  for (const one of seals.filter(({ current, way }) => !current && way === (byCode() ? "recovery" : "password"))) {
    const bundle = await fitting(async () => openUserKey(fromB64(one.sealed), await seedFor(one)))
    if (bundle !== null) return bundle.identity
  }
  return null
}

/** The keys of the person's own mailbox that the older user key opens, sealed to the present one. */
async function resealed(me: Me, identity: string): Promise<object[]> {
  const own = me.boxes.find(({ kind, delegated }) => kind === "personal" && !delegated)
  const found = await Promise.all(
    (own?.keys ?? []).map(async ({ number, sealedIdentity }) => {
      const key = await fitting(() => openBox(fromB64(sealedIdentity), identity))
      return key === null ? null : { number, sealedIdentity: b64(await sealIdentity(key, me.user.recipient)) }
    }),
  )
  return found.filter((one) => one !== null)
}

async function submitted(): Promise<void> {
  clearErrors()
  try {
    const identity = await olderIdentity()
    const keys = identity === null ? [] : await resealed(await api<Me>("/api/me"), identity)
    if (keys.length === 0) {
      const field = byCode() ? typed : before
      return showErrorSummary([{ id: field.id, text: say(byCode() ? "codeOther" : "beforeOther") }], { before: form })
    }
    const done = await withProof(async () => (await api("/api/me/reseal", { json: { keys } }), true))
    if (done !== null) showPanel("done")
  } catch (error) {
    tellFailure(error, form)
  }
}

for (const one of all<HTMLInputElement>("way")) {
  one.addEventListener("change", () => {
    need("by-code").hidden = !byCode()
    need("by-password").hidden = byCode()
  })
}
form.addEventListener("submit", (event) => {
  event.preventDefault()
  void whileBusy(form.querySelector("button[type=submit]") as HTMLButtonElement, submitted)
})
