// Several pieces of a case file at once: chosen, or all of them, as one ZIP.
import { downloadZip } from "client-zip"
import { all, need } from "../page/elements.ts"
import { whileBusy } from "../page/errors.ts"
import { announce, say } from "../page/words.ts"
import { type CaseFile, sentenceFor } from "./case-file.ts"
import { nameOnDisk, type Watch } from "./files.ts"
import { caseInName, numberedName, safeName, startOf } from "./names.ts"
import type { Piece } from "./pieces.ts"
import { save } from "./save.ts"

const FOLDER_SIGNS = 60

/** What the reader has chosen of the file, and how far the work on it is: null when it is done. */
export interface Choosing {
  chosen(): readonly Piece[]
  progress(part: number | null): void
}

/** Lets the reader choose pieces and take them along; null where there is nothing to take. `numbers` names the case in the name of the ZIP. */
export function startCollecting(file: CaseFile, numbers: string): Choosing | null {
  const usable = new Set(file.pieces.filter(({ files }) => files.length > 0).map(({ entry }) => entry.id))
  const picks = all<HTMLInputElement>("pick").filter(({ value }) => usable.has(value))
  if (picks.length === 0) return null
  for (const pick of picks) {
    pick.hidden = false
    pick.addEventListener("change", () => told(picks))
  }
  need("all").hidden = false
  need("action", "pick-all").addEventListener("click", () => {
    const every = picks.every(({ checked }) => checked)
    for (const pick of picks) pick.checked = !every
    told(picks)
  })
  const button = need<HTMLButtonElement>("action", "download-zip")
  button.addEventListener("click", () => void whileBusy(button, () => collected(file, chosen(file, picks), numbers)))
  told(picks)
  return { chosen: () => chosen(file, picks), progress }
}

function progress(part: number | null): void {
  const bar = need("all-progress")
  bar.hidden = part === null
  bar.querySelector("progress")?.setAttribute("value", String(Math.round((part ?? 0) * 100)))
}

/** Those that are ticked, or all that are shown when none is; in the order of the docket. */
function chosen(file: CaseFile, picks: readonly HTMLInputElement[]): Piece[] {
  const ticked = picks.filter(({ checked }) => checked)
  const wanted = new Set((ticked.length > 0 ? ticked : picks).map(({ value }) => value))
  return file.pieces.filter(({ entry }) => wanted.has(entry.id))
}

function told(picks: readonly HTMLInputElement[]): void {
  const n = picks.filter(({ checked }) => checked).length
  need("picked").textContent = n === 0 ? "" : say("picked", { n })
}

async function collected(file: CaseFile, pieces: readonly Piece[], numbers: string): Promise<void> {
  progress(0)
  try {
    const zip = await zipOf(file, pieces, progress)
    save(zip, `${[say("zipName"), caseInName(numbers)].join("_")}.zip`)
    announce(say("filesReady"))
  } catch (error) {
    announce(`${say("someFilesLeft")} ${sentenceFor(error)}`, true)
  } finally {
    progress(null)
  }
}

/** A folder for each piece, under its number in the docket; rejects when a file cannot be had. */
async function zipOf(file: CaseFile, pieces: readonly Piece[], watch: Watch): Promise<Blob> {
  const total = pieces.reduce((sum, { files }) => sum + files.length, 0)
  const highest = Math.max(...file.pieces.map(({ entry }) => entry.number))
  async function* members() {
    let done = 0
    for (const piece of pieces) {
      const title = document.getElementById(`piece-${piece.entry.number}`)?.dataset["title"] ?? piece.entry.kind
      const folder = startOf(numberedName(piece.entry.number, highest, title, piece.entry.kind), FOLDER_SIGNS)
      for (const found of piece.files) {
        const at = done
        const input = await file.files.open(found, (part) => watch((at + part) / total))
        const name = numberedName(found.entry.number, piece.files.length, await nameOnDisk(input, found.entry), say("unnamed"))
        yield { name: `${safeName(folder, piece.entry.kind)}/${name}`, input, lastModified: new Date(piece.entry.filedAt) }
        done += 1
      }
    }
  }
  return downloadZip(members()).blob()
}
