// Chosen pieces of a case file, or all of them, as one PDF. It is made here, from what was opened and checked here.
import { serverNow } from "../page/clock.ts"
import { need } from "../page/elements.ts"
import { whileBusy } from "../page/errors.ts"
import { announce, formatMoment, say } from "../page/words.ts"
import { type CaseFile, sentenceFor } from "../reading/case-file.ts"
import type { Choosing } from "../reading/collect.ts"
import { caseInName } from "../reading/names.ts"
import type { Piece, PieceFile } from "../reading/pieces.ts"
import { save } from "../reading/save.ts"
import { chapterOf } from "./chapter.ts"
import { largestVolume } from "./limits.ts"
import type { Chapter } from "./volume.ts"

/** `numbers` names the case. */
export function startVolume(file: CaseFile, choosing: Choosing, numbers: string): void {
  const button = need<HTMLButtonElement>("action", "download-pdf")
  button.addEventListener("click", () => void whileBusy(button, () => made(file, choosing, numbers)))
}

async function made(file: CaseFile, choosing: Choosing, numbers: string): Promise<void> {
  const { inParts, makeVolume } = await import("./make.ts")
  const pieces = choosing.chosen()
  const files = pieces.flatMap((piece) => piece.files.map((own) => ({ piece, own })))
  const parts = inParts(files, ({ own }) => own.size, largestVolume())
  let [first, done, left] = [1, 0, 0]
  try {
    for (const [at, part] of parts.entries()) {
      const name = parts.length === 1 ? "" : say("volumePart", { n: at + 1, total: parts.length })
      const heading = { title: [say("volumeTitle"), name].filter((text) => text !== "").join(", "), facts: [numbers, formatMoment(serverNow())] }
      const volume = await makeVolume(heading, chaptersOf(file, part), first, () => choosing.progress(++done / files.length))
      save(volume.pdf, `${[say("zipName"), caseInName(numbers), ...(name === "" ? [] : [caseInName(name)])].join("_")}.pdf`)
      first += volume.pages
      left += volume.left
    }
    announce(left === 0 ? say("filesReady") : say("volumeLeft", { n: left }), left > 0)
  } catch (error) {
    announce(`${say("someFilesLeft")} ${sentenceFor(error)}`, true)
  } finally {
    choosing.progress(null)
  }
}

function chaptersOf(file: CaseFile, part: readonly { readonly piece: Piece; readonly own: PieceFile }[]): Chapter[] {
  const pieces = [...new Set(part.map(({ piece }) => piece))]
  return pieces.map((piece) => {
    const { number, kind, filedAt } = piece.entry
    const title = document.getElementById(`piece-${number}`)?.dataset["title"] ?? kind
    const files = part.filter((each) => each.piece === piece)
    const filed = say("volumeFiled", { when: formatMoment(new Date(filedAt)) })
    return chapterOf(file, piece, files.map(({ own }) => own), `${number}. ${title} (${filed})`)
  })
}
