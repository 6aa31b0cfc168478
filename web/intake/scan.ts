// Paper at the counter: pages are chosen, put in order, turned into PDF/A, sealed to the desk and signed, all on the clerk's device.
import { acceptDrops } from "../compose/drop.ts"
import { Uploads } from "../compose/upload.ts"
import { serverNow } from "../page/clock.ts"
import { need } from "../page/elements.ts"
import { whileBusy } from "../page/errors.ts"
import { guardLeave } from "../page/leaving.ts"
import { PdfRefused } from "../page/pdf-engine.ts"
import { api, Problem } from "../page/server.ts"
import { announce, formatBytes, say } from "../page/words.ts"
import { seal } from "../seal/age.ts"
import { b64 } from "../seal/bytes.ts"
import { SealError } from "../seal/errors.ts"
import { type FileEntry, makeEnvelope, MANIFEST_TYPE } from "../seal/manifest.ts"
import { newMessageIdentity, sealMessageKey } from "../seal/message.ts"
import type { Account, Box } from "../session/account.ts"
import { type BoxKeys, keyOf, withBoxKeys } from "../session/key-versions.ts"
import type { GrantIn, ScanIn } from "../wire/api.ts"
import type { Told } from "./filing.ts"
import { type Scanned, scannedPdfs } from "./scanned.ts"

export class ScanPanel {
  readonly #me: Account
  readonly #told: Told
  readonly #files: File[] = []
  readonly #unguard: () => void

  constructor(me: Account, told: Told) {
    this.#me = me
    this.#told = told
    acceptDrops(need("drop"), (files) => this.#add(files))
    for (const name of ["scan-files", "scan-camera"]) {
      const field = need<HTMLInputElement>(name)
      need("action", name).addEventListener("click", () => field.click())
      const taken = () => {
        this.#add([...(field.files ?? [])])
        field.value = ""
      }
      field.addEventListener("change", taken)
      // Chosen before this was here, they are no less chosen.
      if (field.files?.length) taken()
    }
    const button = need<HTMLButtonElement>("action", "seal-scan")
    button.addEventListener("click", () => void whileBusy(button, () => this.#attach()))
    this.#unguard = guardLeave(() => this.#files.length > 0)
    this.#show()
  }

  #add(files: readonly File[]): void {
    this.#files.push(...files)
    this.#show()
    announce(say("scanAdded", { n: this.#files.length }))
  }

  #show(): void {
    need("scan-list").replaceChildren(...this.#files.map((file, at) => this.#row(file, at)))
    need("scan-list").hidden = this.#files.length === 0
    need<HTMLButtonElement>("action", "seal-scan").disabled = this.#files.length === 0
  }

  #row(file: File, at: number): HTMLElement {
    const row = document.createElement("li")
    row.className = "cluster"
    const name = document.createElement("span")
    name.className = "intake__page"
    name.textContent = `${at + 1}. ${file.name} (${formatBytes(file.size)})`
    row.append(name)
    if (at > 0) row.append(this.#button(say("scanUp", { name: file.name }), "↑", () => this.#files.splice(at - 1, 0, ...this.#files.splice(at, 1))))
    row.append(this.#button(say("scanRemove", { name: file.name }), "×", () => this.#files.splice(at, 1)))
    return row
  }

  #button(label: string, sign: string, act: () => void): HTMLButtonElement {
    const button = document.createElement("button")
    button.type = "button"
    button.className = "plain-button"
    button.setAttribute("aria-label", label)
    button.textContent = sign
    button.addEventListener("click", () => {
      act()
      this.#show()
      need("action", "scan-files").focus()
    })
    return button
  }

  async #attach(): Promise<void> {
    need("scan-problem").hidden = true
    try {
      const made = await scannedPdfs(this.#files, (n) => this.#say(say("scanPage", { n })))
      this.#say(say("scanSealing"))
      await attachScan(this.#me, this.#told, made, serverNow())
      this.#unguard()
      location.reload()
      await new Promise(() => {})
    } catch (error) {
      this.#say("")
      const place = need("scan-problem")
      need("scan-problem-text").textContent = sentence(error)
      place.hidden = false
      place.focus()
    }
  }

  #say(text: string): void {
    need("scan-progress").textContent = text
  }
}

function sentence(error: unknown): string {
  if (error instanceof PdfRefused) return say(error.why === "password" ? "scanPassword" : "scanDamaged")
  if (error instanceof Problem) return error.detail
  return say(error instanceof SealError ? "cannotCheck" : "scanUnread")
}

/** Seals what was made to the desk and attaches it to the filing, signed by the clerk. @throws {Problem} */
export async function attachScan(me: Account, told: Told, made: readonly Scanned[], at: Date): Promise<void> {
  const box = me.box(told.desk.box)
  if (box === undefined) throw new Problem(403, { code: "box-unknown", detail: say("noBox") })
  const files = await stored(told, made)
  await withBoxKeys(me, [box.id], async (keys) => api(`/api/intake/${told.filing}/scan`, { json: await scanIn(me, box, told, files, keys, at) }))
}

interface Stored {
  readonly entry: FileEntry
  readonly identity: string
}

/** Each PDF sealed to a key of its own and brought to the server. */
async function stored(told: Told, made: readonly Scanned[]): Promise<Stored[]> {
  let changed = () => {}
  const uploads = await Uploads.open({ guest: null, changed: () => changed() })
  const found: Stored[] = []
  for (const [at, { pdf, pages }] of made.entries()) {
    const { identity, recipient } = await newMessageIdentity()
    const key = crypto.randomUUID()
    uploads.add(key, pdf, recipient)
    const record = await new Promise<{ object: string | null; sha256: string }>((resolve, reject) => {
      changed = () => {
        const upload = uploads.get(key)
        if (upload?.phase === "done" && upload.record !== null) resolve(upload.record)
        if (upload?.phase === "failed") reject(new Problem(0, { code: "upload", detail: upload.reason }))
      }
      changed()
    })
    const name = `${say("scanName")}-${told.number.toLowerCase()}${made.length > 1 ? `-${at + 1}` : ""}.pdf`
    const entry = { number: at + 1, name, type: "application/pdf", size: pdf.size, sha256: record.sha256, object: record.object ?? "", pages }
    found.push({ entry, identity })
  }
  await uploads.forget()
  return found
}

async function scanIn(me: Account, box: Box, told: Told, files: readonly Stored[], keys: BoxKeys, at: Date): Promise<ScanIn> {
  const own = await newMessageIdentity()
  const manifest = await makeEnvelope({
    type: MANIFEST_TYPE,
    message: told.filing,
    conversation: told.filing,
    created: at.toISOString().replace(/\.\d+Z$/, "Z"),
    sender: { kind: "box", id: box.id, name: box.name, user: me.user.id, userName: me.user.name },
    recipients: [{ kind: "box", id: box.id, name: box.name, address: box.address }],
    subject: told.caseNumber || told.number,
    text: "",
    secret: false,
    files: files.map(({ entry }) => entry),
  }, me.signing)
  const { recipient, keyVersion } = keyOf(box.id, keys)
  const granted = async (identity: string): Promise<GrantIn[]> => {
    const [sealed] = await sealMessageKey(identity, [recipient])
    return [{ container: box.id, sealedKey: b64(sealed ?? new Uint8Array()), keyVersion }]
  }
  return {
    envelope: b64(await seal([own.recipient], manifest)),
    grants: await granted(own.identity),
    documents: await Promise.all(files.map(async ({ entry, identity }) => ({ object: entry.object, grants: await granted(identity) }))),
  }
}
