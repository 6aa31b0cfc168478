// Where a search goes. Numbers and days are looked up by the server; words only on this device, so they stand in the fragment of the
// address, which a browser never sends.
import { find } from "../page/elements.ts"

const MONTHS = "jan(?:uari|uary)?|feb(?:ruari|ruary)?|maart|march|mrt|mar|apr(?:il)?|mei|may|jun[ei]?|jul[iy]?|aug(?:ustus|ust)?|sept?(?:ember)?|okt(?:ober)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
/** A day with the name of its month, or a word in which a digit stands. */
const NUMBERS = new RegExp(String.raw`\b\d{1,2}\s+(?:${MONTHS})\.?\s+\d{4}\b|\S*\d\S*`, "giu")

/** What of a search the server may know: its numbers and days. */
export const numbersOf = (typed: string): string => (typed.match(NUMBERS) ?? []).join(" ")

/** The page that searches, for what somebody typed. */
export function searchAddress(path: string, typed: string): string {
  const [words, numbers] = [typed.trim(), numbersOf(typed)]
  const query = numbers === "" ? "" : `?${new URLSearchParams({ q: numbers })}`
  return `${path}${query}${words === numbers ? "" : `#${new URLSearchParams({ q: words })}`}`
}

/** What was typed, by the address of the page that searches. */
export const askedIn = ({ search, hash }: Pick<Location, "search" | "hash">): string =>
  new URLSearchParams(hash.slice(1)).get("q") ?? new URLSearchParams(search).get("q") ?? ""

/** The field of every mailbox page: Enter sends no words. */
export function startAsking(go: (address: string) => void = (address) => location.assign(address)): void {
  const form = find<HTMLFormElement>("search-all")
  form?.addEventListener("submit", (event) => {
    event.preventDefault()
    go(searchAddress(new URL(form.action).pathname, form.querySelector<HTMLInputElement>("[name=q]")?.value ?? ""))
  })
}
