// What the log of keys says of the mailboxes of this person, held against the keys they hold: what the server logs for others to seal to
// shows to nobody but who has the true one.
import { api } from "../page/server.ts"
import { recipientOf } from "../seal/age.ts"
import { alarm, report, wordsOf } from "./alarms.ts"
import type { Account, Box } from "./holder.ts"
import { heldToKeyLog, isFresh } from "./key-log.ts"
import type { BoxKeyOut } from "../wire/api.ts"

const AGAIN_MILLISECONDS = 10 * 60_000

/** When it was last looked at, and all was well. No secret; it stays when one logs out. */
const placeOf = ({ own }: Account) => `zegel-own-log-${own.recipient.slice(0, 16)}`

/** Tells of every mailbox for which the log names another key than opens here; one request, once in ten minutes. @throws {Problem} */
export async function watchOwn(me: Account, now = Date.now()): Promise<void> {
  const place = placeOf(me)
  if (now - Number(localStorage.getItem(place) ?? 0) < AGAIN_MILLISECONDS) return
  const boxes = me.boxes.filter(({ keyVersion, keyVersions }) => keyVersions.has(keyVersion))
  if (boxes.length === 0) return
  const query = new URLSearchParams(boxes.map(({ id }) => ["box", id]))
  const named = new Map((await api<readonly BoxKeyOut[]>(`/api/boxes/keys?${query}`)).map((each) => [each.box, each]))
  const wrong = await Promise.all(boxes.map((box) => loggedOtherwise(me, box, named.get(box.id))))
  const others = boxes.filter((_, at) => wrong[at])
  if (others.length === 0) return localStorage.setItem(place, String(now))
  for (const { id, name } of others) {
    alarm(wordsOf("own-key-log"), { name })
    await report("own-key-log", id)
  }
}

/** A key that began just now is not looked at: it comes into the log some seconds later. What the server *names* is compared elsewhere. */
async function loggedOtherwise(me: Account, { address, keyVersion, keyVersions, delegated, kind }: Box, named: BoxKeyOut | undefined): Promise<boolean> {
  const identity = keyVersions.get(keyVersion)
  if (identity === undefined || named === undefined || named.keyVersion !== keyVersion || isFresh(named)) return false
  const signing = kind === "personal" && !delegated ? me.own.key : null
  return (await heldToKeyLog({ ...named, recipient: await recipientOf(identity), signing }, address === "" ? null : address)) === "other"
}
