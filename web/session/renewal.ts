// The next key of a mailbox that somebody has left (docs/formats.md, Container and Membership).
import { api, Problem } from "../page/server.ts"
import type { Account } from "./holder.ts"
import { nextKey, Unknown } from "./members.ts"
import { didHere } from "./own-acts.ts"
import type { MemberOut } from "../wire/api.ts"

/**
 * A new key of a mailbox, sealed to everybody who is a member now and signed. Another member may be first; then theirs is the key.
 * @throws {Unknown} the server names another key for a member than was signed: nothing is made.
 */
export async function renewKey(me: Account, id: string): Promise<void> {
  const { doubt, head } = await me.standing(id)
  if (doubt !== null || head === null || me.pinsDoubt) throw new Problem(409, { code: "key-doubt" })
  const members = await api<readonly MemberOut[]>(`/api/boxes/${id}/members`)
  const json = await nextKey(me.signer, head, id, members)
  await api(`/api/boxes/${id}/key-versions`, { json })
  didHere("boxes.key-version.begun")
  await me.refresh()
}

/** Like `renewKey`, for who has just shut somebody out: where it cannot be made now, another member or a later page makes it. */
export async function tryRenewal(me: Account, id: string): Promise<void> {
  await renewKey(me, id).catch((error: unknown) => {
    if (!(error instanceof Problem) && !(error instanceof Unknown)) throw error
  })
}
