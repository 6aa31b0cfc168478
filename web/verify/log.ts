// The log as this website publishes it: its keys, who stamps it, and its state of today.
import { consistent, fromBase64, LogError, type Reader, type State, stateOf } from "../evidence/log.ts"

/** `authority` holds the certificates (PEM) of who stamps the log; empty where nobody does. */
interface Log { readonly origin: string; readonly keys: readonly string[]; readonly authority: string }

/** What the page says of the log of this website. */
export function publishedLog(): Log {
  return JSON.parse(document.getElementById("log")?.textContent ?? "null") as Log
}

const read: Reader = async (path) => {
  const answer = await fetch(`/${path}`)
  if (!answer.ok) throw new TypeError(`no ${path}`)
  return new Uint8Array(await answer.arrayBuffer())
}

/** Whether the log as it is signed today still contains these states of it. */
export async function compareWithToday(states: readonly State[]): Promise<"holds" | "rewritten" | "offline"> {
  try {
    const log = publishedLog()
    const note = new TextDecoder().decode(await read("checkpoint"))
    for (const key of log.keys) {
      const now = await stateOf(note, log.origin, fromBase64(key)).catch(() => undefined)
      if (now === undefined) continue
      for (const state of new Map(states.map((state) => [state.size, state])).values()) await consistent(state, now, read)
      return "holds"
    }
    return "rewritten"
  } catch (error) {
    return error instanceof LogError ? "rewritten" : "offline"
  }
}
