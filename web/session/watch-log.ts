// Whether the log is the one this browser knew, and has the same witnesses. Fetched once a page stands: nothing waits for it.
import { alarm, report, wordsOf } from "./alarms.ts"
import { lookAtLog } from "./log-memory.ts"
import { otherWitnesses } from "./witness-pin.ts"

/** Tells what is not as it was. @throws {Problem} without an answer. */
export async function watchLog(): Promise<void> {
  const { alarm: changed } = await lookAtLog()
  for (const found of [changed, otherWitnesses() ? "log-witnesses" as const : null]) {
    if (found === null) continue
    alarm(wordsOf(found), {})
    await report(found)
  }
}
