// Whether the log of keys says of a mailbox what the server names (docs/formats.md, Log of keys). Fetched when keys of others are looked at.
import { hashOf, leafHash, LogError, rootFrom, same, type State } from "../evidence/log.ts"
import { apiResponse, part, Problem } from "../page/server.ts"
import { fromB64, hex, utf8 } from "../seal/bytes.ts"
import { keyHash } from "../seal/derive.ts"
import { SealError } from "../seal/errors.ts"
import type { BoxKeyOut, KeyLogOut } from "../wire/api.ts"
import { alarm, report, wordsOf } from "./alarms.ts"
import { keyState } from "./key-state.ts"
import { vouchedFor } from "./witnesses.ts"

/**
 * `missing`: the log has not got it, or is not the log this browser knew; `other`: it says something else, or its proof does not hold; `unread`: it
 * cannot be asked now; `unwitnessed`, `stale`: it is there, and witnesses outside did not see it, or have been silent for a day.
 */
export type Logged = "logged" | "unread" | "missing" | "other" | "unwitnessed" | "stale"

/** What the log tells (docs/formats.md, Log of keys). */
export interface Entry { readonly at: string; readonly event: string; readonly label: string; readonly facts: Readonly<Record<string, unknown>> }

const LABEL_KEY_PLACE = "zegel-label-key"

/** A key comes into the log a few seconds after it began, in which it is asked again. */
const AGAIN_MILLISECONDS = 3000
const FRESH_MILLISECONDS = 5 * 60_000
const TRIES = 10

/** Whether the server says that keys are so new that the log need not have them yet. */
export function isFresh({ since }: BoxKeyOut): boolean {
  return since !== null && Date.now() - Date.parse(since) < FRESH_MILLISECONDS
}

/** What the log says of new keys in the end: it is asked `again`, half a minute at most. */
export async function settled(address: string | null, again: () => Promise<BoxKeyOut | undefined>, pause = AGAIN_MILLISECONDS): Promise<Logged> {
  let found: Logged = "missing"
  for (let count = 0; count < TRIES && found !== "logged"; count++) {
    await new Promise((resolve) => setTimeout(resolve, pause))
    const key = await again()
    if (key !== undefined) found = await heldToKeyLog(key, address)
  }
  return found
}

/** Holds the keys that are named for a mailbox to the log. `address` is what its writer knows it by, if anything. */
export async function heldToKeyLog(named: BoxKeyOut, address: string | null): Promise<Logged> {
  if (named.log === null) return "missing"
  try {
    const state = await stateOrNull(named.log.checkpoint)
    if (state === null) return "missing"
    const says = await proved(named.log, state, address)
    if (!(await agrees(named, says))) return "other"
    const vouched = await vouchedFor(named.log.witnessed, state, Math.max(...named.log.entries.map(({ index }) => index)))
    return vouched === "vouched" ? "logged" : vouched
  } catch (error) {
    if (error instanceof Problem) return "unread"
    if (error instanceof LogError || error instanceof SealError || error instanceof SyntaxError) return "other"
    throw error
  }
}

const ALARMS = { missing: "key-missing", other: "key-log", unwitnessed: "key-unwitnessed" } as const
let toldStale = false

/** Says above the page what the log did not say of a key, and reports it. */
export async function tellLogged({ box, name }: BoxKeyOut, logged: Logged): Promise<void> {
  if (logged === "stale") return await tellStale()
  if (logged === "logged" || logged === "unread") return
  const code = ALARMS[logged]
  alarm(wordsOf(code), { name })
  await report(code, box)
}

/** Of all keys alike: it is said once on a page. */
async function tellStale(): Promise<void> {
  if (toldStale) return
  toldStale = true
  alarm(wordsOf("log-stale"), {})
  await report("log-stale")
}

/** The facts of the newest entries, proved: of the mailbox's key and of its owner's, the later one over the earlier. */
async function proved(log: KeyLogOut, state: State, address: string | null): Promise<Entry["facts"]> {
  const entries = await Promise.all(log.entries.map(({ entry, index, proof }) => provedEntry(entry, index, proof, state)))
  const label = address === null ? entries[0]?.label : await labelOf(address, log.label)
  if (entries.some((entry) => entry.label !== label)) throw new LogError("another label")
  return Object.assign({}, ...entries.map(({ facts }) => facts)) as Entry["facts"]
}

async function stateOrNull(checkpoint: string): Promise<State | null> {
  try {
    return await keyState(checkpoint)
  } catch (error) {
    if (error instanceof LogError) return null
    throw error
  }
}

/** An entry that leads to the root of a state. @throws {LogError} it does not. */
export async function provedEntry(text: string, index: number, proof: readonly string[], state: State): Promise<Entry> {
  const root = await rootFrom(await leafHash(utf8(text)), index, state.size, proof.map(hashOf))
  if (!same(root, state.root)) throw new LogError("another root")
  return JSON.parse(text) as Entry
}

async function agrees({ recipient, keyVersion, signing }: BoxKeyOut, facts: Entry["facts"]): Promise<boolean> {
  const key = facts["key"] === (await keyHash(recipient)) && facts["number"] === keyVersion
  return key && (signing === null || facts["signing"] === (await keyHash(signing)))
}

/** The one label (hex) of an address; the key that labels are made with is remembered from the first time on. */
export async function labelOf(address: string, proof: string): Promise<string> {
  const { verifiedLabel } = await part(import("../seal/vrf.ts"))
  const key = localStorage.getItem(LABEL_KEY_PLACE) ?? (await (await apiResponse("/keys/label-key")).text()).trim()
  const label = await verifiedLabel(fromB64(key), utf8(`zegel/key-label/v1\n${address.toLowerCase()}`), fromB64(proof))
  localStorage.setItem(LABEL_KEY_PLACE, key)
  return hex(label)
}
