// The bookmarks of a PDF: pieces, and under each its files.
import { type PDFDocument, PDFHexString, PDFName, PDFNumber, type PDFRef } from "@cantoo/pdf-lib"

export interface Bookmark {
  readonly title: string
  readonly page: PDFRef
  readonly under: readonly Bookmark[]
}

/** Writes the bookmarks, folded, and lets a reader's program open with them. */
export function addOutline(pdf: PDFDocument, bookmarks: readonly Bookmark[]): void {
  if (bookmarks.length === 0) return
  const root = pdf.context.nextRef()
  const [first, last] = branch(pdf, root, bookmarks)
  const outline = pdf.context.obj({ Type: "Outlines", First: first, Last: last, Count: bookmarks.length })
  pdf.context.assign(root, outline)
  pdf.catalog.set(PDFName.of("Outlines"), root)
  pdf.catalog.set(PDFName.of("PageMode"), PDFName.of("UseOutlines"))
}

function branch(pdf: PDFDocument, parent: PDFRef, bookmarks: readonly Bookmark[]): readonly [PDFRef, PDFRef] {
  const { context } = pdf
  const refs = bookmarks.map(() => context.nextRef())
  for (const [at, { title, page, under }] of bookmarks.entries()) {
    const own = refs[at] as PDFRef
    const entry = context.obj({ Parent: parent, Dest: [page, "Fit"] })
    entry.set(PDFName.of("Title"), PDFHexString.fromText(title))
    const [before, after] = [refs[at - 1], refs[at + 1]]
    if (before !== undefined) entry.set(PDFName.of("Prev"), before)
    if (after !== undefined) entry.set(PDFName.of("Next"), after)
    if (under.length > 0) {
      const [first, last] = branch(pdf, own, under)
      entry.set(PDFName.of("First"), first)
      entry.set(PDFName.of("Last"), last)
      // A minus folds it.
      entry.set(PDFName.of("Count"), PDFNumber.of(-under.length))
    }
    context.assign(own, entry)
  }
  return [refs[0] as PDFRef, refs.at(-1) as PDFRef]
}
