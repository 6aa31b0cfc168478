// A guest in this browser: the link's secret, the code, and the identity they open. The secret stays in the fragment of
// the address and is never sent; the identity lives in a keyring of the guest's own until nobody has used it for a while.
import { leaveTogether, watchIdle } from "../page/idle.ts"
import { api, csrfToken, part, Problem } from "../page/server.ts"
import { b64, type Bytes, fromB64, fromB64url } from "../seal/bytes.ts"
import type { SenderCopy } from "../seal/guest.ts"
import { IDLE_MILLISECONDS, Keyring } from "../seal/keyring.ts"
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

/** Forgets the identity and closes the door at the server. `idle`: nobody was there for a while. */
export async function leave(id: string, why: "asked" | "idle" = "asked"): Promise<void> {
  const keyring = await keyringOf(id)
  await keyring.clear()
  keyring.close()
  const form = document.createElement("form")
  form.method = "post"
  form.action = `/g/${id}/leave`
  for (const [name, value] of [["csrfmiddlewaretoken", csrfToken()], ["why", why]] as const) {
    const input = document.createElement("input")
    input.type = "hidden"
    input.name = name
    input.value = value
    form.append(input)
  }
  document.body.append(form)
  form.submit()
}

/** Keeps the identity while somebody is there, warns before it ends, and ends it. `before` runs before the end. */
export function guardGuest(id: string, before: () => void | Promise<void> = () => {}): void {
  const dialog = document.getElementById("guest-idle")
  if (!(dialog instanceof HTMLDialogElement)) return
  let ending = false
  const leaveOthers = leaveTogether(id, () => {
    if (!ending) void Promise.resolve(before()).finally(() => location.replace(`/g/${id}?closed=yes`))
  })
  const end = async (why: "asked" | "idle") => {
    ending = true
    leaveOthers()
    await before()
    await leave(id, why)
  }
  const stay = watchIdle({
    seconds: IDLE_MILLISECONDS / 1000,
    warning: 5 * 60,
    warn: (rest) => {
      const left = dialog.querySelector<HTMLElement>("[data-idle-left]")
      if (left !== null) left.textContent = String(Math.max(1, Math.ceil(rest / 60)))
      if (!dialog.open) dialog.showModal()
    },
    back: () => dialog.close("stay"),
    end: () => void end("idle"),
  })
  dialog.addEventListener("close", () => (dialog.returnValue === "leave" ? void end("asked") : stay()))
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-leave]")) {
    form.addEventListener("submit", (event) => {
      event.preventDefault()
      void end("asked")
    })
  }
  keepAlive(id)
}

const TOUCH_MILLISECONDS = 60_000

function keepAlive(id: string): void {
  let touched = Date.now()
  const sign = async () => {
    if (Date.now() - touched < TOUCH_MILLISECONDS) return
    touched = Date.now()
    const keyring = await keyringOf(id)
    await keyring.touch()
    keyring.close()
  }
  for (const kind of ["pointerdown", "keydown", "scroll"]) {
    addEventListener(kind, () => void sign(), { passive: true, capture: true })
  }
}

/** A keyring for each guest: a keyring drops what belongs to another session, and leaving one must not close another. */
function keyringOf(id: string): Promise<Keyring> {
  return Keyring.open({ session: id, database: `zegel-guest-${id}` })
}

/** The guest's door; a refusal comes back in the language of the page, not of the browser. */
export function guestApi<T>(id: string, path: string, request: { json?: unknown } = {}): Promise<T> {
  const headers = { "accept-language": document.documentElement.lang }
  return api<T>(`/api/guests/${id}${path}`, { ...request, headers })
}
