// The public page that checks a receipt or an export. Whatever is dropped here stays in this browser; what is fetched is the log's
// public state, to see that it still contains what the receipts say.
import { createSHA256 } from "hash-wasm"
import { CannotCheck } from "../seal/errors.ts"
import { acceptDrops } from "../compose/drop.ts"
import { LogError } from "../evidence/log.ts"
import { isCase } from "../evidence/case-list.ts"
import { Walk } from "../evidence/export.ts"
import { Export, ExportError, type Sum } from "../evidence/members.ts"
import { check, type Held, isAbout } from "../evidence/receipt.ts"
import type { Line } from "../evidence/sums.ts"
import { slices } from "../export/slices.ts"
import type { SignedDocument } from "../seal/judgment.ts"
import type { CheckedCase } from "../verify/case.ts"
import { facts, stampWord } from "../verify/facts.ts"
import { compareWithToday, publishedLog } from "../verify/log.ts"
import { paperIn } from "../verify/paper.ts"
import { fromTemplate, need } from "../page/elements.ts"
import { whileBusy } from "../page/errors.ts"
import { announce, formatMoment, say } from "../page/words.ts"

/** The number in the address, without what a program put around it. */
const asked = /[0-9a-f-]{36}/.exec(location.hash)?.[0]
/** What documents are compared with: the receipt, the export (of mail or of a case) or the judgment that was checked last. */
let held: Held | undefined
let walk: Walk | undefined
let kept: CheckedCase | undefined
let signed: SignedDocument | undefined

const KINDS = { holds: "ok", rewritten: "error", offline: "warning" } as const

const log = publishedLog()
const input = need<HTMLInputElement>("file-input")
const choose = need<HTMLButtonElement>("action", "choose")
const result = need("result")
let busy: Promise<void> = Promise.resolve()

/** Receipts and exports come first; all else is compared with what was checked. */
async function take(files: readonly File[]): Promise<void> {
  const rest: File[] = []
  for (const file of files) {
    const paper = await paperIn(file)
    if (paper.kind === "receipt") await checkReceipt(paper.text)
    else if (paper.kind === "judgment") await checkJudgment(paper.text)
    else if (paper.kind === "other" || !(await checkExport(file))) rest.push(file)
  }
  if (rest.length > 0) await compare(rest)
}

function forget(): void {
  held = walk = kept = signed = undefined
  for (const part of [result, need("details"), need("compared")]) part.replaceChildren()
}

async function checkReceipt(text: string): Promise<void> {
  forget()
  try {
    const found = await check(text, log.keys)
    if (found.state.origin !== log.origin) return show("error", say("otherLog", { log: found.state.origin }))
    const stamp = await stampWord(found)
    const details = [facts(found, stamp, say("receiptSays"))]
    if (asked !== undefined && !isAbout(found.facts, asked)) return show("error", say("otherNumber", { number: asked }), details)
    const today = await compareWithToday([found.state])
    const values = { moment: formatMoment(new Date(found.facts.received)), count: found.facts.files.length }
    held = found
    if (today === "holds" && !stamp.holds) return show("warning", stamp.text, details)
    show(KINDS[today], say(today, values), details)
  } catch (error) {
    if (error instanceof CannotCheck) return show("warning", say("cannotCheck"))
    if (!(error instanceof LogError)) throw error
    show("error", say("invalid"))
  }
}

async function checkJudgment(text: string): Promise<void> {
  forget()
  try {
    // Most who come here bring a receipt: what reads judgments comes with the first one.
    const { judged } = await import("../verify/judgment.ts")
    const found = await judged(text, log)
    signed = found.document
    show(found.kind, found.text, [], found.kind === "warning" ? undefined : `verdict-judgment-${found.kind}`)
  } catch (error) {
    if (!(error instanceof CannotCheck)) throw error
    show("warning", say("cannotCheck"))
  }
}

/** Whether it is an export. A ZIP that is none may be a document of what was checked before. */
async function checkExport(file: File): Promise<boolean> {
  const before = held ?? walk ?? kept ?? signed
  const bar = need("reading")
  try {
    bar.hidden = false
    need("outcome").hidden = true
    const members = await Export.read(file, (part) => bar.querySelector("progress")?.setAttribute("value", String(Math.round(part * 100))))
    await (isCase(members) ? checkCase(members) : checkMail(members))
  } catch (error) {
    if (error instanceof CannotCheck) show("warning", say("cannotCheck"))
    else if (!(error instanceof ExportError)) throw error
    else if (before !== undefined) return false
    else show("error", say("noExport"), [], "verdict-export-error")
  } finally {
    bar.hidden = true
    need("outcome").hidden = false
  }
  return true
}

async function checkCase(members: Export): Promise<void> {
  // What reads a case comes with the first one, as with judgments.
  const { checkedCase } = await import("../verify/case.ts")
  const found = await checkedCase(members, log, asked)
  forget()
  need("outcome").hidden = false
  kept = found.kind === "error" ? undefined : found
  show(found.kind, found.text, [lines(found.lines)], found.kind === "warning" ? undefined : `verdict-export-${found.kind}`)
}

async function checkMail(members: Export): Promise<void> {
  const found = new Walk(members, log.keys)
  await found.run()
  forget()
  need("outcome").hidden = false
  await showExport(found)
}

async function showExport(found: Walk): Promise<void> {
  const other = found.held.find(({ state }) => state.origin !== log.origin)
  if (other !== undefined) return show("error", say("otherLog", { log: other.state.origin }), [], "verdict-export-error")
  const stamps = await Promise.all(found.messages.map(({ held }) => stampWord(held)))
  const messages = found.messages.map(({ number, held, manifest }, at) =>
    facts(held, stamps[at] ?? { text: "", holds: true }, say("messageSays", { number }), manifest))
  const details = [lines(found.lines), ...messages]
  if (found.failed > 0) return show("error", say("exportFails", { count: found.failed }), details, "verdict-export-error")
  if (asked !== undefined && !found.messages.some((message) => isAbout(message.held.facts, asked))) {
    return show("error", say("exportOtherNumber", { number: asked }), details, "verdict-export-error")
  }
  walk = found
  const today = await compareWithToday(found.held.map(({ state }) => state))
  const failed = stamps.find(({ holds }) => !holds)
  if (today === "holds" && failed !== undefined) return show("warning", failed.text, details)
  const kind = KINDS[today]
  const text = say(`export${today.charAt(0).toUpperCase()}${today.slice(1)}`, { count: found.messages.length })
  show(kind, text, details, kind === "warning" ? undefined : `verdict-export-${kind}`)
}

/** A sentence for each thing that was looked at, what fails first. */
function lines(found: readonly Line[]): HTMLElement {
  const box = fromTemplate("lines")
  const kinds = ["fails", "holds", "note"] as const
  const rows = kinds.flatMap((kind) => found.filter((line) => line.kind === kind)).map(({ kind, code, values, about = code }) => {
    const row = fromTemplate(`line-${kind}`)
    const received = values["received"]
    const more = received === undefined ? values : { ...values, received: formatMoment(new Date(String(received))) }
    need("line", undefined, row).textContent = say(`walk-${kind}-${about}`.replace(/-(\w)/g, (_, sign: string) => sign.toUpperCase()), more)
    return row
  })
  need("lines", undefined, box).replaceChildren(...rows)
  return box
}

async function compare(files: readonly File[]): Promise<void> {
  if ((held ?? walk ?? kept ?? signed) === undefined) return show("warning", say("receiptFirst"))
  const rows = await Promise.all(files.map(async (file) => sentence(file.name, await sumOf(file))))
  need("compared").replaceChildren(...rows.map((text) => Object.assign(document.createElement("li"), { textContent: text })))
  need("compared").scrollIntoView({ block: "nearest" })
  announce(rows.join(" "))
}

function sentence(name: string, sum: Sum): string {
  if (signed !== undefined) return say(signed.sha256 === sum.sha256 && signed.size === sum.size ? "isJudgment" : "noJudgment", { name })
  if (kept !== undefined) return kept.sentence(name, sum)
  if (walk !== undefined) {
    const found = walk.find(sum)
    if (found === undefined) return say("noDocument", { name })
    const { entry, message } = found
    const moment = formatMoment(new Date(message.held.facts.received))
    return say("isDocument", { name, number: entry.number, message: message.number, filed: entry.name, moment })
  }
  const found = held?.facts.files.find((received) => received.sha256 === sum.sha256 && received.size === sum.size)
  return found ? say("isFile", { name, number: found.number }) : say("noFile", { name })
}

async function sumOf(file: File): Promise<Sum> {
  const hash = await createSHA256()
  hash.init()
  for await (const piece of slices(file)) hash.update(piece)
  return { size: file.size, sha256: hash.digest("hex") }
}

function show(kind: "ok" | "warning" | "error", text: string, details: readonly HTMLElement[] = [], template = `verdict-${kind}`): void {
  const box = fromTemplate(template)
  need("said", undefined, box).textContent = text
  result.replaceChildren(box)
  need("details").replaceChildren(...details)
  need("compared").replaceChildren()
  need("documents", "sealed").hidden = (held?.facts.files.length ?? 0) === 0
  need("documents", "plain").hidden = (walk?.messages.length ?? 0) === 0 && kept === undefined
  need("documents", "judgment").hidden = signed === undefined
  need("documents", "any").hidden = ["sealed", "plain", "judgment"].every((kind) => need("documents", kind).hidden)
  announce(text)
  result.focus()
}

/** One after the other: documents are compared with what was dropped before them. */
function queue(files: readonly File[]): void {
  busy = busy.catch(() => {}).then(() => whileBusy(choose, () => take(files)))
}

choose.addEventListener("click", () => input.click())
input.addEventListener("change", () => {
  const files = [...(input.files ?? [])]
  input.value = ""
  queue(files)
})
acceptDrops(need("drop"), queue)
if (asked !== undefined) {
  need("asked-number").textContent = asked
  need("asked").hidden = false
}
for (const element of document.querySelectorAll<HTMLElement>("[data-with-script]")) element.hidden = false
