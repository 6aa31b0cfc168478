// What goes to a party by post: the letter in front, and behind it what is enclosed, as one PDF.
import { all } from "../page/elements.ts"
import { apiResponse } from "../page/server.ts"
import { say } from "../page/words.ts"
import { CaseFile } from "../reading/case-file.ts"
import { caseInName } from "../reading/names.ts"
import type { Account } from "../session/account.ts"
import { save } from "../reading/save.ts"
import { chapterOf } from "./chapter.ts"

/** A document of the letter does not open here, so that the letter would not be whole. */
export class Unopened extends Error {}

/** Makes and saves it; gives how many files are no pages of it. @throws {Unopened} @throws {Problem} */
export async function letterOf(section: HTMLElement, me: Account): Promise<number> {
  const { letter: party = "", case: id = "", number = "" } = section.dataset
  const words = new Map(all<HTMLInputElement>("entry").filter((field) => section.contains(field)).map((field) => [field.dataset["entry"] ?? "", labelOf(field)]))
  const [{ makeLetter }, front, file] = await Promise.all([
    import("./make.ts"),
    apiResponse(`/post/${party}/letter.pdf`).then((answer) => answer.arrayBuffer()),
    CaseFile.open(`/api/cases/${id}`, me),
  ])
  const pieces = file.pieces.filter(({ entry }) => words.has(entry.id)).sort((left, right) => left.entry.number - right.entry.number)
  if (pieces.length < words.size || pieces.some(({ manifest }) => manifest === null)) throw new Unopened()
  const chapters = pieces.map((piece) => chapterOf(file, piece, piece.files, words.get(piece.entry.id) ?? ""))
  const { pdf, left } = await makeLetter(say("letterName"), new Uint8Array(front), chapters)
  save(pdf, `${say("letterName")}_${caseInName(number)}.pdf`)
  return left
}

function labelOf(field: HTMLInputElement): string {
  return field.labels?.[0]?.textContent?.trim() ?? ""
}
