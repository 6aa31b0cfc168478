// Opening a file of a list to read it.
import { whileBusy } from "../page/errors.ts"
import { announce, say } from "../page/words.ts"
import { opened, type ShelfFile } from "./shelf.ts"

/** Shows a file in a window over the page, where the reader can go on to the others. */
export async function readFrom(shelf: readonly ShelfFile[], file: ShelfFile, button: HTMLButtonElement): Promise<void> {
  await whileBusy(button, async () => {
    const shown = await opened(file)
    if (shown === undefined) return
    try {
      // Large, with what it shows a PDF with: it comes when somebody reads a file.
      const { view } = await import("./viewer.ts")
      await view(shelf, shelf.indexOf(file), shown)
    } catch (error) {
      if (!(error instanceof TypeError)) throw error
      announce(say("viewerFailed"), true)
    }
  })
}
