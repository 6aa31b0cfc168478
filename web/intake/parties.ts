// The parties of a case that is being registered: cards that are filled in from the application and completed by the clerk.
import { addressLines, type Application, type ApplicationParty } from "../cases/application.ts"
import { all, fromTemplate, need } from "../page/elements.ts"
import { api } from "../page/server.ts"
import { say } from "../page/words.ts"
import type { CasePartyIn, CorrespondentOut } from "../wire/api.ts"
import type { Told } from "./filing.ts"

type Card = HTMLFieldSetElement

/** What a card begins with. */
export interface Filled {
  readonly role: "claimant" | "defendant"
  readonly kind: "person" | "legal"
  readonly name: string
  readonly shortName: string
  readonly address: string
  readonly email: string
  readonly phone: string
  readonly agent: string
  readonly number: string
  readonly channel: CasePartyIn["channel"]
  readonly mailbox: { readonly id: string; readonly name: string } | null
}

/** The parties of an application; without one, a claimant of whoever filed and a defendant who is still to be named. */
export function filledParties(told: Told, application: Application | null): Filled[] {
  if (application === null) return [ownSide({ ...empty("claimant"), agent: told.sender }, told), empty("defendant")]
  return application.parties.map((party) => {
    const filled = fromApplication(party)
    return party.role === "claimant" ? ownSide(filled, told) : filled
  })
}

function empty(role: Filled["role"]): Filled {
  const words = { name: "", shortName: "", address: "", email: "", phone: "", agent: "", number: "" }
  return { role, kind: "person", channel: "paper", mailbox: null, ...words }
}

function fromApplication(party: ApplicationParty): Filled {
  const { representative: agent } = party
  return {
    ...empty(party.role),
    kind: party.kind,
    name: party.name,
    shortName: party.shortName,
    address: addressLines(party.address).join("\n"),
    email: (agent?.email ?? party.email) ?? "",
    phone: (agent?.phone ?? party.phone) ?? "",
    agent: agent?.name ?? "",
    number: agent?.number ?? "",
  }
}

/** Who filed reads on by the mailbox it was filed from. What an applicant says of the other side lets nobody in. */
function ownSide(filled: Filled, told: Told): Filled {
  const channel = told.channel === "secure_mail" ? "veilig mailen" : told.channel === "counter" ? "paper" : told.digital ? "digital" : "paper"
  return { ...filled, channel, mailbox: told.mailbox === null ? null : { id: told.mailbox, name: told.sender } }
}

export function addCard(filled: Filled): void {
  const card = fromTemplate<Card>("party-card")
  for (const name of ["role", "kind", "channel", "name", "shortName", "address", "email", "phone", "agent", "number"] as const) {
    part(card, name).value = filled[name]
  }
  if (filled.mailbox !== null) choose(card, filled.mailbox.id, filled.mailbox.name)
  need("action", "find-mailbox", card).addEventListener("click", () => void findMailbox(card))
  need("action", "remove-party", card).addEventListener("click", () => {
    card.remove()
    number()
  })
  need("parties").append(card)
  number()
}

export function addEmptyCard(): void {
  addCard(empty("defendant"))
  all<Card>("party").at(-1)?.querySelector<HTMLInputElement>("[data-part=name]")?.focus()
}

/** What the cards say, in their order. */
export function partiesIn(matter: Told["desk"]["matter"]): CasePartyIn[] {
  return all<Card>("party").map((card) => partyIn(card, matter))
}

function partyIn(card: Card, matter: Told["desk"]["matter"]): CasePartyIn {
  const text = (name: string) => part(card, name).value.trim()
  const mailbox = text("mailbox") === "" ? null : text("mailbox")
  const agent = text("agent")
  const facts = {
    role: text("role") as Filled["role"],
    kind: text("kind") as Filled["kind"],
    channel: text("channel") as CasePartyIn["channel"],
    name: text("name"),
    shortName: text("shortName"),
    address: text("address"),
    email: text("email"),
    phone: text("phone"),
  }
  if (agent === "") return { ...facts, mailbox }
  const number = text("number")
  const kind = matter === "kanton" && number === "" ? "authorised representative" : "lawyer"
  return { ...facts, representative: { kind, name: agent, professionNumber: number, mailbox } }
}

/** Mailboxes by the number or the name of the representative, or by the name of the party; what was checked stands beside each. */
async function findMailbox(card: Card): Promise<void> {
  const asked = ["number", "agent", "name"].map((name) => part(card, name).value.trim()).find((text) => text !== "") ?? ""
  const found = asked === "" ? [] : await api<readonly CorrespondentOut[]>(`/api/recipients?${new URLSearchParams({ q: asked })}`)
  const select = part(card, "mailbox") as HTMLSelectElement
  select.replaceChildren(new Option(say("mailboxNone"), ""))
  for (const box of found) {
    const facts = [box.name, box.organisation, box.number ?? ""].filter((text) => text !== "")
    select.append(new Option(facts.join(", "), box.id))
  }
  const [first] = found
  if (first !== undefined) select.value = first.id
  need("found", undefined, card).textContent = say("mailboxFound", { n: found.length })
}

function choose(card: Card, id: string, name: string): void {
  const select = part(card, "mailbox") as HTMLSelectElement
  select.append(new Option(name, id))
  select.value = id
}

function number(): void {
  for (const [at, card] of all<Card>("party").entries()) {
    need("party-title", undefined, card).textContent = say("partyTitle", { n: at + 1 })
  }
}

function part(card: Card, name: string): HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement {
  const found = card.querySelector<HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement>(`[data-part=${name}]`)
  if (found === null) throw new Error(`the card has no ${name}`)
  return found
}
