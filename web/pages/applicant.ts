// Beginning an application without an account: a code at one's mail address, then the guest is made here and is in.
import { showPanel, tellFailure } from "../account/panels.ts"
import { need } from "../page/elements.ts"
import { clearErrors, showErrorSummary, whileBusy } from "../page/errors.ts"
import { api, part } from "../page/server.ts"
import { language, say } from "../page/words.ts"
import { b64 } from "../seal/bytes.ts"
import { keepIdentity } from "../session/guest.ts"
import { refuseOther } from "../session/other-key.ts"
import { isAddress } from "../typed/address.ts"
import { readPhone } from "../typed/phone.ts"
import type { AddressCodeOut, ApplicantOut, BoxKeyOut } from "../wire/api.ts"

const { court = "", location: city = "", matter = "" } = need("applicant").dataset
const place = { court, location: city, matter }
const field = (id: string) => document.getElementById(id) as HTMLInputElement
const text = (id: string) => field(id).value.trim()
let desk: BoxKeyOut | undefined

const FIELDS = { "mail-address": "email", "guest-data": "name", "address-code-wrong": "digits", "address-code-over": "digits" } as const

async function work(button: HTMLButtonElement, act: () => Promise<void>): Promise<void> {
  await whileBusy(button, async () => {
    clearErrors()
    try {
      await act()
    } catch (error) {
      tellFailure(error, button, FIELDS)
    }
  })
}

function mistakes(): { id: string; text: string }[] {
  const phone = readPhone(text("phone"))
  return [
    ...(text("name") === "" ? [{ id: "name", text: say("nameMissing") }] : []),
    ...(isAddress(text("email")) ? [] : [{ id: "email", text: say("emailWrong") }]),
    ...("error" in phone ? [{ id: "phone", text: say("phoneWrong") }] : []),
  ]
}

async function ask(): Promise<void> {
  const wrong = mistakes()
  if (wrong.length > 0) return showErrorSummary(wrong)
  const answer = await api<AddressCodeOut>("/api/applicants/code", { json: { ...place, email: text("email"), language: language() } })
  await refuseOther(answer.desk)
  desk = answer.desk
  need("sent-to").textContent = text("email")
  showPanel("code")
  field("digits").value = ""
  field("digits").focus()
}

async function begin(): Promise<void> {
  if (desk === undefined) return showPanel("who")
  const { makeGuest } = await part(import("../seal/guest.ts"))
  const made = await makeGuest({ senderBoxRecipient: desk.recipient })
  const { guest } = await api<ApplicantOut>("/api/applicants", {
    json: {
      ...place, digits: text("digits"), guest: made.id, name: text("name"), phone: text("phone"), language: language(),
      recipient: made.recipient, sealedIdentity: b64(made.sealedIdentity), senderCopy: b64(made.senderCopy), link: made.linkSecret,
    },
  })
  await keepIdentity(guest, made.identity)
  location.replace(`/g/${guest}/apply`)
  // The button stays busy until the page is gone.
  await new Promise(() => {})
}

const buttons = { who: need<HTMLButtonElement>("action", "ask"), code: need<HTMLButtonElement>("action", "begin") }
need<HTMLFormElement>("form", "who").addEventListener("submit", (event) => {
  event.preventDefault()
  void work(buttons.who, ask)
})
need<HTMLFormElement>("form", "code").addEventListener("submit", (event) => {
  event.preventDefault()
  void work(buttons.code, begin)
})
need("action", "again").addEventListener("click", () => showPanel("who"))
