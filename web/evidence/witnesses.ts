// Which witnesses are believed, how many are needed (C2SP tlog-policy.md), and until when they vouched for a state (tlog-cosignature.md).
import { concat, hex, utf8 } from "../seal/bytes.ts"
import { holds } from "../seal/signing.ts"
import { divided, fromBase64, LogError, same, sha256 } from "./log.ts"

interface Key { readonly name: string; readonly id: Uint8Array; readonly key: Uint8Array }
interface Group { readonly needed: number; readonly members: readonly string[] }

export interface Policy {
  readonly witnesses: ReadonlyMap<string, Key>
  readonly groups: ReadonlyMap<string, Group>
  /** The witness or group whose word is needed; `none`: nobody's. */
  readonly quorum: string
}

const COSIGNATURE = 4
const KEY_SIZE = 32
const BLOB_SIZE = 76
const NONE = "none"

/** The witnesses of a policy; logs are passed over, for a browser knows which one it asks. @throws {LogError} it is none. */
export async function policyOf(text: string): Promise<Policy> {
  const witnesses = new Map<string, Key>(), groups = new Map<string, Group>()
  let quorum = ""
  const known = (name: string) => witnesses.has(name) || groups.has(name)
  for (const line of text.split("\n")) {
    const [word = "#", name = "", ...rest] = line.split(/[ \t]+/).filter((each) => each !== "")
    if (word.startsWith("#") || word === "log") continue
    const free = name !== NONE && name !== "" && !known(name)
    if (word === "witness" && free) witnesses.set(name, await keyOf(rest[0] ?? ""))
    else if (word === "group" && free) groups.set(name, groupOf(rest, known))
    else if (word === "quorum" && quorum === "" && (name === NONE || known(name))) quorum = name
    else throw new LogError("no policy")
  }
  if (quorum === "") throw new LogError("no policy")
  return { witnesses, groups, quorum }
}

/** Until when enough witnesses vouched for a note: the moment of the last one that was needed. Null: too few did. @throws {LogError} */
export async function quorumMoment({ witnesses, groups, quorum }: Policy, note: string): Promise<Date | null> {
  const moments = new Map<string, number>()
  for (const [name, key] of witnesses) {
    const seconds = await cosigned(note, key)
    if (seconds !== null) moments.set(name, seconds)
  }
  const since = (name: string): number | undefined => {
    const group = groups.get(name)
    if (group === undefined) return moments.get(name)
    return group.members.map(since).filter((each) => each !== undefined).sort((left, right) => right - left)[group.needed - 1]
  }
  const seconds = since(quorum)
  return seconds === undefined ? null : new Date(seconds * 1000)
}

async function keyOf(text: string): Promise<Key> {
  const [, name = "", id = "", material = ""] = /^([^+\s]+)\+([0-9a-f]{8})\+(.+)$/.exec(text) ?? []
  const bytes = fromBase64(material)
  if (bytes[0] !== COSIGNATURE || bytes.length !== 1 + KEY_SIZE) throw new LogError("no key of a witness")
  const found = (await sha256(utf8(`${name}\n`), bytes)).subarray(0, 4)
  if (hex(found) !== id) throw new LogError("no key of a witness")
  return { name, id: found, key: bytes.subarray(1) }
}

function groupOf([needed = "", ...members]: readonly string[], known: (name: string) => boolean): Group {
  const count = needed === "any" ? 1 : needed === "all" ? members.length : Number(needed)
  const right = Number.isInteger(count) && count >= 1 && count <= members.length && members.every(known) && new Set(members).size === members.length
  if (!right) throw new LogError("no group")
  return { needed: count, members }
}

/** When a witness cosigned, in seconds since 1970; null: it did not. @throws {LogError} its line does not hold. */
async function cosigned(note: string, { name, id, key }: Key): Promise<number | null> {
  const { body, lines } = divided(note)
  const blob = lines.find(({ signer, bytes }) => signer === name && same(bytes.subarray(0, 4), id))?.bytes
  if (blob === undefined) return null
  if (blob.length !== BLOB_SIZE) throw new LogError("cosignature")
  const view = new DataView(blob.buffer, blob.byteOffset)
  const seconds = view.getUint32(4) * 2 ** 32 + view.getUint32(8)
  const message = concat(utf8(`cosignature/v1\ntime ${seconds}\n${body}`))
  if (!(await holds(concat(key), message, concat(blob.subarray(12))))) throw new LogError("cosignature")
  return seconds
}
