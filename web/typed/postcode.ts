// Dutch postcodes: four digits, the first no nought, and two letters that are never SA, SD or SS.
import { tidied } from "./signs.ts"

const POSTCODE = /^([1-9][0-9]{3})([A-Z]{2})$/
const NEVER = new Set(["SA", "SD", "SS"])

/** `1012ts` → `1012 TS`; null for what is none. */
export function readPostcode(typed: string): string | null {
  const found = POSTCODE.exec(tidied(typed).replaceAll(" ", "").toUpperCase())
  const [, digits, letters] = found ?? []
  if (digits === undefined || letters === undefined || NEVER.has(letters)) return null
  return `${digits} ${letters}`
}
