// The public page that checks a receipt or an export. Whatever is dropped here stays in this browser; what is fetched is the log's
// public state, to see that it still contains what the receipts say.
import { createSHA256 } from "hash-wasm"
import { CannotCheck } from "../seal/errors.ts"
import { acceptDrops } from "../compose/drop.ts"
import { LogError } from "../evidence/log.ts"
import { isCase } from "../evidence/case-list.ts"
import { Export, ExportError, type Sum } from "../evidence/members.ts"
import { check, type Held, isAbout } from "../evidence/receipt.ts"
import type { Line } from "../evidence/sums.ts"
import { slices } from "../export/slices.ts"
import type { SignedDocument } from "../seal/judgment.ts"
import { facts, stampWord } from "../verify/facts.ts"
import { type CheckedExport, compareWithToday, KINDS, publishedLog, sentenceOf } from "../verify/log.ts"
import { paperIn } from "../verify/paper.ts"
import { fromTemplate, need } from "../page/elements.ts"
import { whileBusy } from "../page/errors.ts"
import { part, Problem } from "../page/server.ts"
import { announce, formatMoment, say } from "../page/words.ts"

/** The number in the address, without what a program put around it. */
const asked = /[0-9a-f-]{36}/.exec(location.hash)?.[0]
/** What documents are compared with: the receipt, the export (of mail or of a case) or the judgment that was checked last. */
let held: Held | undefined
let kept: CheckedExport["sentence"]
let signed: SignedDocument | undefined

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
  held = kept = signed = undefined
  for (const place of [result, need("details"), need("compared")]) place.replaceChildren()
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
    show(KINDS[today], say(sentenceOf(today), values), details)
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
    const { judged } = await part(import("../verify/judgment.ts"))
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
  const before = held ?? kept ?? signed
  const bar = need("reading")
  try {
    bar.hidden = false
    need("outcome").hidden = true
    const members = await Export.read(file, (done) => bar.querySelector("progress")?.setAttribute("value", String(Math.round(done * 100))))
    // What reads exports comes with the first one, as with judgments.
    const found = isCase(members)
      ? await (await part(import("../verify/case.ts"))).checkedCase(members, log, asked)
      : await (await part(import("../verify/mail.ts"))).checkedMail(members, log, asked)
    forget()
    need("outcome").hidden = false
    kept = found.sentence
    const seen = found.lines.length === 0 ? [] : [lines(found.lines), ...found.details]
    show(found.kind, found.text, seen, found.kind === "warning" ? undefined : `verdict-export-${found.kind}`)
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
  if ((held ?? kept ?? signed) === undefined) return show("warning", say("receiptFirst"))
  const rows = await Promise.all(files.map(async (file) => sentence(file.name, await sumOf(file))))
  need("compared").replaceChildren(...rows.map((text) => Object.assign(document.createElement("li"), { textContent: text })))
  need("compared").scrollIntoView({ block: "nearest" })
  announce(rows.join(" "))
}

function sentence(name: string, sum: Sum): string {
  if (signed !== undefined) return say(signed.sha256 === sum.sha256 && signed.size === sum.size ? "isJudgment" : "noJudgment", { name })
  if (kept !== undefined) return kept(name, sum)
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
  need("documents", "plain").hidden = kept === undefined
  need("documents", "judgment").hidden = signed === undefined
  need("documents", "any").hidden = ["sealed", "plain", "judgment"].every((kind) => need("documents", kind).hidden)
  announce(text)
  result.focus()
}

/** One after the other: documents are compared with what was dropped before them. */
function queue(files: readonly File[]): void {
  busy = busy.catch(() => {}).then(() => whileBusy(choose, () => take(files).catch(unfetched)))
}

/** What checks a file is fetched when it is wanted: without a connection nothing is said of the file. */
function unfetched(error: unknown): void {
  if (!(error instanceof Problem)) throw error
  show("warning", say("unfetched"))
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
