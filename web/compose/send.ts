// Handing a message in, until there is an answer. A lost answer is no answer: the very same message is sent again, and
// the server, which knows it by its identifier, gives the first receipt once more.
import { api, onConnection, Problem } from "../pages/common.ts"
import { stillHere } from "../session/account.ts"
import type { FilingPart } from "./assistant.ts"
import type { Submission } from "./submission.ts"

export interface SendReceipt {
  readonly message: string
  readonly receivedAt: string
  readonly envelopeSha256: string
  readonly files: readonly string[]
}

const MOST_PAUSE = 30_000

/** The receipt. Rejects with a Problem when the server refuses; until then it goes on, and tells that it waits. */
export async function handIn(
  submission: Submission, filing: FilingPart | null, waits: (why: Problem) => void,
): Promise<SendReceipt> {
  for (let tries = 0; ; tries++) {
    try {
      if (filing === null) return await api<SendReceipt>("/api/messages", { json: submission })
      return (await api<{ receipt: SendReceipt }>("/api/filings", { json: { ...submission, filing } })).receipt
    } catch (error) {
      if (!(error instanceof Problem) || (error.status !== 0 && error.status < 500)) throw error
      waits(error)
      stillHere()
      await online(Math.min(MOST_PAUSE, 1000 * 2 ** tries))
    }
  }
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
