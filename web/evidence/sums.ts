// What every export has: sums of its members, and a line for each thing that was looked at.
import { type Export, ExportError, type Sum } from "./members.ts"
import { parsed } from "./receipt.ts"

export const SUMS = "SHA256SUMS"
const NAMED_AT_MOST = 5

/**
 * One thing that was looked at. `code` names what; the codes of what fails never change meaning. `about` names the sentence of the
 * page where that is another one than of the code.
 */
export interface Line {
  readonly kind: "holds" | "fails" | "note"
  readonly code: string
  readonly values: Readonly<Record<string, string | number>>
  readonly about?: string
}

/** Whether the sums name every member with its hash. Throws ExportError: there are none. */
export async function checkSums(found: Export): Promise<Line[]> {
  const stated = new Map<string, string>()
  const text = await found.text(SUMS)
  if (!found.sums.has(SUMS) || (text === "" && found.sums.get(SUMS)?.size !== 0)) throw new ExportError("no sums")
  for (const line of text.split(/\r?\n/).filter((line) => line !== "")) {
    const [, sum = "", name = ""] = /^([0-9a-f]{64}) [ *]([^\r\n]+)$/.exec(line) ?? []
    if (name === "" || stated.has(name)) throw new ExportError("no sums")
    stated.set(name, sum)
  }
  const there = new Map([...found.sums].filter(([name]) => name !== SUMS))
  const gone = [...stated.keys()].filter((name) => !there.has(name))
  const added = [...there.keys()].filter((name) => !stated.has(name))
  const changed = [...there].filter(([name, { sha256 }]) => stated.has(name) && stated.get(name) !== sha256).map(([name]) => name)
  const wrong = Object.entries({ gone, added, changed }).filter(([, names]) => names.length > 0)
  if (wrong.length === 0) return [{ kind: "holds", code: "sums", values: { count: there.size } }]
  return wrong.map(([what, names]) => ({ kind: "fails", code: "sums", about: `sums-${what}`, values: { names: some(names) } }))
}

export function typeOf(text: string): unknown {
  try {
    const told = parsed(text) as { type?: unknown } | null
    return typeof told === "object" && told !== null ? told.type : undefined
  } catch {
    return undefined
  }
}

export const same = (left: Sum | undefined, right: Sum | undefined): boolean => left?.size === right?.size && left?.sha256 === right?.sha256

export function some(names: readonly string[]): string {
  const shown = names.slice(0, NAMED_AT_MOST).join(", ")
  return names.length > NAMED_AT_MOST ? `${shown}, … (${names.length})` : shown
}
