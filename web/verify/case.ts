// The export of a case on the page that checks: each act and each piece, in the words of the page.
import { type CaseWalk, type Step, walkCase } from "../evidence/case.ts"
import type { Export, Sum } from "../evidence/members.ts"
import type { Line } from "../evidence/sums.ts"
import { say } from "../page/words.ts"
import { type CheckedExport, compareWithToday, KINDS, type Log, sentenceOf } from "./log.ts"

/** What the page brings: the course of a case as the law has it, and what acts, states, roles and kinds of pieces are called. */
interface Course {
  readonly steps: readonly Step[]
  readonly words: Readonly<Record<"acts" | "states" | "roles" | "pieces", Readonly<Record<string, string>>>>
}

/** `asked` is the number of a receipt that must be in it. @throws {ExportError} it is none. @throws {CannotCheck} this browser cannot tell. */
export async function checkedCase(members: Export, log: Log, asked?: string): Promise<CheckedExport> {
  const course = JSON.parse(document.getElementById("course")?.textContent ?? "null") as Course
  const walk = await walkCase(members, log.keys, course.steps)
  const lines = walk.lines.map((line) => ({ ...line, values: inWords(line.values, course) }))
  const sentence = (name: string, sum: Sum): string => {
    const filed = walk.find(sum)
    if (filed === undefined) return say("noDocument", { name })
    const { piece, entry } = filed
    return say("isPiece", { name, number: piece.number, kind: course.words.pieces[piece.kind] ?? piece.kind, filed: entry.name })
  }
  const found = { ...(await verdict(walk, log.origin, asked)), lines, details: [] }
  return found.kind === "error" ? found : { ...found, sentence }
}

async function verdict(walk: CaseWalk, origin: string, asked: string | undefined): Promise<Pick<CheckedExport, "kind" | "text">> {
  const other = walk.proofs.find((proof) => proof.origin !== origin)
  if (other !== undefined) return { kind: "error", text: say("otherLog", { log: other.origin }) }
  if (walk.failed > 0) return { kind: "error", text: say("exportFails", { count: walk.failed }) }
  if (asked !== undefined && !walk.records.some(({ facts }) => facts["filing"] === asked)) return { kind: "error", text: say("exportOtherNumber", { number: asked }) }
  const today = await compareWithToday(walk.proofs.map(({ state }) => state))
  const { number, summaryNumber, pieces } = walk.listed
  const text = say(sentenceOf(today, "case"), { number, summaryNumber, count: pieces.length })
  return { kind: KINDS[today], text }
}

/** Values of a line as the page calls them. */
function inWords(values: Line["values"], { words }: Course): Line["values"] {
  const lists = { act: words.acts, before: words.states, after: words.states, here: words.states, by: words.roles, kind: words.pieces }
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, lists[name as keyof typeof lists]?.[value] ?? value]))
}
