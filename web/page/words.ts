// The sentences of a page, and numbers and moments as people write them.

export type Language = "nl" | "en"

/** The subject of a message about a case that has no number yet, as it is signed in every language (VI 6.4). */
export const NEW_CASE = "nieuwe zaak"

export function language(): Language {
  return document.documentElement.lang.startsWith("en") ? "en" : "nl"
}

declare global {
  /** What the scripts of `{% words "…" %}` brought, in the order of the page. */
  var zegelWords: Record<string, string>[] | undefined
}

let known: Record<string, string> | undefined

/**
 * The translated sentences of this page: those of every page, over them the lists it asked for with `{% words "…" %}`, over them `#texts`, which is either a JSON block
 * (`{{ texts|json_script:"texts" }}`) or a `<template id="texts" data-some-key="…">` (read as `someKey`), and over those the ones a page adds in `#more-texts`.
 */
export function texts(): Record<string, string> {
  if (known === undefined) known = Object.assign({}, textsOf("base-texts"), ...(globalThis.zegelWords ?? []), textsOf("texts"), textsOf("more-texts")) as Record<string, string>
  return known
}

/** Whether every list of sentences that the page asked for came; without them it would speak in keys. A script may have fetched another one. */
export function wordsCame(): boolean {
  return document.querySelectorAll("script[data-word-list]").length <= (globalThis.zegelWords ?? []).length
}

function textsOf(id: string): Record<string, string> {
  const element = document.getElementById(id)
  if (element === null) return {}
  if (element instanceof HTMLScriptElement) return JSON.parse(element.text) as Record<string, string>
  return Object.fromEntries(Object.entries(element.dataset).map(([key, text]) => [key, text ?? ""]))
}

/** A sentence with its `{name}`s filled in. A missing sentence shows its key, so that it is noticed and nothing breaks. */
export function say(key: string, values: Readonly<Record<string, string | number>> = {}): string {
  return fill(texts()[key] ?? key, values)
}

export function fill(sentence: string, values: Readonly<Record<string, string | number>>): string {
  return sentence.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole))
}

/** `812 kB`, `1,4 MB`: the same as the template filter `filesize_nl`. */
export function formatBytes(n: number, lang: Language = language()): string {
  if (n < 1000) return `${n} bytes`
  const units: [string, number, number][] = [
    ["kB", 1e3, 0],
    ["MB", 1e6, 1],
    ["GB", 1e9, 1],
  ]
  for (const [unit, bound, digits] of units) {
    const rounded = Number((n / bound).toFixed(digits))
    if (rounded < 1000 || unit === "GB") {
      const form = { minimumFractionDigits: digits, maximumFractionDigits: digits, useGrouping: false }
      return `${new Intl.NumberFormat(lang, form).format(rounded)}\u00a0${unit}`
    }
  }
  throw new Error("unreachable")
}

const clocks = new Map<Language, Intl.DateTimeFormat>()

/** `zondag 22 november 2026, 23:51` in Dutch time, wherever the reader is. */
export function formatMoment(at: Date, lang: Language = language()): string {
  let clock = clocks.get(lang)
  if (clock === undefined) {
    clock = new Intl.DateTimeFormat(lang === "en" ? "en-GB" : "nl-NL", {
      timeZone: "Europe/Amsterdam",
      weekday: "long",
      day: "numeric",
      month: "long",
      year: "numeric",
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
    })
    clocks.set(lang, clock)
  }
  const part = Object.fromEntries(clock.formatToParts(at).map(({ type, value }) => [type, value]))
  return `${part["weekday"]} ${part["day"]} ${part["month"]} ${part["year"]}, ${part["hour"]}:${part["minute"]}`
}

/** Tells a listener of the page; `assertive` interrupts and is for what cannot wait. */
export function announce(text: string, assertive = false): void {
  const region = document.getElementById(assertive ? "live-now" : "live")
  if (region === null) return
  // The same sentence twice is only read twice when the region was empty in between.
  region.textContent = ""
  requestAnimationFrame(() => {
    region.textContent = text
  })
}
