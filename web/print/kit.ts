/** The recovery kit: one sheet of paper with the code, as text and as a QR code. */
import { serverNow } from "../page/clock.ts"
import { Paper } from "./pdf.ts"
import { qrSquares } from "./qr.ts"

export interface Kit {
  readonly name: string
  readonly email: string
  readonly code: string
  readonly origin: string
  readonly title: string
  readonly lines: readonly string[]
  readonly labels: { readonly name: string; readonly email: string; readonly code: string; readonly day: string }
}

export async function makeKit(kit: Kit): Promise<Blob> {
  const language = document.documentElement.lang
  const paper = await Paper.make(kit.title, language, [kit.title, ...kit.lines, kit.name, kit.email].join("\n"))
  paper.text(kit.title, { size: 22, bold: true, above: 0 })
  for (const line of kit.lines) paper.text(line, { size: 11.5 })
  const day = new Intl.DateTimeFormat(language === "en" ? "en-GB" : "nl-NL", { dateStyle: "long", timeZone: "Europe/Amsterdam" }).format(serverNow())
  for (const [label, value] of [[kit.labels.name, kit.name], [kit.labels.email, kit.email], [kit.labels.day, day]] as const) {
    paper.text(`${label}: ${value}`, { size: 11.5 })
  }
  paper.text(kit.labels.code, { size: 11.5, bold: true, above: 8 })
  paper.text(kit.code, { size: 17, bold: true })
  paper.squares(qrSquares(kit.code), 48)
  return paper.blob()
}
