// Finding what the templates made.

/** The build writes today's name in here; where nothing is built the drawings have a plain one. */
declare const BUILT_ICONS: string | undefined
const ICONS = typeof BUILT_ICONS === "undefined" ? "/static/icons.svg" : BUILT_ICONS

/** The one element for `data-<name>` (or `data-<name>="<value>"`); its absence is a mistake in the template. */
export function need<T extends HTMLElement = HTMLElement>(name: string, value?: string, root: ParentNode = document): T {
  const found = find<T>(name, value, root)
  if (found === null) throw new Error(`the page has no [${selector(name, value)}]`)
  return found
}

/** Like `need`, for what may be absent. */
export function find<T extends HTMLElement = HTMLElement>(name: string, value?: string, root: ParentNode = document): T | null {
  return root.querySelector<T>(`[${selector(name, value)}]`)
}

export function all<T extends HTMLElement = HTMLElement>(name: string, value?: string, root: ParentNode = document): T[] {
  return [...root.querySelectorAll<T>(`[${selector(name, value)}]`)]
}

function selector(name: string, value: string | undefined): string {
  return value === undefined ? `data-${name}` : `data-${name}="${CSS.escape(value)}"`
}

/** A copy of the first element inside `<template id="…">`. */
export function fromTemplate<T extends HTMLElement = HTMLElement>(id: string): T {
  const template = document.getElementById(id)
  if (!(template instanceof HTMLTemplateElement)) throw new Error(`the page has no template #${id}`)
  const copy = template.content.firstElementChild?.cloneNode(true)
  if (!(copy instanceof HTMLElement)) throw new Error(`template #${id} is empty`)
  return copy as T
}

/** An icon of the sprite, as the template tag makes it. */
export function icon(name: string): SVGSVGElement {
  const space = "http://www.w3.org/2000/svg"
  const svg = document.createElementNS(space, "svg")
  svg.setAttribute("class", "icon")
  svg.setAttribute("aria-hidden", "true")
  const use = document.createElementNS(space, "use")
  use.setAttribute("href", `${ICONS}#${name}`)
  svg.append(use)
  return svg
}

/** A piece of text as an element of its own. */
export function span(text: string): HTMLSpanElement {
  const element = document.createElement("span")
  element.textContent = text
  return element
}
