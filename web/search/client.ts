// The page's side of the worker that searches: a worker of its own, so that sealing and opening never wait for it.
import { PLACES, scriptUrl } from "../page/scripts.ts"
import { TaskWorker } from "../seal/offmain.ts"
import type { Found, Gathered, LetterToIndex, Made, SealedWords } from "../seal/word-shelf.ts"

export interface Searcher {
  /** Takes the bytes over. One answer a piece: whether it is one that a member made. */
  open(box: string, sealed: readonly SealedWords[]): Promise<readonly boolean[]>
  search(words: readonly string[], most: number): Promise<Found>
  /** Messages that nobody opened yet: searched, and never put into a piece. */
  hold(box: string, letters: readonly LetterToIndex[]): Promise<void>
  gather(box: string, letters: readonly LetterToIndex[]): Promise<Gathered>
  make(box: string, piece: string, replaces: readonly string[], identity: string): Promise<Made>
  close(): void
}

/** What it cannot do rejects with a SealError. */
export function newSearcher(): Searcher {
  const worker = new TaskWorker(scriptUrl(PLACES.sealWorker))
  return {
    open: (box, sealed) => worker.run("openWords", { box, sealed }, undefined, sealed.map(({ bytes }) => bytes)),
    search: (words, most) => worker.run("searchWords", { words, most }),
    hold: (box, letters) => worker.run("holdWords", { box, letters }),
    gather: (box, letters) => worker.run("gatherWords", { box, letters }),
    make: (box, piece, replaces, identity) => worker.run("makeWords", { box, piece, replaces, identity }),
    close: () => worker.close(),
  }
}
