// Keeps the word index of mailboxes in step: letters that are in no piece yet are opened in the worker, and their words sealed and put.
import { api, Problem } from "../page/server.ts"
import type { Account, Box } from "../session/holder.ts"
import type { WordIndexOut, WordPieceOut } from "../wire/api.ts"
import type { Searcher } from "./client.ts"
import { indexOf, openPieces } from "./fetching.ts"
import { pageOfLetters } from "./letters.ts"

/** As zegel/mail/rules.py: messages of a piece. */
export const MOST = 250
/** Bytes of words, and sealed bytes taken up, after which a piece is made: half of what the server takes. */
const ENOUGH = 1024 * 1024
/** Another browser that indexes at the same moment is let go first. */
const TRIES = 3
const MEANWHILE: ReadonlySet<string> = new Set(["words-past", "words-unknown", "key-version-past"])

/**
 * Indexes what waits, newest first, of all mailboxes this person indexes; `made` is told after each piece. `searcher` is asked for when there
 * is work. One page of a browser at a time does it.
 * @throws {Problem}
 */
export async function buildIndexes(me: Account, searcher: () => Searcher, made: () => void): Promise<void> {
  await navigator.locks.request("zegel-word-index", { ifAvailable: true }, async (mine) => {
    if (mine !== null) await build(me, searcher, made)
  })
}

async function build(me: Account, searcher: () => Searcher, made: () => void): Promise<void> {
  for (const { id } of me.boxes) {
    let after: string | null = ""
    for (let tries = 0; after !== null && tries < TRIES;) {
      try {
        after = await nextPiece(me, id, after, searcher)
        made()
      } catch (error) {
        if (!(error instanceof Problem)) throw error
        // Nothing is sealed to a mailbox whose key is in doubt; the others are indexed.
        if (error.code === "key-doubt") break
        if (!MEANWHILE.has(error.code)) throw error
        tries += 1
        await me.refresh()
      }
    }
  }
}

/** Makes and puts one piece of what waits behind a message; gives the message it came to, null when there is no more. */
async function nextPiece(me: Account, id: string, after: string, worker: () => Searcher): Promise<string | null> {
  const [index, box] = [await indexOf(id), me.box(id)]
  if (box === undefined || !index.builds || index.waiting === 0) return null
  const { keyVersion } = await me.ownKey(id)
  const identity = box.keyVersions.get(keyVersion)
  if (identity === undefined) return null
  const searcher = worker()
  const { count, last } = await gathered(me, box, after, searcher)
  if (count === 0) return null
  const replaces = await openPieces(box, takenUp(index.pieces, count), searcher)
  await put(box, { piece: crypto.randomUUID(), replaces, keyVersion, identity }, searcher)
  return last
}

interface Put {
  readonly piece: string
  readonly replaces: readonly string[]
  readonly keyVersion: number
  readonly identity: string
}

async function put({ id }: Box, { piece, replaces, keyVersion, identity }: Put, searcher: Searcher): Promise<void> {
  const { sealed, messages } = await searcher.make(id, piece, replaces, identity)
  await api(`/api/boxes/${id}/word-index/${piece}`, { method: "PUT", json: { sealed, keyVersion, messages, replaces }, background: true })
}

/** Letters for one piece, in the worker: how many, and the last that was looked at (null when there are no more behind it). */
async function gathered(me: Account, box: Box, after: string, searcher: Searcher): Promise<{ count: number; last: string | null }> {
  let [count, last] = [0, after]
  for (;;) {
    const { letters, latest } = await pageOfLetters(me, box.id, { after: last })
    if (latest === undefined) return { count, last: null }
    last = latest
    if (letters.length === 0) continue
    const { messages, size } = await searcher.gather(box.id, letters)
    count = messages
    // A page is of 25 at most.
    if (count > MOST - 25 || size > ENOUGH) return { count, last }
  }
}

/**
 * The small pieces that a new one of `count` messages takes the place of: each that is at most twice what came together so far, so that a
 * message is written some times and not at every new one, and a mailbox has few small pieces.
 */
export function takenUp(pieces: WordIndexOut["pieces"], count: number): WordPieceOut[] {
  const taken: WordPieceOut[] = []
  let [together, size] = [count, 0]
  for (const piece of pieces.toSorted((left, right) => left.messages - right.messages)) {
    if (piece.messages > 2 * together || together + piece.messages > MOST || size + piece.size > ENOUGH) break
    taken.push(piece)
    together += piece.messages
    size += piece.size
  }
  return taken
}
