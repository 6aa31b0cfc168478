// Messages read where they stand: the others of a conversation, and the one that is answered. Each is opened and checked as on its own
// page, and only when somebody asks for it: opening is in the evidence.
import { all, need } from "../page/elements.ts"
import { Problem } from "../page/server.ts"
import { CannotCheck } from "../seal/errors.ts"
import type { Manifest } from "../seal/manifest.ts"
import { heldAgainstLog, type Letter, openLetter, Refused, reportDifferences } from "./letter.ts"
import { shownName } from "./names.ts"

/** The keys to read an item with, or null where this person has none of the key version it was sealed in. */
export type Keys = (item: HTMLElement) => Promise<readonly string[] | null>

/** Opens each of them when it is unfolded, or is already. `opened` is given what could be read. */
export function startInline(keys: Keys, opened: (letter: Letter) => void = () => {}): void {
  for (const item of all<HTMLDetailsElement>("inline")) {
    let asked = false
    const open = async (): Promise<void> => {
      if (!item.open || asked) return
      asked = true
      const letter = await openInline(item, keys)
      if (letter !== null) opened(letter)
      // What did not work is tried again when it is unfolded again.
      else asked = false
    }
    item.addEventListener("toggle", () => void open())
    void open()
  }
}

/** Opens one and shows its text and the names of its files; null where its own page has to say why that cannot be. */
async function openInline(item: HTMLElement, keys: Keys): Promise<Letter | null> {
  show(item, "opening")
  const letter = await soundLetter(item.dataset["inline"] ?? "", await keys(item))
  if (letter !== null) {
    const { text, files } = letter.manifest
    need("inline-text", undefined, item).textContent = text
    const names = files.map(({ number, name }) => Object.assign(document.createElement("li"), { textContent: `${number}. ${shownName(name)}` }))
    need("inline-files", undefined, item).replaceChildren(...names)
  }
  show(item, letter === null ? "closed" : "open")
  return letter
}

/** Each file that stands somewhere by its number gets its name behind that. */
export function namePieces({ files }: Manifest, root: ParentNode = document): void {
  for (const place of all("piece", undefined, root)) {
    const entry = files[Number(place.dataset["piece"]) - 1]
    if (entry !== undefined) place.textContent = shownName(entry.name)
  }
}

/** A letter with which nothing is wrong; null where its own page has to say what is. What differs is reported, as there. */
export async function soundLetter(path: string, mine: readonly string[] | null): Promise<Letter | null> {
  if (mine === null) return null
  try {
    const letter = await heldAgainstLog(await openLetter(path, mine))
    if (letter.told.differences.length === 0) return letter
    await reportDifferences(path, letter)
  } catch (error) {
    if (!(error instanceof Problem || error instanceof Refused || error instanceof CannotCheck)) throw error
  }
  return null
}

function show(item: HTMLElement, state: "opening" | "open" | "closed"): void {
  for (const part of all("inline-state", undefined, item)) part.hidden = part.dataset["inlineState"] !== state
}
