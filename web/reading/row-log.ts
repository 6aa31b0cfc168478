// What a row of a list shows of a message, held against what the log recorded of it, once the row is opened (docs/formats.md, Summary).
import { followed, hashOf, LogError, type State, stateOf } from "../evidence/log.ts"
import { partiesOf, place, recordOf } from "../evidence/receipt.ts"
import type { Summary } from "../seal/summary.ts"
import type { RowOut, SummariesOut } from "../wire/api.ts"
import { logKeys, sameLog } from "../session/log-memory.ts"
import { sameMoment } from "./case-records.ts"
import type { KnownLog } from "./told.ts"

/** `by` is empty of what one sent oneself, of which the row says to whom. */
export interface ShownRow {
  readonly subject: string
  readonly files: number
  readonly by: string
  readonly at: string
}

/** The log as this browser goes by it. */
export const KNOWN_LOG: KnownLog = { keys: logKeys, same: sameLog }

export function shownIn(dataset: DOMStringMap): ShownRow {
  const { case: subject = "", files = "", by = "", at = "" } = dataset
  return { subject, files: Number(files), by, at }
}

/** The messages of which the row, or the summary that was opened, is not what the log recorded. @throws {Problem} without an answer. */
export async function rowsThatDiffer(
  answer: SummariesOut, shown: ReadonlyMap<string, ShownRow>, summaries: ReadonlyMap<string, Summary>, known: KnownLog,
): Promise<ReadonlySet<string>> {
  const state = await stateThat(answer, known), found = new Set<string>()
  for (const row of answer.rows) {
    const told = shown.get(row.message)
    if (told === undefined) continue
    if (!(await stands(row, state)) || !(await agrees(row, told, summaries.get(row.message)))) found.add(row.message)
  }
  return found
}

/** The state that the proofs rest on; null of one that proves nothing, undefined where this browser cannot tell. */
async function stateThat({ origin, key, succession, checkpoint }: SummariesOut, known: KnownLog): Promise<State | null | undefined> {
  const keys = await known.keys()
  if (keys.length === 0) return undefined
  try {
    if (!(await followed(succession, origin, keys)).includes(key)) return null
    const state = await stateOf(checkpoint, origin, hashOf(key))
    await known.same(state)
    return state
  } catch (error) {
    if (error instanceof LogError) return null
    throw error
  }
}

/** Whether a record is where it is said to be; one that waits for its place is not wrong. */
async function stands({ record, index, proof }: RowOut, state: State | null | undefined): Promise<boolean> {
  if (index === null || state === undefined) return true
  if (state === null) return false
  return place({ record, index, proof: [...proof] }, state).then(() => true, () => false)
}

async function agrees({ record: text, personal }: RowOut, shown: ShownRow, summary: Summary | undefined): Promise<boolean> {
  try {
    const { at, facts } = recordOf(text)
    const files = (facts["files"] as readonly unknown[]).length
    const names = await partiesOf(facts["personal"], personal, false)
    const by = names === null ? shown.by : (names.onBehalfOf || names.sender)
    return shown.subject === facts["subject"] && shown.files === files && sameMoment(shown.at, at) && (shown.by === "" || shown.by === by)
      && (summary?.files.length ?? 0) <= files
  } catch {
    return false
  }
}
