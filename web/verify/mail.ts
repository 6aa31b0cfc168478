// The export of messages on the page that checks: what its walk found, each message, and the log of today.
import { Walk } from "../evidence/export.ts"
import type { Export, Sum } from "../evidence/members.ts"
import { isAbout } from "../evidence/receipt.ts"
import { formatMoment, say } from "../page/words.ts"
import { facts, stampWord } from "./facts.ts"
import { type CheckedExport, compareWithToday, KINDS, type Log, sentenceOf } from "./log.ts"

/** `asked` is the number of a receipt that must be in it. @throws {ExportError} it is none. @throws {CannotCheck} this browser cannot tell. */
export async function checkedMail(members: Export, log: Log, asked?: string): Promise<CheckedExport> {
  const walk = new Walk(members, log.keys)
  await walk.run()
  const other = walk.held.find(({ state }) => state.origin !== log.origin)
  if (other !== undefined) return { kind: "error", text: say("otherLog", { log: other.state.origin }), lines: [], details: [] }
  const stamps = await Promise.all(walk.messages.map(({ held }) => stampWord(held)))
  const details = walk.messages.map(({ number, held, manifest }, at) =>
    facts(held, stamps[at] ?? { text: "", holds: true }, say("messageSays", { number }), manifest))
  const seen = { lines: walk.lines, details }
  if (walk.failed > 0) return { kind: "error", text: say("exportFails", { count: walk.failed }), ...seen }
  if (asked !== undefined && !walk.messages.some(({ held }) => isAbout(held.facts, asked))) {
    return { kind: "error", text: say("exportOtherNumber", { number: asked }), ...seen }
  }
  const today = await compareWithToday(walk.held.map(({ state }) => state))
  const failed = stamps.find(({ holds }) => !holds)
  const verdict = today === "holds" && failed !== undefined
    ? { kind: "warning" as const, text: failed.text }
    : { kind: KINDS[today], text: say(sentenceOf(today, "export"), { count: walk.messages.length }) }
  return walk.messages.length === 0 ? { ...verdict, ...seen } : { ...verdict, ...seen, sentence: (name, sum) => sentence(walk, name, sum) }
}

function sentence(walk: Walk, name: string, sum: Sum): string {
  const found = walk.find(sum)
  if (found === undefined) return say("noDocument", { name })
  const { entry, message } = found
  const moment = formatMoment(new Date(message.held.facts.received))
  return say("isDocument", { name, number: entry.number, message: message.number, filed: entry.name, moment })
}
