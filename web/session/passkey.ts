// Passkeys: what the server asks goes to the authenticator, what it answers goes back. A passkey that has a secret of
// its own for us (the PRF extension) also unlocks the user key; that secret never leaves this device.
import { api, Problem } from "../page/server.ts"
import { say } from "../page/words.ts"
import { b64url, type Bytes, fromB64url, utf8 } from "../seal/bytes.ts"
import { PASSKEY_PRF, passkeySeed } from "../seal/keys.ts"

/** A passkey's answer for the server, and the seed it unlocks the user key with, where it has one. */
export interface Shown {
  readonly credential: unknown
  readonly seed: Bytes | null
}

interface Asked {
  readonly publicKey: Record<string, unknown> & { challenge: string; rpId?: string }
}

interface Named {
  readonly id: string
}

/** Whether this browser has passkeys, and this address may have them (a bare number may not). */
export function passkeysWork(): boolean {
  return "PublicKeyCredential" in globalThis && !/^[\d.]+$|:/.test(location.hostname)
}

const prf = () => ({ prf: { eval: { first: utf8(PASSKEY_PRF) } } })

const named = (list: unknown) =>
  (Array.isArray(list) ? (list as Named[]) : []).map((credential) => ({ ...credential, id: fromB64url(credential.id) }))

/** Shows a passkey at an address of the server that asks for one. */
export async function showPasskey(begin: string): Promise<Shown> {
  const { publicKey } = await api<Asked>(begin, { json: {} })
  const options = {
    ...publicKey,
    challenge: fromB64url(publicKey.challenge),
    allowCredentials: named(publicKey["allowCredentials"]),
    extensions: prf(),
  } as unknown as PublicKeyCredentialRequestOptions
  const shown = await asked(() => navigator.credentials.get({ publicKey: options }))
  const response = shown.response as AuthenticatorAssertionResponse
  return {
    credential: answer(shown, {
      clientDataJSON: text(response.clientDataJSON),
      authenticatorData: text(response.authenticatorData),
      signature: text(response.signature),
    }),
    seed: await seedOf(shown),
  }
}

/** Makes a passkey; `seed` is null where only a later use can tell whether it unlocks. */
export async function makePasskey(begin: string): Promise<Shown> {
  const { publicKey } = await api<Asked>(begin, { json: {} })
  const user = publicKey["user"] as { id: string }
  const options = {
    ...publicKey,
    challenge: fromB64url(publicKey.challenge),
    user: { ...user, id: fromB64url(user.id) },
    excludeCredentials: named(publicKey["excludeCredentials"]),
    extensions: prf(),
  } as unknown as PublicKeyCredentialCreationOptions
  const made = await asked(() => navigator.credentials.create({ publicKey: options }))
  const response = made.response as AuthenticatorAttestationResponse
  return {
    credential: answer(made, {
      clientDataJSON: text(response.clientDataJSON),
      attestationObject: text(response.attestationObject),
    }),
    seed: await seedOf(made),
  }
}

/** Somebody who closes the browser's own window has refused, and so has an authenticator that knows nobody. */
async function asked(question: () => Promise<Credential | null>): Promise<PublicKeyCredential> {
  try {
    const found = await question()
    if (found instanceof PublicKeyCredential) return found
  } catch (error) {
    if (!(error instanceof DOMException)) throw error
  }
  throw new Problem(401, { code: "passkey-refused", detail: say("passkeyRefused") })
}

function answer(credential: PublicKeyCredential, response: Record<string, string>): unknown {
  return { id: credential.id, rawId: text(credential.rawId), type: "public-key", response }
}

function text(buffer: ArrayBuffer): string {
  return b64url(new Uint8Array(buffer))
}

async function seedOf(credential: PublicKeyCredential): Promise<Bytes | null> {
  const results = credential.getClientExtensionResults() as { prf?: { results?: { first?: BufferSource } } }
  const first = results.prf?.results?.first
  if (first === undefined) return null
  const bytes = first instanceof ArrayBuffer ? new Uint8Array(first) : new Uint8Array(first.buffer as ArrayBuffer)
  return passkeySeed(bytes)
}
