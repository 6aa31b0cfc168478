// The pieces of a mailbox's word index, fetched and opened.
import { api, apiResponse, Problem } from "../page/server.ts"
import type { Account, Box } from "../session/holder.ts"
import type { WordIndexOut, WordPieceOut } from "../wire/api.ts"
import type { Searcher } from "./client.ts"
import { pageOfLetters } from "./letters.ts"

const AT_ONCE = 6
/** Of a mailbox, of what nobody opened yet: the newest. */
const MOST_UNOPENED = 1000

/** What the server says there is. */
export const indexOf = (box: string): Promise<WordIndexOut> => api<WordIndexOut>(`/api/boxes/${box}/word-index`, { background: true })

/**
 * Fetches pieces and hands them to the worker; gives those that are right. One that went in the meantime is left out: another took its
 * place, or its messages wait to be indexed anew.
 * @throws {Problem} the server could not be reached or refused.
 */
export async function openPieces(box: Box, pieces: readonly WordPieceOut[], searcher: Searcher): Promise<string[]> {
  const right: string[] = []
  const left = pieces.filter(({ keyVersion }) => box.keyVersions.has(keyVersion))
  async function lane(): Promise<void> {
    for (let next = left.pop(); next !== undefined; next = left.pop()) {
      const bytes = await pieceBytes(box.id, next.id)
      const identity = box.keyVersions.get(next.keyVersion)
      if (bytes === null || identity === undefined) continue
      const [good] = await searcher.open(box.id, [{ piece: next.id, identity, bytes }])
      if (good === true) right.push(next.id)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, lane))
  return right
}

async function pieceBytes(box: string, piece: string): Promise<ArrayBuffer | null> {
  try {
    return await (await apiResponse(`/api/boxes/${box}/word-index/${piece}`, { background: true })).arrayBuffer()
  } catch (error) {
    if (error instanceof Problem && error.code === "words-unknown") return null
    throw error
  }
}

/** What a mailbox got and nobody opened, by its summaries. @throws {Problem} */
async function holdUnopened(me: Account, box: string, searcher: Searcher): Promise<void> {
  let [after, held]: [string | undefined, number] = ["", 0]
  while (after !== undefined && held < MOST_UNOPENED) {
    const { letters, latest } = await pageOfLetters(me, box, { after, unopened: "true" })
    if (letters.length > 0) await searcher.hold(box, letters)
    held += letters.length
    after = latest
  }
}

/** How many messages there are to search in, over all mailboxes, and how many nobody has opened yet. */
export interface Extent {
  readonly messages: number
  readonly unopened: number
}

/** Opens all there is, of all mailboxes, a mailbox at a time. `opened` is told after each. */
export async function openAll(me: Account, searcher: Searcher, opened: (extent: Extent) => void): Promise<Extent> {
  const found = await Promise.all(me.boxes.map(async (box) => [box, await indexOf(box.id)] as const))
  const sum = (count: (index: WordIndexOut) => number) => found.reduce((all, [, index]) => all + count(index), 0)
  const extent = {
    messages: sum(({ pieces, waiting, unopened }) => waiting + unopened + pieces.reduce((all, { messages }) => all + messages, 0)),
    unopened: sum(({ unopened }) => unopened),
  }
  opened(extent)
  for (const [box, { pieces, unopened }] of found) {
    await openPieces(box, pieces, searcher)
    if (unopened > 0) await holdUnopened(me, box.id, searcher)
    if (pieces.length > 0 || unopened > 0) opened(extent)
  }
  return extent
}
