// A piece of the case file as a chapter of one PDF.
import { say } from "../page/words.ts"
import type { CaseFile } from "../reading/case-file.ts"
import { described, type Piece, type PieceFile } from "../reading/pieces.ts"
import type { Chapter } from "./volume.ts"

export function chapterOf(file: CaseFile, piece: Piece, files: readonly PieceFile[], title: string): Chapter {
  return {
    number: String(piece.entry.number),
    title,
    sources: files.map((own) => ({ title: titleOf(piece, own), read: () => file.files.open(own) })),
  }
}

function titleOf({ manifest }: Piece, { entry, exhibit }: PieceFile): string {
  const words = manifest === null ? "" : described(manifest, entry)
  const parts = [exhibit === null ? entry.name : say("exhibitName", { n: exhibit }), words]
  return parts.filter((text) => text !== "").join(": ")
}
