// What is said of the exhibits among the files: numbers that are missing or there twice, and an order that is not theirs.
import { need } from "../page/elements.ts"
import { say } from "../page/words.ts"
import { compareExhibits, exhibitOf } from "./exhibits.ts"

export { inFilingOrder } from "./exhibits.ts"

export interface Series {
  /** Numbers between the lowest and the highest that no file has: a party may go on from an earlier filing. */
  readonly missing: readonly number[]
  /** Numbers (with the letter of a part) that more than one file has. */
  readonly doubled: readonly string[]
  /** Whether each exhibit comes after the ones before it. */
  readonly sorted: boolean
}

// One file may hold several, which only a plural says: `producties 1-5`, but `productie 1-12-2025` has a date.
const SEVERAL = /(?:producties|bijlagen|exhibits)[^\p{L}0-9]*[0-9]{1,3}\s*(?:-|–|_|t\/?m|tot en met|to)\s*([0-9]{1,3})(?![0-9])/iu

/** What there is to say of the exhibits among files, in the order they are in. */
export function seriesOf(names: readonly string[]): Series {
  const found = names.map((name) => ({ name, exhibit: exhibitOf(name) }))
  const exhibits = found.map(({ exhibit }) => exhibit).filter((exhibit) => exhibit !== null)
  const held = new Set<number>()
  const times = new Map<string, number>()
  for (const { name, exhibit } of found) {
    if (exhibit === null) continue
    const last = Math.max(exhibit.number, Number(SEVERAL.exec(name)?.[1] ?? 0))
    for (let each = exhibit.number; each <= last; each++) {
      held.add(each)
      times.set(`${each}${exhibit.part}`, (times.get(`${each}${exhibit.part}`) ?? 0) + 1)
    }
  }
  const missing: number[] = []
  for (let each = Math.min(...held); each < Math.max(...held); each++) if (!held.has(each)) missing.push(each)
  return {
    missing,
    doubled: [...times].filter(([, count]) => count > 1).map(([number]) => number),
    sorted: exhibits.every((exhibit, at) => {
      const before = exhibits[at - 1]
      return before === undefined || compareExhibits(before, exhibit) <= 0
    }),
  }
}

export function showSeries(names: readonly string[]): void {
  const { missing, doubled, sorted } = seriesOf(names)
  const told = [
    missing.length === 0 ? "" : say("exhibitsMissing", { numbers: missing.join(", ") }),
    doubled.length === 0 ? "" : say("exhibitsDoubled", { numbers: doubled.join(", ") }),
    sorted ? "" : say("exhibitsUnsorted"),
  ]
  need("exhibits-told").textContent = told.filter((text) => text !== "").join(" ")
  need("action", "sort-exhibits").hidden = sorted
  need("exhibits").hidden = told.every((text) => text === "")
}
