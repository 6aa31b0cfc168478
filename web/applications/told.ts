// In what language an application is told: on its page the reader's, in what the court gets Dutch, whoever filed it.
import type { Part, Told } from "../cases/application-view.ts"
import { language, say } from "../page/words.ts"
import type { Application, ApplicationDocument } from "../cases/application.ts"
import { type Form, whereOf } from "./form.ts"

const DAY: Intl.DateTimeFormatOptions = { weekday: "long", day: "numeric", month: "long", year: "numeric" }

function told(locale: string, sentence: Told["say"]): Told {
  const days = new Intl.DateTimeFormat(locale, { ...DAY, timeZone: "UTC" })
  return { say: sentence, day: (day) => days.format(new Date(`${day}T12:00:00Z`)) }
}

/** As the page speaks. */
export function here(): Told {
  return told(language() === "en" ? "en-GB" : "nl-NL", say)
}

/** Dutch, of which the page has the sentences besides its own. */
export const dutch: Told = told("nl-NL", (key, values) => say(`dutch${key.charAt(0).toUpperCase()}${key.slice(1)}`, values))

const MATTERS = { handel: "matterHandel", familie: "matterFamilie", kanton: "matterKanton" } as const
const FILERS = { lawyer: "filedByLawyer", "authorised representative": "filedByAuthorised", "in person": "filedByPerson" } as const
const ROLES = { summons: "roleSummons", exhibit: "roleExhibit", other: "roleOther" } as const

/** Where it is filed, by whom, and from which mailbox or address (`from`). */
export function placePart({ place }: Form, { matter, filedBy }: Application, from: string, { say: sentence }: Told): Part {
  return {
    title: place.form,
    rows: [
      [sentence("rowCourt"), whereOf(place)],
      [sentence("rowMatter"), sentence(MATTERS[matter])],
      [sentence("rowLine"), place.line],
      [sentence("rowFiledBy"), sentence(FILERS[filedBy])],
      [sentence("rowFrom"), from],
    ],
  }
}

export interface NamedDocument {
  readonly name: string
  readonly document: ApplicationDocument
}

/** The files behind the application: what each is, and in which language where that is not Dutch. */
export function documentsPart(files: readonly NamedDocument[], sentence: Told["say"], locale: string): Part {
  const languages = new Intl.DisplayNames(locale, { type: "language" })
  const rows = files.map(({ name, document: { role, exhibit, description, language: code } }): [string, string] => {
    const what = sentence(ROLES[role], { n: exhibit ?? 0, description })
    const spoken = code === "" ? sentence("otherLanguage") : languages.of(code) ?? code
    return [name, code === "nl" ? what : sentence("inLanguage", { what, language: spoken })]
  })
  return { title: sentence("partDocuments"), rows }
}
