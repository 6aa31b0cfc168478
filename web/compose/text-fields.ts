// The fields of a standard text: a word between braces, in Dutch or English, that is filled in when the text is used.

/** What is known of the message; null where it is not known yet. */
export interface Facts {
  readonly case: string | null
  readonly recipients: string | null
  readonly mailbox: string
  readonly writer: string
  readonly at: Date
}

type Field = "case" | "date" | "recipients" | "mailbox" | "writer"

/** As they stand in the texts: the language of the word is that of the letter, whatever language the writer reads. */
export const FIELDS: Readonly<Record<"nl" | "en", Readonly<Record<Field, string>>>> = {
  nl: { case: "zaaknummer", date: "datum", recipients: "ontvangers", mailbox: "postvak", writer: "mijn naam" },
  en: { case: "case number", date: "date", recipients: "recipients", mailbox: "mailbox", writer: "my name" },
}

const LOCALES = { nl: "nl-NL", en: "en-GB" } as const
const BRACES = /\{ *([a-z ]{1,20}?) *\}/gi

/** The text with all that is known filled in; a field that is not known yet stays as it is. */
export function filledIn(text: string, facts: Facts): string {
  return text.replace(BRACES, (whole, word: string) => valueOf(word, facts) ?? whole)
}

/** The fields that still stand in a text, as they are written there. */
export function fieldsIn(text: string): string[] {
  return [...new Set([...text.matchAll(BRACES)].filter((match) => fieldOf(match[1] ?? "") !== null).map((match) => match[0]))]
}

function fieldOf(word: string): { lang: "nl" | "en"; field: Field } | null {
  for (const lang of ["nl", "en"] as const) {
    const found = Object.entries(FIELDS[lang]).find(([, name]) => name === word.toLowerCase())
    if (found !== undefined) return { lang, field: found[0] as Field }
  }
  return null
}

function valueOf(word: string, facts: Facts): string | null {
  const found = fieldOf(word)
  if (found === null) return null
  if (found.field !== "date") return facts[found.field]
  const form = { timeZone: "Europe/Amsterdam", day: "numeric", month: "long", year: "numeric" } as const
  return new Intl.DateTimeFormat(LOCALES[found.lang], form).format(facts.at)
}
