// The facts of an entry, as they are filled in on the sheet.
import { all, find } from "../page/elements.ts"

export type Facts = Record<string, boolean | string | string[]>

/** What is filled in; what is not asked now, or is empty, is left out. */
export function factsOf(form: HTMLFormElement): Facts {
  const facts: Facts = {}
  for (const field of all("fact", undefined, form)) {
    if (field.closest("[hidden]") !== null) continue
    const value = valueOf(field)
    if (value !== false && value !== "" && !(Array.isArray(value) && value.length === 0)) facts[field.dataset["fact"] ?? ""] = value
  }
  return facts
}

/** Whether something is not answered that the entry cannot do without: known here, so that it need not come back from the server. */
export function lacks(form: HTMLFormElement): boolean {
  const facts = factsOf(form)
  const needed = all("needed", undefined, form).filter((part) => part.closest("[hidden]") === null)
  return needed.flatMap((part) => all("fact", undefined, part)).some(({ dataset }) => !((dataset["fact"] ?? "") in facts))
}

/** Shows what is asked by the answers so far. */
export function showAsked(form: HTMLFormElement): void {
  for (const part of all("only-if", undefined, form)) {
    const [name = "", wanted = ""] = (part.dataset["onlyIf"] ?? "").split("=")
    if (name === "") continue
    const field = find("fact", name, form)
    part.hidden = field === null || field.closest("[hidden]") !== null || valueOf(field) !== wanted
  }
}

function valueOf(field: HTMLElement): boolean | string | string[] {
  const ticked = () => [...field.querySelectorAll<HTMLInputElement>("input:checked")].map(({ value }) => value)
  if (field.dataset["factKind"] === "flag") return (field as HTMLInputElement).checked
  if (field.dataset["factKind"] === "many") return ticked()
  if (field instanceof HTMLFieldSetElement) return ticked()[0] ?? ""
  return (field as HTMLInputElement | HTMLSelectElement).value.trim()
}
