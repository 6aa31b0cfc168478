// Taking a guest's conversation along to an account: the guest's identity, which this browser holds, opens the keys of the
// messages, and they are sealed anew to the key of the mailbox.
import { api, Problem } from "../page/server.ts"
import { b64, fromB64 } from "../seal/bytes.ts"
import { openMessageKey, sealIdentity } from "../seal/message.ts"
import { account } from "../session/account.ts"
import { kept } from "../session/guest.ts"
import type { SealKey } from "../session/holder.ts"
import type { AdoptedOut, AdoptionOut } from "../wire/api.ts"

/** Gives how many messages came along. `made` is the mailbox's key where this very page has just made it: before the second step of
 * logging in an account is told of no mailbox. */
export async function takeAlong(guest: string, identity: string, made?: SealKey): Promise<number> {
  const { messages } = await api<AdoptionOut>(`/api/guests/${guest}/adoption`)
  if (messages.length === 0) return 0
  const { recipient, keyVersion } = made ?? (await ownMailboxKey())
  const keys = await Promise.all(
    messages.map(async ({ message, sealedKey }) => {
      const key = await openMessageKey(fromB64(sealedKey), [identity])
      return { message, sealedKey: b64(await sealIdentity(key, recipient)) }
    }),
  )
  return (await api<AdoptedOut>(`/api/guests/${guest}/adoption`, { json: { keyVersion, keys } })).messages
}

/** Everything this browser was let in for as a guest at the address of the account that has just logged in. */
export async function takeAllAlong(made?: SealKey): Promise<number> {
  let came = 0
  for (const guest of await api<readonly string[]>("/api/me/guests")) {
    const identity = await kept(guest)
    if (identity !== null) came += await takeAlong(guest, identity, made)
  }
  return came
}

async function ownMailboxKey(): Promise<SealKey> {
  const me = await account()
  const own = me.boxes.find(({ kind, delegated }) => kind === "personal" && !delegated)
  if (own === undefined) throw new Problem(404, { code: "box-unknown" })
  return me.ownKey(own.id)
}
