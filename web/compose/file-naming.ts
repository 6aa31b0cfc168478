// Names for the files of a list: what VI 6.5 asks, and the number that is the place.
import { today } from "../page/clock.ts"
import { type FileItem, isPdf } from "./file-item.ts"
import { freeName, hasDate, hasNumber, numberedName, proposedName } from "./names.ts"

export interface Naming {
  /** Whether VI 6.5 holds for the names. */
  readonly nameRule: boolean
  /** Whether each name has the number of its place. */
  readonly rename?: boolean
}

/** Gives a file the name of VI 6.5, and remembers when its date is a guess. */
export function improve(item: FileItem, all: readonly FileItem[], naming: Naming): void {
  const dated = hasDate(item.name, today())
  const before = item.name
  item.name = betterName(item, all, naming)
  if (item.name !== before) item.guessed ||= !dated
}

function betterName(item: FileItem, all: readonly FileItem[], naming: Naming): string {
  const taken = new Set(all.filter((other) => other !== item).map(({ name }) => name.toLowerCase()))
  const ruled = naming.nameRule && (isPdf(item) || naming.rename === true)
  const proposal = ruled ? ruledName(item, all, naming) : item.name
  return taken.has(proposal.toLowerCase()) ? freeName(proposal, taken) : proposal
}

function ruledName(item: FileItem, all: readonly FileItem[], { rename }: Naming): string {
  const name = proposedName(item.name, today())
  return rename === true ? numberedName(name, all.indexOf(item) + 1) : name
}

/** The number in a name is the place in the list. */
export function renumber(all: readonly FileItem[]): void {
  for (const [at, item] of all.entries()) {
    if (hasNumber(item.name)) item.name = numberedName(item.name, at + 1)
  }
}
