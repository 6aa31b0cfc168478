// The organisation's spare key (docs/formats.md, Escrow): made here while the user key is open, asked for and joined here
// by who forgot the password. No server has what joins the shares.
import { api, Problem } from "../page/server.ts"
import { generateHybridIdentity, open, recipientOf, seal } from "../seal/age.ts"
import { b64, type Bytes, concat, fromB64, randomBytes, utf8 } from "../seal/bytes.ts"
import { Keyring } from "../seal/keyring.ts"
import { openUserKey, sealUserKey, type UserBundle } from "../seal/keys.ts"
import { keyHash } from "../seal/derive.ts"
import { knows } from "../seal/pins.ts"
import { joinShares, splitSecret } from "../seal/shares.ts"
import type { Account } from "./holder.ts"
import { didHere } from "./own-acts.ts"
import type { CollectedOut, EscrowOut, RequestOut } from "../wire/api.ts"

/** Fewer than two could open somebody's messages alone. */
const FEWEST = 2

/** Whether these are the very officers that this person saw and confirmed, with these keys, and as many of them are needed. */
async function confirmed({ pins }: Account, { needed, officers }: EscrowOut): Promise<boolean> {
  const known = pins.officers
  if (known === null || known.needed !== needed || needed < FEWEST || known.users.length !== officers.length) return false
  const fine = officers.map(async ({ user, recipient, signingKey }) =>
    known.users.includes(user) && knows(pins, user, { recipient: await keyHash(recipient), key: signingKey }))
  return (await Promise.all(fine)).every(Boolean)
}

/** The officers this person must confirm before a spare key is made; null where there is nothing to confirm. */
export async function officersToConfirm(me: Account): Promise<EscrowOut | null> {
  const asked = await api<EscrowOut>("/api/escrow")
  return asked.make && !(await confirmed(me, asked)) ? asked : null
}

/**
 * Splits a fresh secret among the officers and seals the user key to it. False, and nothing is made, where these are not the
 * officers this person confirmed: they are asked first.
 */
export async function keepEscrow(me: Account): Promise<boolean> {
  const asked = await api<EscrowOut>("/api/escrow")
  const { make, needed, officers } = asked
  if (!make) return true
  if (me.pinsDoubt || !(await confirmed(me, asked))) return false
  const seed = randomBytes(32)
  const parts = splitSecret(seed, { needed, shares: officers.length })
  const shares = await Promise.all(officers.map(async ({ user, recipient }, at) => {
    const sealed = await seal([recipient], parts.get(at + 1) ?? new Uint8Array())
    return { officer: user, number: at + 1, sealed: b64(sealed) }
  }))
  const sealed = b64(await sealUserKey({ identity: me.identity, signing: me.signing }, seed))
  try {
    await api("/api/escrow/seal", { method: "PUT", json: { sealed, needed, shares } })
    didHere("key-custody.escrow.sealed")
  } catch (error) {
    // Another tab was first, or the officers have just changed: the next page tries again.
    if (!(error instanceof Problem)) throw error
  }
  return true
}

/** The key of one request waits in this browser, longer than opened keys do; it opens nothing but the shares for it. */
async function waiting(): Promise<Keyring> {
  return Keyring.open({ session: "escrow", database: "zegel-escrow", now: () => 0 })
}

/** Makes a key for one request and asks the officers. */
export async function askEscrow(user: string): Promise<void> {
  const identity = await generateHybridIdentity()
  const keyring = await waiting()
  await keyring.put("user", user, identity)
  keyring.close()
  await api("/api/escrow/requests", { json: { recipient: await recipientOf(identity) } })
}

/** The key of this request, if this is the browser in which it was asked. */
export async function keyFor(user: string, request: RequestOut): Promise<string | null> {
  const keyring = await waiting()
  const identity = await keyring.get("user", user)
  keyring.close()
  return typeof identity === "string" && (await recipientOf(identity)) === request.recipient ? identity : null
}

/** Joins the shares and opens the user key. */
export async function openEscrow(request: RequestOut, identity: string): Promise<UserBundle> {
  const found = await api<CollectedOut>(`/api/escrow/requests/${request.id}/collect`, { json: {} })
  didHere("key-custody.escrow.used")
  const shares = await Promise.all(found.shares.map(async ({ number, sealed }): Promise<[number, Bytes]> => [
    number, await open([identity], fromB64(sealed)),
  ]))
  return openUserKey(fromB64(found.sealed), joinShares(new Map(shares)))
}

export async function forgetKey(): Promise<void> {
  const keyring = await waiting()
  await keyring.clear()
  keyring.close()
}

/** An officer's share, sealed to who asks. */
export async function passedOn(share: string, identity: string, recipient: string): Promise<string> {
  return b64(await seal([recipient], await open([identity], fromB64(share))))
}

/** Twelve signs that tell the key of a request from any other: read aloud by who asks, typed in by the officer. */
export async function checkCode(recipient: string): Promise<string> {
  const sum = await crypto.subtle.digest("SHA-256", concat(utf8("zegel/v1/escrow-check"), utf8(recipient)))
  const bits = Array.from(new Uint8Array(sum, 0, 8), (byte) => byte.toString(2).padStart(8, "0")).join("").slice(0, 60)
  const signs = (bits.match(/.{5}/g) ?? []).map((five) => "0123456789ABCDEFGHJKMNPQRSTVWXYZ".charAt(Number.parseInt(five, 2)))
  return signs.join("").replace(/(.{4})(?=.)/g, "$1-")
}

