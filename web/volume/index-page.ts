// The index in front of a PDF of documents: what is in it on which page, what is not and why, and that the originals count.
import { Paper } from "../print/pdf.ts"
import { language, say } from "../page/words.ts"
import type { Line } from "./volume.ts"

export interface Heading {
  readonly title: string
  readonly facts: readonly string[]
}

const REASONS = { missing: "volumeMissing", password: "volumePassword", damaged: "volumeDamaged", other: "volumeOther" } as const

export async function indexPdf(heading: Heading, lines: readonly Line[]): Promise<Uint8Array> {
  const left = lines.flatMap(({ files }) => files).filter(({ page }) => page === null).length
  const notes = [say("volumeOriginals"), ...(left > 0 ? [say("volumeLeft", { n: left })] : [])]
  const rows = lines.map(({ chapter, files }) => ({ title: chapter.title, files: files.map((file) => rowOf(file)) }))
  const words = [heading.title, ...heading.facts, ...notes, ...rows.flatMap(({ title, files }) => [title, ...files])].join("\n")
  const paper = await Paper.make(heading.title, language(), words)
  const put = (text: string) => paper.printable(text).text
  paper.text(put(heading.title), { size: 16, bold: true })
  for (const fact of heading.facts) paper.text(put(fact), { size: 10, above: 1 })
  for (const note of notes) paper.text(put(note), { size: 10, above: 4 })
  for (const { title, files } of rows) {
    paper.text(put(title), { size: 11, bold: true, above: 5 })
    for (const file of files) paper.text(put(file), { size: 10, above: 1 })
  }
  return new Uint8Array(await paper.blob().arrayBuffer())
}

function rowOf({ title, page, left }: Line["files"][number]): string {
  return left === null ? say("volumePage", { title, n: page ?? 0 }) : say(REASONS[left], { title })
}
