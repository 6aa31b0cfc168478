// Looking at files before they are sent, with what comes when it is asked for.
import { announce, say } from "../page/words.ts"
import type { FileItem } from "./file-item.ts"

/** A part of this page for what was pressed; null, and said, where it cannot be fetched. */
export function fetchedPart<Part>(part: Promise<Part>): Promise<Part | null> {
  return part.catch(() => {
    announce(say("viewerFailed"), true)
    return null
  })
}

/** Reads what is on this device, beginning with the file of this key, one file after the other. */
export async function look(items: readonly FileItem[], key: string, button: HTMLButtonElement): Promise<void> {
  const reading = await fetchedPart(import("../reading/read-file.ts"))
  const shelf = items.flatMap((item, at) => {
    const { file, name, type, size } = item
    const entry = { number: at + 1, name, type, size, sha256: "", object: "", pages: item.pdf?.pages ?? null }
    return file === null ? [] : [{ key: item.key, name, entry, open: () => Promise.resolve(file) }]
  })
  const chosen = shelf.find((each) => each.key === key)
  if (chosen !== undefined) await reading?.readFrom(shelf, chosen, button)
}
