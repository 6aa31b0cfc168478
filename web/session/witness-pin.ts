// The witnesses of the log of keys that this browser goes by: those of its first visit, until who uses it confirms others (docs/formats.md,
// Witnesses). The page brings them in a file of the checked client, so that they are the same for everybody.
import { texts } from "../page/words.ts"

/** No secret: everybody may know it. It stays when one logs out. */
const PLACE = "zegel-log-witnesses"
const NOBODY = "quorum none\n"

function named(): string {
  return texts()["witnessPolicy"] ?? NOBODY
}

/** The policy to hold the log of keys to; one with witnesses is kept from its first use on. */
export function pinnedPolicy(): string {
  const kept = localStorage.getItem(PLACE)
  if (kept !== null) return kept
  const first = named()
  if (first !== NOBODY) localStorage.setItem(PLACE, first)
  return first
}

/** Whether there is anybody whose word can be asked for. */
export function hasWitnesses(): boolean {
  return pinnedPolicy() !== NOBODY
}

/** Whether the page names other witnesses than this browser goes by. */
export function otherWitnesses(): boolean {
  return pinnedPolicy() !== named()
}

/** Who the page names as witnesses now. */
export function namedWitnesses(): string[] {
  return [...named().matchAll(/^witness (\S+)/gm)].map(([, name = ""]) => name)
}

/** Goes by the witnesses that the page names, from now on. */
export function goByNamed(): void {
  localStorage.setItem(PLACE, named())
}
