// The form on its page: empty or as it was kept, with what the server told of the place.
import type { Draft } from "../compose/draft.ts"
import { FileList } from "../compose/files.ts"
import { Keys } from "../compose/keys.ts"
import { serverNow } from "../page/clock.ts"
import { need } from "../page/elements.ts"
import { showErrorSummary } from "../page/errors.ts"
import { Problem } from "../page/server.ts"
import { say } from "../page/words.ts"
import { dutchClock, dutchDay, isoClock, isoDay } from "../time/days.ts"
import type { Applicant } from "./applicant.ts"
import { shown } from "./calendar.ts"
import { type Fields, type Form, type FormParty, NO_FIELDS, newParty, type Place, whereOf } from "./form.ts"
import { toldOf } from "./law.ts"
import { ApplicationPage, type SavedApplication } from "./page.ts"

export interface Starting {
  readonly applicant: Applicant
  readonly draft: Draft | null
  /** The guest who brings the files, null for who is logged in. */
  readonly guest: string | null
  /** What is known of who applies before anything is filled in. */
  readonly known: (place: Place) => { readonly fields: Partial<Fields>; readonly claimant: Partial<FormParty> }
}

export function savedIn(draft: Draft | null): SavedApplication | undefined {
  return draft?.content.application as SavedApplication | undefined
}

export async function startForm({ applicant, draft, guest, known }: Starting): Promise<ApplicationPage> {
  const saved = savedIn(draft)
  const form = saved === undefined ? fresh(known) : await renewed(saved.form, applicant)
  showPlace(form.place)
  const keys = await Keys.make(draft?.content.messageIdentity ?? null, saved?.identities ?? {})
  let page: ApplicationPage | undefined
  const digital = () => document.querySelector<HTMLInputElement>("#channel-1")?.checked === true
  const files = await FileList.start({
    guest, nameRule: false, court: () => true, changed: () => page?.changed(),
    recipient: async (key) => (digital() ? keys.recipientFor(key) : keys.message.recipient),
  })
  if (draft !== null) await files.restore(draft.content.files)
  page = new ApplicationPage({ applicant, form, keys, files, draft, filing: draft?.content.message ?? crypto.randomUUID() })
  need("loading").hidden = true
  need("form").hidden = false
  need("title").focus({ preventScroll: true })
  return page
}

/** Says on the page that it cannot be opened. */
export function tellUnopened(error: unknown): void {
  need("loading").hidden = true
  const text = error instanceof Problem ? error.detail : say("draftNext")
  showErrorSummary([{ id: "", text }], { title: say("draftTitle") })
  if (!(error instanceof Problem)) throw error
}

function fresh(known: Starting["known"]): Form {
  const place = JSON.parse(need("application").dataset["place"] ?? "") as Place
  const empty = { unavailable: {}, outside: [], roles: {}, reasons: {} }
  if (place.oral === true) {
    const at = serverNow()
    const told = { oralDay: isoDay(dutchDay(at)), oralTime: isoClock(dutchClock(at)).slice(11, 16), urgencyAsked: true, channel: "digital" }
    return { place, fields: { ...NO_FIELDS, ...told }, parties: [newParty("claimant"), newParty("defendant")], ...empty }
  }
  const channel: Partial<Fields> = place.matter === "kanton" ? { channel: "veilig mailen" } : { channel: "digital" }
  const { fields, claimant } = known(place)
  const parties = [{ ...newParty("claimant"), ...claimant }, newParty("defendant")]
  return { place, fields: { ...NO_FIELDS, ...channel, ...fields }, parties, ...empty }
}

/** The six weeks of a draft are those of today: what was picked before they begin is past. */
async function renewed(form: Form, applicant: Applicant): Promise<Form> {
  try {
    const { first, last } = await applicant.askLaw(toldOf(form))
    return { ...form, place: { ...form.place, first, last } }
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    return form
  }
}

function showPlace(place: Place): void {
  need("place-name").textContent = [whereOf(place), place.matterName].join(" · ")
  need("place-form").textContent = place.form
  need("place-line").textContent = place.line
  need("place-card").hidden = false
  need("kanton").hidden = place.matter !== "kanton"
  const days = { from: shown(place.first, DAY), until: shown(place.last, DAY) }
  need("window").textContent = say("window", days)
  const minutes = place.usual.join("–")
  need("usual").textContent = place.usual.length === 0 ? say("usualPerCase") : say("usual", { minutes })
}

const DAY: Intl.DateTimeFormatOptions = { weekday: "long", day: "numeric", month: "long", year: "numeric" }
