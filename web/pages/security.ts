// The page Security: every change is one call, after which the page is asked again.
import { all, find, need } from "../page/elements.ts"
import { clearErrors, showErrorSummary, whileBusy } from "../page/errors.ts"
import { labelOf } from "../page/labels.ts"
import { api, Problem } from "../page/server.ts"
import { announce, say } from "../page/words.ts"
import { b64, fromB64, utf8 } from "../seal/bytes.ts"
import { sealUserKey } from "../seal/keys.ts"
import { account } from "../session/account.ts"
import { didHere } from "../session/own-acts.ts"
import { makePasskey, passkeysWork, showPasskey } from "../session/passkey.ts"
import { apiWithProof, withProof } from "../session/proof.ts"
import { setOut } from "../session/sso.ts"
import type { AppOut, BackupCodesOut, CodeSentOut, IdOut } from "../wire/api.ts"

const field = (id: string) => document.getElementById(id) as HTMLInputElement

/** Runs a button's work; a refusal stands above the section it is in, beside its field where it has one. */
function act(name: string, input: string, work: () => Promise<void>): void {
  const button = find<HTMLButtonElement>("action", name)
  const form = button?.closest("form")
  const run = async () => {
    clearErrors()
    try {
      await work()
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      const before = button?.closest<HTMLElement>("section") ?? undefined
      showErrorSummary([{ id: input, text: error.detail }], before === undefined ? {} : { before })
    }
  }
  if (button === null) return
  const start = (event: Event) => {
    event.preventDefault()
    void whileBusy(button, run)
  }
  if (form !== null && form !== undefined) form.addEventListener("submit", start)
  else button.addEventListener("click", start)
}

function again(): void {
  location.assign("/account/security")
}

function required(id: string): string {
  const value = field(id).value.trim()
  if (value === "") throw new Problem(0, { code: "missing", detail: say("missing", { field: labelOf(id) }) })
  return value
}

// ── Authenticator app ────────────────────────────────────────────────────────────────────────────────────────

let newApp = ""

act("app-new", "app-label", async () => {
  const label = required("app-label")
  const made = await withProof(() => api<AppOut>("/api/account/apps", { json: { label } }))
  if (made === null) return
  newApp = made.id
  const picture = need<HTMLImageElement>("app-picture")
  picture.src = URL.createObjectURL(new Blob([fromB64(made.picture)], { type: "image/svg+xml" }))
  need("app-secret").textContent = made.secret.replace(/(.{4})/g, "$1 ").trim()
  need("app-making").hidden = false
  field("app-code").focus()
})

act("app-confirm", "app-code", async () => {
  const code = required("app-code")
  const done = await apiWithProof(`/api/account/apps/${newApp}/confirm`, { json: { code } })
  if (done !== null) again()
})

// ── SMS ──────────────────────────────────────────────────────────────────────────────────────────────────────

act("phone-send", "phone-number", async () => {
  const phone = required("phone-number")
  const sent = await withProof(() => api<CodeSentOut>("/api/account/phone/code", { json: { phone } }))
  if (sent === null) return
  need("phone-making").hidden = false
  need("phone-sent").textContent = say("codeSent", { phone: sent.phone })
  announce(say("codeSent", { phone: sent.phone }))
  field("phone-code").focus()
})

act("phone-confirm", "phone-code", async () => {
  const body = { phone: required("phone-number"), code: required("phone-code") }
  const done = await apiWithProof("/api/account/phone", { json: body })
  if (done !== null) again()
})

// ── Passkeys ─────────────────────────────────────────────────────────────────────────────────────────────────

for (const element of all("passkeys-work")) element.hidden = !passkeysWork()
for (const element of all("passkeys-fail")) element.hidden = passkeysWork()

act("passkey-new", "passkey-label", async () => {
  const label = required("passkey-label")
  // The proof first: a browser shows its own window only right after a press of a button.
  const made = await withProof(() => makePasskey("/api/account/passkeys/begin"))
  if (made === null) return
  const { id } = await api<IdOut>("/api/account/passkeys", { json: { label, credential: made.credential } })
  const seed = made.seed ?? (await secondLook())
  if (seed !== null) {
    const { identity, signing } = await account()
    const sealed = b64(await sealUserKey({ identity, signing }, seed))
    await api(`/api/account/passkeys/${id}/seal`, { method: "PUT", json: { sealed } })
    didHere("authentication.passkey.may-unlock")
  }
  again()
})

/** Some authenticators tell their secret only when the passkey is used; whoever refuses that has a second step only. */
async function secondLook() {
  try {
    return (await showPasskey("/api/account/proof/passkey/begin")).seed
  } catch (error) {
    if (error instanceof Problem) return null
    throw error
  }
}

// ── Logins elsewhere ─────────────────────────────────────────────────────────────────────────────────────────

for (const button of all<HTMLButtonElement>("action").filter((button) => button.dataset["action"]?.startsWith("login-"))) {
  act(button.dataset["action"] ?? "", "", async () => {
    await withProof(() => setOut("/api/account/logins/begin", button.dataset["provider"] ?? "", "/account/security"))
  })
}

// ── Backup codes ─────────────────────────────────────────────────────────────────────────────────────────────

act("backup-new", "", async () => {
  const made = await withProof(() => api<BackupCodesOut>("/api/account/backup-codes", { json: {} }))
  if (made === null) return
  const shown = made.codes.map((code) => `${code.slice(0, 5)}-${code.slice(5)}`)
  need("backup-list").replaceChildren(
    ...shown.map((code) => {
      const item = document.createElement("li")
      item.textContent = code
      return item
    }),
  )
  const file = new Blob([utf8(`${say("backupHead")}\r\n\r\n${shown.join("\r\n")}\r\n`)], { type: "text/plain" })
  need<HTMLAnchorElement>("action", "backup-download").href = URL.createObjectURL(file)
  // What stood there counted the old codes, and its button would make these useless at once.
  need("backup-make").hidden = true
  need("backup-made").hidden = false
  need("backup-made").querySelector<HTMLElement>("h3")?.focus()
})

// ── Removing, and logging out ────────────────────────────────────────────────────────────────────────────────

const dialog = document.getElementById("sure") as HTMLDialogElement
let doomed = ""

for (const button of all<HTMLButtonElement>("remove")) {
  button.addEventListener("click", () => {
    doomed = button.dataset["remove"] ?? ""
    const told = document.getElementById("sure-text")
    if (told !== null) told.textContent = button.dataset["told"] ?? ""
    dialog.returnValue = ""
    dialog.showModal()
  })
}

dialog.addEventListener("close", () => {
  if (dialog.returnValue !== "confirm") return
  void apiWithProof(doomed, { method: "DELETE" })
    .then((done) => done !== null && again())
    .catch((error: unknown) => {
      if (!(error instanceof Problem)) throw error
      showErrorSummary([{ id: "", text: error.detail }])
    })
})
