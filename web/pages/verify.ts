// The public page that checks a receipt. The receipt and the sealed files stay in this browser; what is fetched is the log's
// public state, to see that it still contains what the receipt says.
import { acceptDrops } from "../compose/drop.ts"
import { consistent, LogError, type Reader, sha256, stateOf, toHex } from "../evidence/log.ts"
import { check, type Held, type ReceiptFile } from "../evidence/receipt.ts"
import { worker } from "../session/scripts.ts"
import { announce, formatBytes, formatMoment, fromTemplate, need, say, whileBusy } from "./common.ts"

interface Log { readonly origin: string; readonly keys: readonly string[] }

const log = JSON.parse(document.getElementById("log")?.textContent ?? "null") as Log
const NUMBER = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const asked = location.hash.slice(1)
let held: Held | undefined

const input = need<HTMLInputElement>("file-input")
const choose = need<HTMLButtonElement>("action", "choose")
const result = need("result")

/** A receipt on paper carries the JSON inside; sealed files are compared with the receipt that was checked last. */
async function take(files: readonly File[]): Promise<void> {
  const rest: File[] = []
  for (const file of files) {
    const text = await receiptIn(file)
    if (text === undefined) rest.push(file)
    else await checkReceipt(text)
  }
  if (rest.length > 0) await compare(rest)
}

async function receiptIn(file: File): Promise<string | undefined> {
  const start = new TextDecoder().decode(await file.slice(0, 1024).arrayBuffer())
  if (start.startsWith("%PDF-")) return attachedIn(file)
  return start.trimStart().startsWith("{") ? file.text() : undefined
}

/** The JSON that is attached to a receipt's PDF; an empty text where there is none, which is then no receipt. */
async function attachedIn(file: File): Promise<string> {
  const { getDocument, PDFWorker } = await import("pdfjs-dist")
  const port = worker("pdfjs/pdf.worker.mjs")
  const pdfWorker = new PDFWorker({ port: port as unknown as null })
  try {
    const opened = await getDocument({ data: new Uint8Array(await file.arrayBuffer()), worker: pdfWorker, enableXfa: false }).promise
    for (const [id, { filename }] of (await opened.getAttachments()) ?? []) {
      if (filename.endsWith(".json")) return new TextDecoder().decode((await opened.getAttachmentContent(id)) ?? undefined)
    }
    return ""
  } catch {
    return ""
  } finally {
    pdfWorker.destroy()
    port.terminate()
  }
}

async function checkReceipt(text: string): Promise<void> {
  held = undefined
  result.replaceChildren()
  try {
    const found = await check(text, log.keys)
    if (found.state.origin !== log.origin) return show("error", say("otherLog", { log: found.state.origin }))
    if (NUMBER.test(asked) && found.facts.message !== asked) return show("error", say("otherNumber", { number: asked }), found)
    const today = await compareWithToday(found)
    held = found
    show(today === "holds" ? "ok" : today === "rewritten" ? "error" : "warning", say(today, said(found)), found)
  } catch (error) {
    if (!(error instanceof LogError)) throw error
    show("error", say("invalid"))
  }
}

function said({ facts }: Held): Record<string, string | number> {
  return { moment: formatMoment(new Date(facts.received)), count: facts.files.length }
}

const read: Reader = async (path) => {
  const answer = await fetch(`/${path}`)
  if (!answer.ok) throw new TypeError(`no ${path}`)
  return new Uint8Array(await answer.arrayBuffer())
}

/** Whether the log as it is signed today still contains the state under the receipt. */
async function compareWithToday({ state }: Held): Promise<"holds" | "rewritten" | "offline"> {
  try {
    const note = new TextDecoder().decode(await read("checkpoint"))
    for (const key of log.keys) {
      const now = await stateOf(note, log.origin, new Uint8Array([...atob(key)].map((sign) => sign.charCodeAt(0)))).catch(() => undefined)
      if (now === undefined) continue
      await consistent(state, now, read)
      return "holds"
    }
    return "rewritten"
  } catch (error) {
    return error instanceof LogError ? "rewritten" : "offline"
  }
}

async function compare(files: readonly File[]): Promise<void> {
  if (held === undefined) return show("warning", say("receiptFirst"))
  const rows = await Promise.all(files.map(async (file) => {
    const digest = toHex(await sha256(new Uint8Array(await file.arrayBuffer())))
    const found = held?.facts.files.find((one) => one.sha256 === digest && one.size === file.size)
    return found ? say("isFile", { name: file.name, number: found.number }) : say("noFile", { name: file.name })
  }))
  need("compared").replaceChildren(...rows.map((text) => Object.assign(document.createElement("li"), { textContent: text })))
  announce(rows.join(" "))
}

function show(kind: "ok" | "warning" | "error", text: string, found?: Held): void {
  const box = fromTemplate(`verdict-${kind}`)
  need("said", undefined, box).textContent = text
  result.replaceChildren(box, ...(found ? [details(found)] : []))
  need("compared").replaceChildren()
  need("documents").hidden = kind === "error" || found === undefined || found.facts.files.length === 0
  announce(text)
  result.focus()
}

function details(found: Held): HTMLElement {
  const { facts, index, state } = found
  const box = fromTemplate("details")
  const put = (name: string, text: string) => {
    need(name, undefined, box).textContent = text
    const row = need(name, undefined, box).closest<HTMLElement>("[data-row]")
    if (row) row.hidden = text === ""
  }
  put("number", facts.message)
  put("received", `${formatMoment(new Date(facts.received))} (${facts.received})`)
  put("subject", facts.subject)
  put("sender", [facts.parties?.sender, facts.parties?.organisation].filter(Boolean).join(", "))
  const behalf = facts.parties?.onBehalfOf ?? ""
  put("behalf", behalf === facts.parties?.sender ? "" : behalf)
  put("recipients", facts.parties?.recipients.join("; ") ?? "")
  put("place", say("place", { index: index + 1, size: state.size, log: state.origin }))
  put("stamp", found.stamped ? say("stamped") : "")
  need("files", undefined, box).replaceChildren(...facts.files.map(row))
  return box
}

function row(file: ReceiptFile): HTMLElement {
  const item = fromTemplate("file-fact")
  need("file-name", undefined, item).textContent = say("file", { number: file.number, size: formatBytes(file.size) })
  need("file-hash", undefined, item).textContent = file.sha256
  const verdicts = (file.verdicts ?? []).map(({ outcome = "" }) => say(`outcome${outcome.charAt(0).toUpperCase()}${outcome.slice(1)}`))
  need("file-verdict", undefined, item).textContent = verdicts.join(" ")
  return item
}

choose.addEventListener("click", () => input.click())
input.addEventListener("change", () => {
  const files = [...(input.files ?? [])]
  input.value = ""
  void whileBusy(choose, () => take(files))
})
acceptDrops(need("drop"), (files) => void whileBusy(choose, () => take(files)))
if (NUMBER.test(asked)) {
  need("asked-number").textContent = asked
  need("asked").hidden = false
}
for (const element of document.querySelectorAll<HTMLElement>("[data-with-script]")) element.hidden = false
