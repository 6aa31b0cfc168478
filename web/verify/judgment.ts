// A signed judgment on the page that checks: what the judge signed, and what this website's log says of it.
import { confirmed } from "../evidence/judgment.ts"
import { LogError } from "../evidence/log.ts"
import { compareWithToday, KINDS, sentenceOf } from "./log.ts"
import { formatBytes, say } from "../page/words.ts"
import { utf8 } from "../seal/bytes.ts"
import { SealError } from "../seal/errors.ts"
import { type Judgment, readJudgment, type SignedDocument } from "../seal/judgment.ts"

export interface Judged {
  readonly kind: "ok" | "warning" | "error"
  readonly text: string
  /** What documents are compared with; none where nothing holds. */
  readonly document?: SignedDocument
}

/** @throws {CannotCheck} this browser cannot tell. */
export async function judged(text: string, log: { readonly origin: string; readonly keys: readonly string[] }): Promise<Judged> {
  try {
    const signed = await readJudgment(utf8(text))
    const said = words(signed.judgment)
    const found = await confirmed(signed, log.keys)
    const { document } = signed.judgment
    if (found === null) return { kind: "warning", text: say("judgmentUnproved", said), document }
    const { state } = found
    if (state.origin !== log.origin) return { kind: "error", text: say("otherLog", { log: state.origin }) }
    const today = await compareWithToday([state])
    return { kind: KINDS[today], text: say(sentenceOf(today, "judgment"), said), document }
  } catch (error) {
    if (error instanceof SealError || error instanceof LogError) return { kind: "error", text: say("judgmentInvalid") }
    throw error
  }
}

function words({ kind, number, day, judge, document }: Judgment): Record<string, string | number> {
  const [year, month, date] = day.split("-").map(Number)
  const level = document.conformance === "" ? say("judgmentNoPdfa") : `PDF/A-${document.conformance}`
  return {
    what: say(`judgment${kind.charAt(0).toUpperCase()}${kind.slice(1)}`),
    number,
    day: `${date}-${month}-${year}`,
    judge: judge.name,
    pages: document.pages,
    size: formatBytes(document.size),
    level,
  }
}
