// How a document of a word processor becomes a PDF: by the program that wrote it. The dialog stands in composer/as_pdf.html.
import { need } from "../page/elements.ts"

/** Tells how, and takes the PDF. */
export function askForPdf(take: (file: File) => void): void {
  const dialog = document.getElementById("as-pdf") as HTMLDialogElement
  const input = need<HTMLInputElement>("as-pdf-file", undefined, dialog)
  const choose = need("action", "as-pdf-choose", dialog)
  const ended = new AbortController()
  dialog.addEventListener("close", () => ended.abort(), { signal: ended.signal })
  need("action", "close-dialog", dialog).addEventListener("click", () => dialog.close(), { signal: ended.signal })
  choose.addEventListener("click", () => input.click(), { signal: ended.signal })
  input.addEventListener("change", () => {
    const [file] = input.files ?? []
    input.value = ""
    dialog.close()
    if (file !== undefined) take(file)
  }, { signal: ended.signal })
  dialog.showModal()
}
