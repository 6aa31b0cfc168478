// Whether the log is the one this browser knew, and has the same witnesses. Fetched once a page stands: nothing waits for it.
import { part } from "../page/server.ts"
import { alarm, report, wordsOf } from "./alarms.ts"
import type { Account } from "./holder.ts"
import { lookAtLog } from "./log-memory.ts"
import { hasWitnesses, otherWitnesses } from "./witness-pin.ts"

/** Tells what is not as it was, and what the log of keys says of one's own that is not so. @throws {Problem} without an answer. */
export async function watchLog(me: Account): Promise<void> {
  const { alarm: changed } = await lookAtLog()
  const watched = changed === null && hasWitnesses() ? await (await part(import("./witnessed.ts"))).isWitnessed() : true
  for (const found of [changed, watched ? null : "log-unwitnessed" as const, otherWitnesses() ? "log-witnesses" as const : null]) {
    if (found === null) continue
    alarm(wordsOf(found), {})
    await report(found)
  }
  await (await part(import("./own-log.ts"))).watchOwn(me)
}
