// What the log of keys says of the mailboxes of this person, held against the keys they hold: what the server logs for others to seal to
// shows to nobody but who has the true one. And what became of their keys that was not done in this browser, in one quiet line.
import { LogError } from "../evidence/log.ts"
import { find, fromTemplate, need } from "../page/elements.ts"
import { say } from "../page/words.ts"
import { recipientOf } from "../seal/age.ts"
import { alarm, report, wordsOf } from "./alarms.ts"
import type { Account, Box } from "./holder.ts"
import { heldToKeyLog, isFresh } from "./key-log.ts"
import { namedKeys } from "./key-versions.ts"
import { ownNews } from "./own-leaves.ts"
import type { BoxKeyOut } from "../wire/api.ts"

const AGAIN_MILLISECONDS = 10 * 60_000

/** When it was last looked at, and all was well. No secret; it stays when one logs out. */
const placeOf = ({ own }: Account) => `zegel-own-log-${own.recipient.slice(0, 16)}`

/** Tells of every mailbox for which the log names another key than opens here, and of what is new; once in ten minutes. @throws {Problem} */
export async function watchOwn(me: Account, now = Date.now()): Promise<void> {
  const place = placeOf(me)
  if (now - Number(localStorage.getItem(place) ?? 0) < AGAIN_MILLISECONDS) return
  const boxes = me.boxes.filter(({ keyVersion, keyVersions }) => keyVersions.has(keyVersion))
  if (boxes.length === 0) return
  const named = new Map((await namedKeys(boxes.map(({ id }) => id))).map((each) => [each.box, each]))
  const wrong = await Promise.all(boxes.map((box) => loggedOtherwise(me, box, named.get(box.id))))
  const others = boxes.filter((_, at) => wrong[at])
  await tellNews(me, [...named.values()], now)
  if (others.length === 0) return localStorage.setItem(place, String(now))
  for (const { id, name } of others) {
    alarm(wordsOf("own-key-log"), { name })
    await report("own-key-log", id)
  }
}

/** How much happened that the person was not asked about yet. */
async function tellNews(me: Account, named: readonly BoxKeyOut[], now: number): Promise<void> {
  // That page reads and shows all of it itself.
  if (find("key-events") !== null) return
  try {
    const { length } = await ownNews(me, named, now)
    if (length === 0) return
    const line = fromTemplate("key-news")
    need("key-news-text", undefined, line).textContent = say("keyNews", { count: length })
    find("key-alarms")?.append(line)
  } catch (error) {
    if (!(error instanceof LogError)) throw error
    alarm(wordsOf("own-entries"), {})
    await report("own-entries")
  }
}

/** A key that began just now is not looked at: it comes into the log some seconds later. What the server *names* is compared elsewhere. */
async function loggedOtherwise(me: Account, { address, keyVersion, keyVersions, delegated, kind }: Box, named: BoxKeyOut | undefined): Promise<boolean> {
  const identity = keyVersions.get(keyVersion)
  if (identity === undefined || named === undefined || named.keyVersion !== keyVersion || isFresh(named)) return false
  const signing = kind === "personal" && !delegated ? me.own.key : null
  return (await heldToKeyLog({ ...named, recipient: await recipientOf(identity), signing }, address === "" ? null : address)) === "other"
}
