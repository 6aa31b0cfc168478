// Handing a message in, until there is an answer. A lost answer is no answer: the very same message is sent again, and
// the server, which knows it by its identifier, gives the first receipt once more.
import { onConnection } from "../page/leaving.ts"
import { api, Problem } from "../page/server.ts"
import { stillHere } from "../session/account.ts"
import { fromB64 } from "../seal/bytes.ts"
import { sumOf, type Tries } from "../session/attempts.ts"
import type { FilingPart } from "./assistant.ts"
import type { FiledOut, FilingIn, ReceiptOut, UserMessageIn } from "../wire/api.ts"

const MOST_PAUSE = 30_000

/** The receipt. Rejects with a Problem when the server refuses; until then it goes on, and tells that it waits. */
export async function handIn(
  submission: UserMessageIn, filing: FilingPart | FilingIn | null, waits: (why: Problem) => void, tries: Tries, seed: Uint8Array,
): Promise<ReceiptOut> {
  return untilAnswered(async () => {
    const body = { ...submission, ...(await tries.part(submission.envelope, seed)) }
    const receipt = await posted(body, filing)
    await tries.received()
    return receipt
  }, async (error) => {
    await tries.failed("message", error.status, await sumOf(fromB64(submission.envelope)))
    waits(error)
  })
}

/** Does it again, after ever longer pauses, for as long as there is no answer, or an error of the server, which `failed` is told. */
export async function untilAnswered<T>(once: () => Promise<T>, failed: (why: Problem) => Promise<void> | void): Promise<T> {
  for (let count = 0; ; count++) {
    try {
      return await once()
    } catch (error) {
      if (!(error instanceof Problem) || (error.status !== 0 && error.status < 500)) throw error
      await failed(error)
      stillHere()
      await online(Math.min(MOST_PAUSE, 1000 * 2 ** count))
    }
  }
}

async function posted(body: UserMessageIn, filing: FilingPart | FilingIn | null): Promise<ReceiptOut> {
  if (filing === null) return api<ReceiptOut>("/api/messages", { json: body })
  return (await api<FiledOut>("/api/filings", { json: { ...body, filing } })).receipt
}

/** After a while, or as soon as the connection is back. */
function online(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer)
      stop()
      resolve()
    }
    const timer = setTimeout(end, milliseconds)
    const stop = onConnection((up) => {
      if (up) end()
    })
  })
}
