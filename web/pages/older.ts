// After a fresh start: a recovery code or password of before opens the older keys of one's own mailbox, which are then
// sealed to the present user key.
import { need } from "../page/elements.ts"
import { clearErrors, whileBusy } from "../page/errors.ts"
import { api } from "../page/server.ts"
import { fitting, followWay, keyFrom, sayNothingFits } from "../account/old-keys.ts"
import { showPanel, tellFailure } from "../account/panels.ts"
import { b64, fromB64 } from "../seal/bytes.ts"
import { recipientOf } from "../seal/age.ts"
import { openBox, sealIdentity } from "../seal/message.ts"
import { account } from "../session/account.ts"
import { apiWithProof } from "../session/proof.ts"
import type { MeOut, SealOut } from "../wire/api.ts"

const form = need<HTMLFormElement>("older")

/** The keys of the person's own mailbox that the older user key opens, sealed to the present one. */
async function resealed(me: MeOut, identity: string): Promise<object[]> {
  // The present user key is here, so its public half is derived.
  const present = await recipientOf((await account()).identity)
  const own = me.boxes.find(({ kind, delegated }) => kind === "personal" && !delegated)
  const found = await Promise.all(
    (own?.keys ?? []).map(async ({ number, sealedIdentity }) => {
      const key = await fitting(() => openBox(fromB64(sealedIdentity), identity))
      return key === null ? null : { number, sealedIdentity: b64(await sealIdentity(key, present)) }
    }),
  )
  return found.filter((key) => key !== null)
}

async function submitted(): Promise<void> {
  clearErrors()
  try {
    const older = await keyFrom(await api<readonly SealOut[]>("/api/me/seals"), false)
    const keys = older === null ? [] : await resealed(await api<MeOut>("/api/me"), older.identity)
    if (keys.length === 0) return sayNothingFits(form)
    const done = await apiWithProof("/api/me/reseal", { json: { keys } })
    if (done !== null) showPanel("done")
  } catch (error) {
    tellFailure(error, form)
  }
}

followWay()
form.addEventListener("submit", (event) => {
  event.preventDefault()
  void whileBusy(form.querySelector("button[type=submit]") as HTMLButtonElement, submitted)
})
