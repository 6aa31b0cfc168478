// Words of an entry: sealed to who may read them, and opened again.
import { all, find } from "../page/elements.ts"
import { api, Problem } from "../page/server.ts"
import { open, seal } from "../seal/age.ts"
import { b64, fromB64, fromUtf8, utf8 } from "../seal/bytes.ts"
import { newMessageIdentity, openIdentity, sealIdentity } from "../seal/message.ts"
import { circleKey } from "../session/circle-standing.ts"
import type { Account, SealKey } from "../session/holder.ts"
import type { SealedReasonIn, SealedWordsOut } from "../wire/api.ts"

/** A circle of the case that words can be sealed to, opened while there was a connection. */
export interface Readers {
  readonly circle: string
  /** What is sealed to; null where this device doubts the circle: then it is only read. */
  readonly key: SealKey | null
  readonly identities: readonly string[]
}

/** The circles of the page by their kind (`open`, `court`). */
export async function readersOf(me: Account): Promise<Map<string, Readers>> {
  const found = await Promise.all(all("circle").map(async ({ dataset }) => {
    const opened = await me.circle(dataset["container"] ?? "")
    const key = await circleKey(me, opened).catch(doubted)
    return [dataset["circle"] ?? "", { circle: dataset["circleKey"] ?? "", key, identities: [...opened.keyVersions.values()] }] as const
  }))
  return new Map(found)
}

function doubted(error: unknown): null {
  if (error instanceof Problem) return null
  throw error
}

/** Words sealed to the newest key of a circle, which this device derived and found signed. */
export async function sealWords(text: string, circle: string, key: SealKey): Promise<SealedReasonIn> {
  const keys = await newMessageIdentity()
  return {
    circle,
    envelope: b64(await seal([keys.recipient], utf8(text))),
    sealedKey: b64(await sealIdentity(keys.identity, key.recipient)),
    keyVersion: key.keyVersion,
  }
}

/** Shows the words of what was noted beside their lines; what does not open stays shut. */
export async function showWords(path: string, readers: ReadonlyMap<string, Readers>): Promise<void> {
  const sealed = await api<readonly SealedWordsOut[]>(`${path}/words`)
  await Promise.all(sealed.map(async (words) => {
    const place = find("record", words.record)?.querySelector<HTMLElement>("[data-record-words]")
    const circle = [...readers.values()].find((each) => each.circle === words.circle)
    if (place === null || place === undefined || circle === undefined) return
    try {
      place.textContent = await openedWords(words, circle.identities)
      place.hidden = false
    } catch {
      place.hidden = true
    }
  }))
}

export async function openedWords({ sealedKey, envelope }: Pick<SealedWordsOut, "sealedKey" | "envelope">, identities: readonly string[]): Promise<string> {
  return fromUtf8(await open([await openIdentity(fromB64(sealedKey), identities)], fromB64(envelope)))
}
