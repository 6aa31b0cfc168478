// Which keys of others this person goes by, as the server keeps it sealed, against the last version this browser saw.
import { api } from "../page/server.ts"
import { b64, fromB64, utf8 } from "../seal/bytes.ts"
import { sha256Hex } from "../seal/derive.ts"
import { SealError } from "../seal/errors.ts"
import type { UserBundle } from "../seal/keys.ts"
import { momentOf } from "../seal/attempts.ts"
import { noPins, openPins, type Pins, sealPins } from "../seal/pins.ts"
import type { PinsOut } from "../wire/api.ts"

/** What was found. `doubt`: it is older than this browser knew, or gone. */
export interface KeptPins {
  readonly pins: Pins
  readonly doubt: boolean
}

/** No secret: it tells which version of one's own memory was the last here. It stays when one logs out. */
const placeOf = (recipientHash: string) => `zegel-pins-${recipientHash.slice(0, 16)}`

interface Seen {
  readonly version: number
  readonly hash: string
}

export async function pinsOf(kept: PinsOut | null, bundle: UserBundle, who: { user: string; recipientHash: string }): Promise<KeptPins> {
  const opened = kept === null ? null : await openedPins(kept, bundle, who.user)
  // What does not open counts for its number only: it is replaced by the next version.
  const pins = opened ?? { ...noPins(who.user), version: kept?.version ?? 0 }
  const now = { version: opened?.version ?? 0, hash: kept === null ? "" : await sha256Hex(utf8(kept.sealed)) }
  const seen = seenOf(who.recipientHash)
  const doubt = seen !== null && (now.version < seen.version || (now.version === seen.version && now.hash !== seen.hash))
  if (!doubt && opened !== null) remember(who.recipientHash, now)
  return { pins, doubt }
}

/** Keeps the next version and gives it. @throws {Problem} `pins-past`: another browser was first. */
export async function keepPins(pins: Pins, bundle: UserBundle, recipientHash: string): Promise<Pins> {
  const next = { ...pins, version: pins.version + 1, at: momentOf(new Date()) }
  const sealed = b64(await sealPins(next, bundle))
  await api("/api/me/pins", { method: "PUT", json: { version: next.version, sealed } })
  remember(recipientHash, { version: next.version, hash: await sha256Hex(utf8(sealed)) })
  return next
}

/** The person was told that the server has an older memory, and goes on with it. */
export function forgetSeen(recipientHash: string): void {
  localStorage.removeItem(placeOf(recipientHash))
}

async function openedPins(kept: PinsOut, bundle: UserBundle, user: string): Promise<Pins | null> {
  try {
    const pins = await openPins(fromB64(kept.sealed), bundle, user)
    return pins.version === kept.version ? pins : null
  } catch (error) {
    if (error instanceof SealError) return null
    throw error
  }
}

function seenOf(recipientHash: string): Seen | null {
  const kept = localStorage.getItem(placeOf(recipientHash))
  return kept === null ? null : (JSON.parse(kept) as Seen)
}

function remember(recipientHash: string, seen: Seen): void {
  localStorage.setItem(placeOf(recipientHash), JSON.stringify(seen))
}

/** A mailbox whose key was made in this browser, until its owner first logs in and signs for it. */
const madePlace = (recipientHash: string) => `zegel-made-${recipientHash.slice(0, 16)}`

export function rememberMade(recipientHash: string, boxHash: string): void {
  localStorage.setItem(madePlace(recipientHash), boxHash)
}

export function madeHere(recipientHash: string): string | null {
  return localStorage.getItem(madePlace(recipientHash))
}
