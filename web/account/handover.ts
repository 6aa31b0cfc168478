// What this device makes for an account and what of it goes to the server: everything sealed.
import { api } from "../page/server.ts"
import { sealClient } from "../session/sealer.ts"
import { canonical } from "../seal/canonical.ts"
import { b64, type Bytes, randomBytes, utf8 } from "../seal/bytes.ts"
import { sha256Hex } from "../seal/derive.ts"
import { type NewUserKey, sealUserKey, type UserBundle } from "../seal/keys.ts"
import { sign } from "../seal/signing.ts"
import type { SaltOut } from "../wire/api.ts"

/** A password split, with the user key sealed for it. */
export interface PasswordPart {
  readonly login: string
  readonly salt: Bytes
  readonly unlock: Bytes
}

export async function splitNewPassword(password: string, salt: Bytes = randomBytes(16)): Promise<PasswordPart> {
  return { salt, ...(await sealClient().passwordHalves(password, salt)) }
}

/** The login half of the password somebody has now, to show that they know it. */
export async function presentLogin(email: string, password: string): Promise<PasswordPart> {
  const { salt } = await api<SaltOut>("/api/login/salt", { json: { email } })
  const bytes = Uint8Array.from(atob(salt), (sign) => sign.charCodeAt(0))
  return splitNewPassword(password, bytes)
}

/** What the server keeps of a new user key: its public halves, and the key sealed for a password and for a recovery code. */
export async function newKeyParts(key: NewUserKey, part: PasswordPart, recovery: Bytes) {
  return {
    login: part.login,
    salt: b64(part.salt),
    recipient: key.recipient,
    signingKey: key.signingPublic,
    sealedKey: b64(key.sealed),
    recovery: b64(await sealUserKey(key.bundle, recovery)),
  }
}

/** The user key sealed for a password and a recovery code, with the proof that who does it has opened it. */
export async function resealed(user: string, bundle: UserBundle, part: PasswordPart, recovery: Bytes): Promise<object> {
  const sealedKey = await sealUserKey(bundle, part.unlock)
  const code = await sealUserKey(bundle, recovery)
  const facts = {
    user,
    login: part.login,
    salt: b64(part.salt),
    sealedKey: await sha256Hex(sealedKey),
    recovery: await sha256Hex(code),
  }
  const proof = await sign(bundle.signing, utf8(`zegel/keys/v1\n${canonical(facts)}`))
  return { login: part.login, salt: facts.salt, sealedKey: b64(sealedKey), recovery: b64(code), proof: b64(proof) }
}
