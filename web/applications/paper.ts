// The application as one readable document (art. 2.2): everything the form asked with its label, in Dutch, as PDF/A-2b. It is made where the
// form was filled in and sealed with it: nobody else can read what it says.
import { applicationParts } from "../cases/application-view.ts"
import type { Application } from "../cases/application.ts"
import { formatMoment } from "../page/words.ts"
import type { Form } from "./form.ts"
import { documentsPart, dutch, type NamedDocument, placePart } from "./told.ts"

export interface PaperOf {
  readonly form: Form
  readonly application: Application
  /** The mailbox it is filed from, or who took it down. */
  readonly from: string
  readonly passed: readonly { readonly rule: string; readonly reason: string }[]
  readonly files: readonly NamedDocument[]
  /** In the place of the name of the form, and a sentence under it. */
  readonly title?: string
  readonly above?: string
}

const PLAIN = 10.5

export async function applicationPaper({ form, application, from, passed, files, title = form.place.form, above = "" }: PaperOf): Promise<Blob> {
  const { Paper } = await import("../print/pdf.ts")
  const place = placePart(form, application, from, dutch)
  const made = [dutch.say("rowMade"), formatMoment(new Date(application.made), "nl")] as const
  const over = passed.map(({ rule, reason }) => dutch.say("coverPassed", { rule, reason }))
  const parts = [...applicationParts(application, dutch), ...(files.length === 0 ? [] : [documentsPart(files, dutch.say, "nl")])]
  const rows = [...place.rows, made, ...parts.flatMap((part) => part.rows)]
  const paper = await Paper.make(title, "nl", [title, above, ...over, ...parts.map((part) => part.title), ...rows.flat()].join("\n"))
  let unprinted = 0
  const put = (text: string, style: { readonly bold?: boolean; readonly size?: number; readonly above: number }) => {
    const { text: printable, lost } = paper.printable(text)
    unprinted += lost
    paper.text(printable, { size: PLAIN, ...style })
  }
  const row = ([label, text]: readonly [string, string]) => put(`${label}: ${text === "" ? dutch.say("nothingSaid") : text}`, { above: 1 })
  put(title, { size: 17, bold: true, above: 0 })
  if (above !== "") put(above, { above: 3 })
  for (const fact of [...place.rows, made]) row(fact)
  for (const sentence of over) put(sentence, { above: 3 })
  for (const part of parts) {
    put(part.title, { size: 12, bold: true, above: 6 })
    for (const fact of part.rows) row(fact)
  }
  if (unprinted > 0) put(dutch.say("unprinted", { n: unprinted }), { size: 8.5, above: 6 })
  return paper.blob()
}
