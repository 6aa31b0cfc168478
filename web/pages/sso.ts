// Back from a provider. What stands in the address goes to the server; then the keys are opened here, with the password
// or a passkey: the provider never gets anything that opens messages.
import { need } from "../page/elements.ts"
import { clearErrors, showErrorSummary, whileBusy } from "../page/errors.ts"
import { api, Problem } from "../page/server.ts"
import { announce, say } from "../page/words.ts"
import { showPanel, tellFailure } from "../account/panels.ts"
import { sealClient } from "../session/sealer.ts"
import { fromB64 } from "../seal/bytes.ts"
import { SealError } from "../seal/errors.ts"
import { unlock } from "../session/account.ts"
import { passkeysWork, showPasskey } from "../session/passkey.ts"
import { secondStep } from "../session/second.ts"
import { ownPath } from "../session/sso.ts"
import type { ComeBackOut, MeOut, SaltOut, UnlockOut } from "../wire/api.ts"

const root = need("sso")
const form = need<HTMLFormElement>("unlock")
const password = document.getElementById("password") as HTMLInputElement
let onward = ownPath(root.dataset["next"] ?? "")

async function begin(): Promise<void> {
  const provider = root.dataset["sso"] ?? ""
  if (provider === "") return opened(await api<MeOut>("/api/me"))
  const words = new URLSearchParams(location.search)
  history.replaceState(null, "", location.pathname)
  const told = await api<ComeBackOut>("/api/login/sso/finish", {
    json: {
      provider,
      state: words.get("state") ?? "",
      code: words.get("code") ?? "",
      issuer: words.get("iss") ?? "",
      error: words.get("error") ?? "",
    },
  })
  onward = ownPath(told.onward)
  if (told.outcome === "activate") return location.replace(`/activate#${told.token}`)
  if (told.outcome === "linked") return linked(told)
  if (told.outcome === "second") return second(told)
  if (told.me !== null) arrived(told.me)
}

function linked(told: ComeBackOut): void {
  need("number-linked").hidden = told.profession !== "linked"
  need("number-refused").hidden = told.profession !== "refused"
  need("refusal").textContent = told.refusal
  showPanel("linked")
}

function second(told: ComeBackOut): void {
  showPanel("second")
  secondStep({
    ways: told.methods.filter((way) => way !== "passkey" || passkeysWork()),
    phone: told.phone,
    send: async () => void (await api("/api/login/code", { json: {} })),
    passkey: async (trust) => {
      const { credential, seed } = await showPasskey("/api/login/passkey/begin")
      const me = await api<MeOut>("/api/login/passkey", { json: { credential, trust } })
      if (seed === null || me.passkeyKey === "") return arrived(me)
      await unlock({ ...me, sealedKey: me.passkeyKey }, seed)
      location.replace(onward)
    },
    code: async (method, code, trust) => arrived(await api<MeOut>("/api/login/second", { json: { method, code, trust } })),
    over: (problem) => {
      need("why").textContent = problem.detail
      showPanel("failed")
    },
  })
}

/** Logged in: to the page of who is, where one can log out as well. */
function arrived(me: MeOut): void {
  location.replace(me.sealedKey === "" ? "/account/closed" : `/login/unlock?new&next=${encodeURIComponent(onward)}`)
}

/** Logged in; the keys are still shut. */
function opened(me: MeOut): void {
  // A new password without the recovery code opens nothing yet.
  if (me.sealedKey === "") return location.replace("/account/closed")
  const passkey = need<HTMLButtonElement>("action", "unlock-passkey")
  need("passkeys-work").hidden = !passkeysWork()
  passkey.onclick = () => void whileBusy(passkey, () => attempt(() => byPasskey(me)))
  form.onsubmit = (event) => {
    event.preventDefault()
    void whileBusy(form.querySelector("button[type=submit]") as HTMLButtonElement, () => attempt(() => byPassword(me)))
  }
  showPanel("unlock")
}

async function attempt(work: () => Promise<void>): Promise<void> {
  clearErrors()
  try {
    await work()
  } catch (error) {
    if (!(error instanceof SealError) || error.code === "worker") return tellFailure(error, form)
    showErrorSummary([{ id: "password", text: say("wrongPassword") }], { before: form })
    password.select()
  }
}

async function byPassword(me: MeOut): Promise<void> {
  if (password.value === "") return showErrorSummary([{ id: "password", text: say("passwordMissing") }], { before: form })
  announce(say("opening"))
  const { salt } = await api<SaltOut>("/api/login/salt", { json: { email: me.user.email } })
  const halves = await sealClient().passwordHalves(password.value, fromB64(salt))
  await unlock(me, halves.unlock)
  password.value = ""
  location.replace(onward)
}

async function byPasskey(me: MeOut): Promise<void> {
  const { credential, seed } = await showPasskey("/api/account/proof/passkey/begin")
  const { passkeyKey } = await api<UnlockOut>("/api/account/unlock", { json: { credential } })
  if (seed === null || passkeyKey === "") throw new Problem(0, { code: "passkey-locked", detail: say("passkeyLocked") })
  await unlock({ ...me, sealedKey: passkeyKey }, seed)
  location.replace(onward)
}

try {
  await begin()
} catch (error) {
  need("why").textContent = error instanceof Problem ? error.detail : say("server")
  const linking = error instanceof Problem && (error.code === "sso-taken" || error.code === "sso-already")
  need("back-login").hidden = linking
  need("back-security").hidden = !linking
  showPanel("failed")
  if (!(error instanceof Problem)) throw error
}
