// Applying for a hearing: a new form, or a draft of one.
import { AccountApplicant } from "../applications/applicant.ts"
import type { Fields, Place } from "../applications/form.ts"
import { savedIn, startForm, tellUnopened } from "../applications/start.ts"
import { fetchDraft } from "../compose/draft.ts"
import { need } from "../page/elements.ts"
import { account } from "../session/account.ts"

const from = document.getElementById("from") as HTMLSelectElement

async function start(): Promise<void> {
  const me = await account()
  const named = need("application").dataset["draft"] ?? ""
  const draft = named === "" ? null : await fetchDraft(named, me.identities)
  if (draft !== null && savedIn(draft) === undefined) return location.replace(`/mail/drafts/${draft.id}`)
  if (draft !== null) from.value = draft.box
  const known = (place: Place) => ({ fields: filer(place), claimant: {} })
  await startForm({ applicant: new AccountApplicant(me), draft, guest: null, known })
}

/** Who applies is known already, when a lawyer files from their own mailbox. */
function filer({ matter }: Place): Partial<Fields> {
  const mine = from.selectedOptions[0]?.dataset ?? {}
  const agent = { agentName: mine["name"] ?? "", agentOffice: mine["office"] ?? "", agentNumber: mine["bar"] ?? "", agentEmail: mine["address"] ?? "" }
  if (mine["bar"]) return { filedBy: "lawyer", ...agent }
  return matter === "kanton" ? { filedBy: "in person" } : {}
}

start().catch(tellUnopened)
