// A filing that replaces an earlier piece (art. 3.12): which pieces it can replace, and what it keeps of the one it does.
import type { DocketEntryOut } from "../wire/api.ts"

/** The pieces of a party that nothing has replaced yet, the newest first. */
export function replaceable(docket: readonly DocketEntryOut[], party: string): DocketEntryOut[] {
  const replaced = new Set(docket.map(({ replaces }) => replaces))
  return docket.filter((entry) => entry.party === party && !replaced.has(entry.id)).sort((left, right) => right.number - left.number)
}

/** The number its exhibits begin with: those of the piece it replaces, where that had any. */
export function firstExhibit(replaced: DocketEntryOut | undefined, next: number): number {
  const numbers = (replaced?.documents ?? []).flatMap(({ exhibit }) => (exhibit === null ? [] : [exhibit]))
  return numbers.length === 0 ? next : Math.min(...numbers)
}

/** Whether a file says by its name that it replaces another, as art. 3.12 asks of its first page. */
export function saysItReplaces(names: readonly string[]): boolean {
  return names.some((name) => /vervang/i.test(name))
}
