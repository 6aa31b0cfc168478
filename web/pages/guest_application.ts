// Applying for a hearing without an account: the same form, kept in this browser and sealed to the guest.
import { GuestApplicant, guestDraft } from "../applications/by-guest.ts"
import { startForm, tellUnopened } from "../applications/start.ts"
import { need } from "../page/elements.ts"
import { part } from "../page/server.ts"
import { entered, guestIdentity } from "../session/guest.ts"

const { guest: id = "", name = "", email = "", phone = "" } = need("application").dataset

async function start(): Promise<void> {
  const identity = await guestIdentity(id)
  const guest = await entered(id)
  if (guest === null) return location.replace(`/g/${id}?closed=idle`)
  const known = () => ({ fields: { filedBy: "in person" }, claimant: { kind: "person", name, email, phone } })
  const draft = await guestDraft(guest, identity)
  const form = await startForm({ applicant: new GuestApplicant(guest, identity), draft, guest: id, known })
  const { guardGuest } = await part(import("../session/guest-guard.ts"))
  guardGuest(id, () => form.keep())
}

start().catch(tellUnopened)
