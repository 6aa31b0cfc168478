// A message as a PDF: the facts of the envelope, the list of files, and the text as it was written.
import { formatBytes, formatMoment, say } from "../page/words.ts"
import { Paper } from "../print/pdf.ts"
import { shownName } from "../reading/names.ts"
import type { Letter } from "../reading/letter.ts"
import { recipientName } from "../reading/recipients.ts"

const SMALL = 8.5
const PLAIN = 10.5

export async function letterPdf(letter: Letter): Promise<Blob> {
  const { manifest, told } = letter
  const title = say("exportTitle", { name: told.sender })
  const shown = [title, manifest.text, ...facts(letter).map(([, value]) => value), ...manifest.files.map(({ name }) => shownName(name))]
  const paper = await Paper.make(title, document.documentElement.lang, shown.join("\n"))
  let unprinted = 0
  const printed = (text: string) => {
    const { text: printable, lost } = paper.printable(text)
    unprinted += lost
    return printable
  }
  paper.text(printed(title), { size: 17, bold: true, above: 0 })
  for (const [label, value] of facts(letter)) paper.text(`${label}: ${printed(value)}`, { size: PLAIN, above: 1 })
  paper.text(printed(manifest.text), { size: PLAIN, above: 8 })
  if (manifest.files.length > 0) paper.text(say("letterFiles"), { size: PLAIN, bold: true, above: 8 })
  for (const file of manifest.files) {
    paper.text(`${file.number}. ${printed(shownName(file.name))} (${formatBytes(file.size)})`, { size: PLAIN, above: 2 })
    paper.text(`SHA-256: ${file.sha256}`, { size: SMALL, above: 0 })
  }
  paper.text(say("exportChecked"), { size: SMALL, above: 8 })
  if (unprinted > 0) paper.text(say("exportUnprinted", { n: unprinted }), { size: SMALL })
  return paper.blob()
}

function facts({ manifest, sealed, told }: Letter): [string, string][] {
  const all: [string, string][] = [
    [say("letterFrom"), told.sender],
    [say("letterBehalf"), told.person ?? ""],
    [say("letterTo"), manifest.recipients.map((recipient) => `${recipientName(recipient, told).name} <${recipient.address}>`).join(", ")],
    [say("letterCase"), told.subject],
    [say("letterReceived"), `${formatMoment(new Date(sealed.receivedAt))} (${sealed.receivedAt})`],
    [say("exportNumber"), sealed.message],
  ]
  return all.filter(([, value]) => value !== "")
}
