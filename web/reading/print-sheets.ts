// A file on paper: its pages stand beside the page that is seen, and only they are printed (web/styles/viewer.css).
const PRINTS = "prints-file"

let box: HTMLElement | undefined

/** Opens the print window of the browser. The pages stay until another file is shown: some browsers print after they said that they did. */
export async function printSheets(sheets: readonly HTMLElement[]): Promise<void> {
  clearSheets()
  box = document.createElement("div")
  box.className = "print-sheets"
  box.append(...sheets)
  document.body.append(box)
  document.documentElement.classList.add(PRINTS)
  await Promise.allSettled([...box.querySelectorAll("img")].map((image) => image.decode()))
  print()
}

export function clearSheets(): void {
  box?.remove()
  box = undefined
  document.documentElement.classList.remove(PRINTS)
}
