// The word index is kept in step from pages that somebody looks at for a while, so that who searches finds it made.
import { Problem } from "../page/server.ts"
import { SealError } from "../seal/errors.ts"
import { accountIfUnlocked } from "../session/account.ts"
import { buildIndexes } from "./building.ts"
import { newSearcher, type Searcher } from "./client.ts"

const CALM = 15_000
const LOOKED = "zegel.words"
const EVERY = 5 * 60_000

/** Once the page has been there for a while, and not more often than that in one browser. What fails is done another time. */
export function startKeeping(): void {
  setTimeout(() => void kept(), CALM)
}

async function kept(): Promise<void> {
  if (document.hidden || Date.now() - Number(localStorage.getItem(LOOKED) ?? 0) < EVERY) return
  localStorage.setItem(LOOKED, String(Date.now()))
  let searcher: Searcher | undefined
  try {
    const me = await accountIfUnlocked()
    if (me === null) return
    await buildIndexes(me, () => (searcher ??= newSearcher()), () => {})
  } catch (error) {
    if (!(error instanceof Problem || error instanceof SealError)) throw error
  } finally {
    searcher?.close()
  }
}
