// The cards of the parties on the form: claimants and defendants, as many as there are.
import { all, fromTemplate, need } from "../page/elements.ts"
import { announce, say } from "../page/words.ts"
import { fillFields, own, readFields } from "./fields.ts"
import { type FormParty, newParty, shortNameOf } from "./form.ts"

export const MOST_PARTIES = 50

type Role = FormParty["role"]

export class PartyCards {
  readonly #cards = new Map<string, { readonly role: Role; readonly card: HTMLElement }>()
  readonly #changed: () => void
  /** Whether claimants act in person, so that their own telephone and mail address are asked. */
  #inPerson = false

  constructor(parties: readonly FormParty[], changed: () => void) {
    this.#changed = changed
    for (const party of parties) this.#add(party)
    for (const role of ["claimant", "defendant"] as const) {
      if (!parties.some((party) => party.role === role)) this.#add(newParty(role))
      need("action", `add-${role}`).addEventListener("click", () => {
        const card = this.#add(newParty(role))
        this.show(this.#inPerson)
        this.#changed()
        need("party-title", undefined, card).focus()
      })
    }
  }

  read(): FormParty[] {
    const found = [...this.#cards].map(([key, { role, card }]) => ({ ...newParty(role), ...readFields(card, `${key}-`), key, role }) as FormParty)
    return [...found.filter(({ role }) => role === "claimant"), ...found.filter(({ role }) => role === "defendant")]
  }

  /** Titles, and which questions are asked of whom. */
  show(inPerson: boolean): void {
    this.#inPerson = inPerson
    const parties = this.read()
    for (const role of ["claimant", "defendant"] as const) {
      const same = parties.filter((party) => party.role === role)
      for (const [at, party] of same.entries()) this.#showCard(party, at + 1, same.length)
      need("action", `add-${role}`).hidden = parties.length >= MOST_PARTIES
    }
  }

  #showCard(party: FormParty, number: number, count: number): void {
    const card = this.#cards.get(party.key)?.card
    if (card === undefined) return
    const title = say(count === 1 ? party.role : `${party.role}Number`, { n: number })
    need("party-title", undefined, card).textContent = party.name.trim() === "" ? title : `${title}: ${party.name.trim()}`
    need("action", "remove-party", card).hidden = count === 1
    const represented = party.role === "defendant" && party.representation === "represented"
    need("shown", "represented", card).hidden = !represented
    need("shown", "contact", card).hidden = party.role === "claimant" ? !this.#inPerson : represented || party.representation === ""
    const short = need<HTMLInputElement>("field", `${party.key}-shortName`, card).querySelector("input")
    if (short !== null) short.placeholder = shortNameOf({ ...party, shortName: "" })
    for (const [name, off] of [["phone", party.phoneUnknown], ["email", party.emailUnknown]] as const) {
      const input = card.querySelector<HTMLInputElement>(`#${CSS.escape(`${party.key}-${name}`)}`)
      if (input !== null) input.disabled = off
    }
  }

  #add(party: FormParty): HTMLElement {
    const { key, role } = party
    const card = fromTemplate("party")
    own(card, key)
    for (const part of all("of", undefined, card)) if (part.dataset["of"] !== role) part.hidden = true
    fillFields(card, { ...party }, `${key}-`)
    card.addEventListener("input", () => this.#changed())
    need("action", "remove-party", card).addEventListener("click", () => this.#remove(key))
    this.#cards.set(key, { role, card })
    need("parties", role).append(card)
    return card
  }

  #remove(key: string): void {
    const found = this.#cards.get(key)
    if (found === undefined) return
    this.#cards.delete(key)
    found.card.remove()
    announce(say("partyRemoved"))
    need("action", `add-${found.role}`).focus()
    this.#changed()
  }
}
