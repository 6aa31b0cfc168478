// Dangerous acts ask who is there once more. `withProof(work)` does the work, and when the server answers
// `proof-needed` it opens the dialog of account/_proof.html and does the work again. Null: the person changed their mind.
// A plain form has the page account/prove.html for it, with `askProof`.
import { need } from "../page/elements.ts"
import { api, type ApiRequest, Problem } from "../page/server.ts"
import { fromB64 } from "../seal/bytes.ts"
import { sealClient } from "./sealer.ts"
import { passkeysWork, showPasskey } from "./passkey.ts"
import { secondStep } from "./second.ts"
import type { MeOut, ProofOut, SaltOut } from "../wire/api.ts"

/** One request of the server with proof where it asks for it; false when the person changed their mind. */
export async function apiWithProof(path: string, request: ApiRequest): Promise<boolean> {
  const sent = await withProof(async () => {
    await api(path, request)
    return true
  })
  return sent !== null
}

export async function withProof<T>(work: () => Promise<T>): Promise<T | null> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== "proof-needed") throw error
  }
  return (await proved()) ? work() : null
}

async function proved(): Promise<boolean> {
  const dialog = document.getElementById("proof") as HTMLDialogElement
  const closed = new Promise<boolean>((resolve) => {
    dialog.onclose = () => {
      need("second").hidden = true
      resolve(dialog.returnValue === "done")
    }
  })
  dialog.returnValue = ""
  await askProof(
    () => dialog.close("done"),
    () => dialog.showModal(),
  )
  return closed
}

/** Shows the ways of this person in the page's second step; `done` once one of them was right. */
export async function askProof(done: () => void, ready: () => void = () => {}): Promise<void> {
  const { methods, phone } = await api<ProofOut>("/api/account/proof")
  ready()
  secondStep({
    ways: methods.filter((way) => way !== "passkey" || passkeysWork()),
    phone,
    send: async () => void (await api("/api/account/proof/code", { json: {} })),
    passkey: async () => {
      const { credential } = await showPasskey("/api/account/proof/passkey/begin")
      await api("/api/account/proof/passkey", { json: { credential } })
      done()
    },
    code: async (method, typed) => {
      const code = method === "password" ? await loginHalf(typed) : typed
      await api("/api/account/proof", { json: { method, code } })
      done()
    },
  })
}

/** The half of the password that the server may see. */
async function loginHalf(password: string): Promise<string> {
  const me = await api<MeOut>("/api/me")
  const { salt } = await api<SaltOut>("/api/login/salt", { json: { email: me.user.email } })
  return (await sealClient().passwordHalves(password, fromB64(salt))).login
}
