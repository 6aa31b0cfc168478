// Applying for a hearing: a new form, or a draft of one.
import { ApplicationPage, type SavedApplication } from "../applications/page.ts"
import { type Fields, type Form, NO_FIELDS, newParty, type Place, whereOf } from "../applications/form.ts"
import { Keys } from "../compose/keys.ts"
import { askLaw, toldOf } from "../applications/law.ts"
import { fetchDraft } from "../compose/draft.ts"
import { FileList } from "../compose/files.ts"
import { serverNow } from "../page/clock.ts"
import { need } from "../page/elements.ts"
import { showErrorSummary } from "../page/errors.ts"
import { Problem } from "../page/server.ts"
import { say } from "../page/words.ts"
import { account } from "../session/account.ts"
import { shown } from "../applications/calendar.ts"
import { dutchClock, dutchDay, isoClock, isoDay } from "../time/days.ts"

const root = need("application")
const from = document.getElementById("from") as HTMLSelectElement

async function start(): Promise<void> {
  const me = await account()
  const draft = (root.dataset["draft"] ?? "") === "" ? null : await fetchDraft(root.dataset["draft"] ?? "", me.identities)
  const saved = draft?.content.application as SavedApplication | undefined
  if (draft !== null && saved === undefined) return location.replace(`/mail/drafts/${draft.id}`)
  if (draft !== null) from.value = draft.box
  const form = saved === undefined ? fresh() : await renewed(saved.form)
  showPlace(form.place)
  const keys = await Keys.make(draft?.content.messageIdentity ?? null, saved?.identities ?? {})
  let page: ApplicationPage | undefined
  const digital = () => document.querySelector<HTMLInputElement>("#channel-1")?.checked === true
  const files = await FileList.start({
    guest: null, nameRule: false, court: () => true, changed: () => page?.changed(),
    recipient: async (key) => (digital() ? keys.recipientFor(key) : keys.message.recipient),
  })
  if (draft !== null) await files.restore(draft.content.files)
  page = new ApplicationPage({ me, form, keys, files, draft, filing: draft?.content.message ?? crypto.randomUUID() })
  need("loading").hidden = true
  need("form").hidden = false
  need("title").focus({ preventScroll: true })
}

function fresh(): Form {
  const place = JSON.parse(root.dataset["place"] ?? "") as Place
  const claimant = newParty("claimant")
  if (place.oral === true) {
    const at = serverNow()
    const told = { oralDay: isoDay(dutchDay(at)), oralTime: isoClock(dutchClock(at)).slice(11, 16), urgencyAsked: true, channel: "digital" }
    return { place, fields: { ...NO_FIELDS, ...told }, parties: [claimant, newParty("defendant")], unavailable: {}, outside: [], roles: {}, reasons: {} }
  }
  const channel: Partial<Fields> = place.matter === "kanton" ? { channel: "veilig mailen" } : { channel: "digital" }
  const fields = { ...NO_FIELDS, ...channel, ...filer(place) }
  return { place, fields, parties: [claimant, newParty("defendant")], unavailable: {}, outside: [], roles: {}, reasons: {} }
}

/** The six weeks of a draft are those of today: what was picked before they begin is past. */
async function renewed(form: Form): Promise<Form> {
  try {
    const { first, last } = await askLaw(toldOf(form, from.value))
    return { ...form, place: { ...form.place, first, last } }
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    return form
  }
}

/** Who applies is known already, when a lawyer files from their own mailbox. */
function filer({ matter }: Place): Partial<Fields> {
  const mine = from.selectedOptions[0]?.dataset ?? {}
  const agent = { agentName: mine["name"] ?? "", agentOffice: mine["office"] ?? "", agentNumber: mine["bar"] ?? "", agentEmail: mine["address"] ?? "" }
  if (mine["bar"]) return { filedBy: "lawyer", ...agent }
  return matter === "kanton" ? { filedBy: "in person" } : {}
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

start().catch((error: unknown) => {
  need("loading").hidden = true
  const text = error instanceof Problem ? error.detail : say("draftNext")
  showErrorSummary([{ id: "", text }], { title: say("draftTitle") })
  if (!(error instanceof Problem)) throw error
})
