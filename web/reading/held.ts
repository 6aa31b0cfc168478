// With what an account reads a message that lies in one of its mailboxes.
import type { Account } from "../session/account.ts"

/** `item` says by whom the message is held and in which key version it was sealed; null where this person has no key of that. */
export function keysOf(me: Account, item: HTMLElement): readonly string[] | null {
  const { heldBy, keyVersion } = item.dataset
  const box = me.box(heldBy ?? "")
  return box === undefined || box.keyVersions.has(Number(keyVersion)) ? me.identities : null
}
