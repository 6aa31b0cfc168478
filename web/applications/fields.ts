// The inputs of a part of the page as plain values, by their names, and back.

export type Values = Readonly<Record<string, string | boolean>>

type Input = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement

function inputs(root: ParentNode): Input[] {
  return [...root.querySelectorAll<Input>("input[name], select[name], textarea[name]")]
}

/** `prefix` stands before every name in this part, and is left out. */
export function readFields(root: ParentNode, prefix = ""): Values {
  const values: Record<string, string | boolean> = {}
  for (const input of inputs(root)) {
    const name = nameOf(input, prefix)
    if (name === null) continue
    if (!(input instanceof HTMLInputElement)) values[name] = input.value
    else if (input.type === "checkbox") values[name] = input.checked
    else if (input.type === "radio") values[name] = input.checked ? input.value : (values[name] ?? "")
    else values[name] = input.value
  }
  return values
}

export function fillFields(root: ParentNode, values: Values, prefix = ""): void {
  for (const input of inputs(root)) {
    const name = nameOf(input, prefix)
    const value = name === null ? undefined : values[name]
    if (value === undefined) continue
    if (input instanceof HTMLInputElement && input.type === "checkbox") input.checked = value === true
    else if (input instanceof HTMLInputElement && input.type === "radio") input.checked = input.value === value
    else input.value = String(value)
  }
}

function nameOf(input: Input, prefix: string): string | null {
  return input.name.startsWith(prefix) && (prefix !== "" || !input.name.includes("-")) ? input.name.slice(prefix.length) : null
}

/** Gives the ids and names in a copy of a template, which begin with two underscores, the card's own beginning. */
export function own(card: HTMLElement, key: string): void {
  for (const element of [card, ...card.querySelectorAll<HTMLElement>("*")]) {
    for (const attribute of ["id", "name", "for", "aria-describedby", "data-field"]) {
      const value = element.getAttribute(attribute)
      if (value?.includes("__") === true) element.setAttribute(attribute, value.replaceAll("__", key))
    }
  }
}
