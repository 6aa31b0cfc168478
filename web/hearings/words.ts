// Words of an entry: sealed to who may read them, and opened again.
import { all, find } from "../page/elements.ts"
import { api } from "../page/server.ts"
import { open, recipientOf, seal } from "../seal/age.ts"
import { b64, fromB64, fromUtf8, utf8 } from "../seal/bytes.ts"
import { newMessageIdentity, openIdentity, sealIdentity } from "../seal/message.ts"
import type { Account, Circle } from "../session/holder.ts"
import type { SealedReasonIn, SealedWordsOut } from "../wire/api.ts"

/** A circle of the case that words can be sealed to, opened while there was a connection. */
export interface Readers {
  readonly circle: string
  readonly opened: Circle
}

/** The circles of the page by their kind (`open`, `court`). */
export async function readersOf(me: Account): Promise<Map<string, Readers>> {
  const found = await Promise.all(all("circle").map(async ({ dataset }) => {
    const opened = await me.circle(dataset["container"] ?? "")
    return [dataset["circle"] ?? "", { circle: dataset["circleKey"] ?? "", opened }] as const
  }))
  return new Map(found)
}

/** Words sealed to the newest key of a circle, which is derived from what the person can open, and not fetched. */
export async function sealWords(text: string, { circle, opened }: Readers): Promise<SealedReasonIn> {
  const identity = opened.keyVersions.get(opened.keyVersion)
  if (identity === undefined) throw new Error("the newest key of the circle does not open")
  const keys = await newMessageIdentity()
  return {
    circle,
    envelope: b64(await seal([keys.recipient], utf8(text))),
    sealedKey: b64(await sealIdentity(keys.identity, await recipientOf(identity))),
    keyVersion: opened.keyVersion,
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
      place.textContent = await openedWords(words, [...circle.opened.keyVersions.values()])
      place.hidden = false
    } catch {
      place.hidden = true
    }
  }))
}

export async function openedWords({ sealedKey, envelope }: Pick<SealedWordsOut, "sealedKey" | "envelope">, identities: readonly string[]): Promise<string> {
  return fromUtf8(await open([await openIdentity(fromB64(sealedKey), identities)], fromB64(envelope)))
}
