// Handing a file to the reader's own device.
import { formatMoment, say } from "../page/words.ts"
import { downloadZip } from "client-zip"
import { type LetterFiles, nameOnDisk } from "./files.ts"
import type { Letter } from "./letter.ts"
import { recipientName } from "./recipients.ts"
import { caseInName, numberedName, safeName } from "./names.ts"

/** Saves bytes under a name. They get no type of their own, so no browser opens them in our origin. */
export function save(blob: Blob, name: string): void {
  const address = URL.createObjectURL(new Blob([blob], { type: "application/octet-stream" }))
  const link = document.createElement("a")
  link.href = address
  link.download = safeName(name, say("unnamed"))
  document.body.append(link)
  link.click()
  link.remove()
  // Some browsers start reading only after the click has been handled.
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}

/** The envelope and the text as a plain document, for whoever keeps an archive. */
export function letterText(letter: Letter): string {
  const { manifest, sealed, told } = letter
  const at = formatMoment(new Date(told.receivedAt))
  const lines = [
    [say("letterFrom"), told.sender],
    [say("letterBehalf"), told.person ?? ""],
    [say("letterTo"), manifest.recipients.map((recipient) => `${recipientName(recipient, told).name} <${recipient.address}>`).join(", ")],
    [say("letterCase"), told.subject],
    [say("letterReceived"), `${at} (${sealed.receivedAt})`],
    [say("letterFiles"), manifest.files.map((file) => `\n  ${file.number}. ${file.name}`).join("")],
  ]
  const head = lines.filter(([, value]) => value !== "").map(([label, value]) => `${label}: ${value}`)
  return `${head.join("\r\n")}\r\n\r\n${manifest.text.replaceAll(/\r?\n/g, "\r\n")}\r\n`
}

/** Everything in one ZIP, in the order of the message; rejects when a file cannot be had. */
export async function zipOf(letter: Letter, files: LetterFiles, watch: (part: number) => void): Promise<Blob> {
  const moment = new Date(letter.sealed.receivedAt)
  const total = files.entries.length
  async function* members() {
    yield { name: say("letterFile"), input: letterText(letter), lastModified: moment }
    for (const [at, entry] of files.entries.entries()) {
      const input = await files.open(entry, (part) => watch((at + part) / total))
      const name = await nameOnDisk(input, entry)
      yield { name: numberedName(entry.number, total, name, say("unnamed")), input, lastModified: moment }
    }
  }
  return downloadZip(members()).blob()
}

export function zipName(letter: Letter): string {
  const day = letter.sealed.receivedAt.slice(0, 10).replaceAll("-", "")
  return `${[say("zipName"), caseInName(letter.told.subject), day].filter((part) => part !== "").join("_")}.zip`
}
