// What a mailbox keeps for its members, sealed to it: standard texts and saved filters. Fetched and opened, and sealed and kept.
import { api } from "../page/server.ts"
import { open, seal } from "../seal/age.ts"
import { b64, fromB64, fromUtf8, utf8 } from "../seal/bytes.ts"
import type { StandardTextOut } from "../wire/api.ts"
import type { Account } from "./holder.ts"
import { keyOf, withBoxKeys } from "./key-versions.ts"

export type Kind = "text" | "filter"

export interface Kept {
  readonly id: string
  /** As it is at the server; 0 for what is new. */
  readonly version: number
  readonly content: Readonly<Record<string, unknown>>
}

/** Those of a mailbox that open with these keys; how many do not is told beside them. @throws {Problem} they could not be had. */
export async function fetchKept(box: string, me: Account, kind: Kind): Promise<{ kept: Kept[]; closed: number }> {
  const found = await api<readonly StandardTextOut[]>(`/api/boxes/${box}/texts?kind=${kind}`)
  const opened = await Promise.all(found.map((sealed) => opening(sealed, me.identities)))
  const kept = opened.filter((each) => each !== null)
  return { kept, closed: opened.length - kept.length }
}

async function opening({ id, version, sealed }: StandardTextOut, identities: readonly string[]): Promise<Kept | null> {
  try {
    const content: unknown = JSON.parse(fromUtf8(await open(identities, fromB64(sealed))))
    return typeof content === "object" && content !== null ? { id, version, content: content as Record<string, unknown> } : null
  } catch {
    return null
  }
}

/** @throws {Problem} a colleague changed it in the meantime, or the mailbox is full. */
export async function keep(box: string, me: Account, kind: Kind, { id, version, content }: Kept): Promise<void> {
  await withBoxKeys(me, [box], async (keys) => {
    const { recipient, keyVersion } = keyOf(box, keys)
    const sealed = b64(await seal([recipient], utf8(JSON.stringify(content))))
    await api(`/api/texts/${id}`, { method: "PUT", json: { box, kind, sealed, keyVersion, version } })
  })
}
