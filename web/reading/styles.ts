import { say } from "../page/words.ts"

let styles: Promise<void> | undefined

/** The look of what files are read in: pages that read none do without. */
export function readingStyles(): Promise<void> {
  styles ??= new Promise((resolve) => {
    const link = document.createElement("link")
    link.rel = "stylesheet"
    link.href = say("viewerStyles")
    link.onload = link.onerror = () => resolve()
    document.head.append(link)
  })
  return styles
}
