// Letters that are in no piece of a mailbox's word index, a page at a time.
import { recordOf } from "../evidence/receipt.ts"
import { api } from "../page/server.ts"
import { sealedOf } from "../reading/summaries.ts"
import type { Account } from "../session/holder.ts"
import type { LetterToIndex } from "../seal/word-shelf.ts"
import type { UnindexedLetterOut } from "../wire/api.ts"

/** `latest` is the message that the next page is behind: undefined when there are no more. */
interface LetterPage {
  readonly letters: readonly LetterToIndex[]
  readonly latest: string | undefined
}

/** @throws {Problem} */
export async function pageOfLetters(me: Account, box: string, asked: { after: string; unopened?: "true" }): Promise<LetterPage> {
  const query = new URLSearchParams(Object.entries(asked).filter(([, value]) => value !== ""))
  const rows = await api<readonly UnindexedLetterOut[]>(`/api/boxes/${box}/word-index/letters?${query}`, { background: true })
  return { letters: rows.map((row) => letterOf(row, box, me)).filter((letter) => letter !== null), latest: rows.at(-1)?.message }
}

/** Null where this person lacks the key, or the log speaks of something else: it stays for who can tell. */
function letterOf(row: UnindexedLetterOut, box: string, me: Account): LetterToIndex | null {
  const sealed = sealedOf(row, box, me)
  if (typeof sealed === "string") return null
  return { sealed, at: recordOf(row.record).at, party: row.counterpart, subject: row.subject, sent: row.sent }
}
