// The names of files where paper is matched with them: the server knows their numbers alone.
import { all, find } from "../page/elements.ts"
import { whileBusy } from "../page/errors.ts"
import { part } from "../page/server.ts"
import type { Keys } from "./inline.ts"

/** Fills `[data-pieces-of]` (where the message is fetched); what was not opened before only when its button is pressed. */
export function startPieceNames(keys: Keys, mayAsk: Keys): void {
  for (const place of all("pieces-of")) {
    const button = find<HTMLButtonElement>("action", "name-pieces", place)
    if (button === null) void fill(place, keys)
    else button.addEventListener("click", () => void whileBusy(button, () => fill(place, mayAsk)))
  }
}

async function fill(place: HTMLElement, keys: Keys): Promise<void> {
  const { namePieces, soundLetter } = await part(import("./inline.ts"))
  const letter = await soundLetter(place.dataset["piecesOf"] ?? "", await keys(place))
  const failed = find("name-failed", undefined, place)
  if (failed !== null) failed.hidden = letter !== null
  if (letter === null) return
  namePieces(letter.manifest, place)
  find("name-first", undefined, place)?.remove()
}
