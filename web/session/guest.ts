// A guest in this browser: the link's secret, the code, and the identity they open. The secret stays in the fragment of
// the address and is never sent; the identity lives in a keyring of the guest's own until nobody has used it for a while.
import { api, part, Problem } from "../page/server.ts"
import { b64, type Bytes, fromB64, fromB64url } from "../seal/bytes.ts"
import type { SenderCopy } from "../seal/guest.ts"
import { Keyring } from "../seal/keyring.ts"
import { secretOf } from "../typed/link.ts"
import type { EnteredOut } from "../wire/api.ts"

// 32 bytes in base64url.
const SECRET_LENGTH = 43

/** What opens an identity, 30 kB: fetched when it is wanted, or ahead of that while a guest looks for the code. */
const opener = () => part(import("../seal/guest.ts"))

/** Fetches what `unlock` will want. @throws {Problem} it did not come. */
export async function prepareUnlocking(): Promise<void> {
  await opener()
}

export type Proof = { readonly digits: string } | { readonly verifier: string }

/** The secret of the link, or null when the address was not copied whole. */
export function linkSecret(hash: string = location.hash): string | null {
  const text = secretOf(hash, SECRET_LENGTH)
  try {
    return text !== null && fromB64url(text).length === 32 ? text : null
  } catch {
    return null
  }
}

/** Shows the code to the server. What comes back is still sealed; `unlock` opens it. */
export function enter(id: string, proof: Proof): Promise<EnteredOut> {
  return guestApi<EnteredOut>(id, "/enter", { json: proof })
}

/** What `enter` gave, for a session that is still in; null when it is not. */
export async function entered(id: string): Promise<EnteredOut | null> {
  try {
    return await guestApi<EnteredOut>(id, "/me")
  } catch (error) {
    if (error instanceof Problem && error.status === 404) return null
    throw error
  }
}

/** What an access code gave: its salt and verifier for the server, its seal for the identity. */
export interface Access {
  readonly salt: Bytes
  readonly verifier: string
  readonly seal: Bytes
}

/** Opens the guest's identity with the secret of the link and keeps it; rejects with `no-match` for a wrong link. */
export async function unlock(found: EnteredOut, secret: string, access?: Access): Promise<void> {
  const { openGuest } = await opener()
  const identity = await openGuest(fromB64(found.sealedIdentity), secret, access?.seal)
  // Not with an access code: that is a layer of its own, and a guest cannot tell whether the key the server names for the
  // owner's copy is the owner's. Without one, who holds the server has the link's secret anyway.
  if (found.linkSeen && found.codeSalt === "") await renew(found, { identity, linkSecret: secret })
  await keepIdentity(found.id, identity)
}

/** Keeps an identity in this browser, as of a guest who is in. */
export async function keepIdentity(id: string, identity: string): Promise<void> {
  const keyring = await keyringOf(id)
  await keyring.put("guest", id, identity)
  keyring.close()
}

/** The link's secret came to the server by accident: the identity gets another one, which is mailed, and the old one opens nothing. */
async function renew(found: EnteredOut, copy: SenderCopy): Promise<void> {
  const { relinkGuest } = await opener()
  const fresh = await relinkGuest(copy, found.owner.recipient)
  const json = { link: fresh.linkSecret, sealedIdentity: b64(fresh.sealedIdentity), senderCopy: b64(fresh.senderCopy) }
  try {
    await guestApi(found.id, "/link", { json })
  } catch (error) {
    // Reading goes before renewing; it is tried again at the next visit.
    if (!(error instanceof Problem)) throw error
  }
}

/** The identity this browser still has, or null. */
export async function kept(id: string): Promise<string | null> {
  const keyring = await keyringOf(id)
  const identity = await keyring.get("guest", id)
  keyring.close()
  return typeof identity === "string" ? identity : null
}

/** The identity; without one the reader goes back to the link's page and the promise never settles. */
export async function guestIdentity(id: string): Promise<string> {
  const identity = await kept(id)
  if (identity !== null) return identity
  location.replace(`/g/${id}?closed=idle`)
  return new Promise(() => {})
}

/** A keyring for each guest: a keyring drops what belongs to another session, and leaving one must not close another. */
export function keyringOf(id: string): Promise<Keyring> {
  return Keyring.open({ session: id, database: `zegel-guest-${id}` })
}

/** The guest's door; a refusal comes back in the language of the page, not of the browser. */
export function guestApi<T>(id: string, path: string, request: { json?: unknown } = {}): Promise<T> {
  const headers = { "accept-language": document.documentElement.lang }
  return api<T>(`/api/guests/${id}${path}`, { ...request, headers })
}
