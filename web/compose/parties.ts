// The others in a case, as this mailbox knows them from its own messages: proposed for the copy of art. 3.10. The page has
// templates/composer/parties.html.
import { need } from "../page/elements.ts"
import { api } from "../page/server.ts"
import type { Place } from "./assistant-rules.ts"
import { fromCorrespondent, newcomer, type Recipient } from "./recipient.ts"
import type { RecipientList } from "./recipient-list.ts"
import type { PartyOut } from "../wire/api.ts"

export interface PartiesOptions {
  readonly place: Place
  readonly box: () => string
  readonly recipients: RecipientList
  readonly usual: () => "sms" | "code"
}

export class Parties {
  readonly #options: PartiesOptions
  readonly #panel = need("parties")
  #found: readonly PartyOut[] = []

  constructor(options: PartiesOptions) {
    this.#options = options
    need("action", "copy-parties").addEventListener("click", () => this.#copy())
    document.querySelector("#from")?.addEventListener("change", () => void this.load())
  }

  /** For the mailbox that is chosen now. An application needs no copy, and a new case has no number. */
  async load(): Promise<void> {
    const { place, box } = this.#options
    if (place.number === "") return
    const asked = box()
    const found = await api<PartyOut[]>(`/api/filings/parties?box=${asked}&case=${encodeURIComponent(place.subject)}`).catch(() => [])
    if (asked !== box()) return
    this.#found = found
    this.show()
  }

  /** Proposes those who are no recipients yet. */
  show(): void {
    const left = this.#left()
    this.#panel.hidden = left.length === 0
    need("party-names").replaceChildren(...left.map(({ name, organisation }) => {
      const line = document.createElement("li")
      line.textContent = organisation === "" || organisation === name ? name : `${name} (${organisation})`
      return line
    }))
  }

  #left(): PartyOut[] {
    const taken = new Set(this.#options.recipients.all.map(({ address }) => address.toLowerCase()))
    return this.#found.filter(({ address }) => !taken.has(address.toLowerCase()))
  }

  #copy(): void {
    for (const party of this.#left()) this.#options.recipients.add(this.#recipient(party))
    const here = document.getElementById("copies-here") as HTMLInputElement
    here.checked = true
    here.dispatchEvent(new Event("change"))
    here.focus()
  }

  /** A guest is one of another conversation there; here they are somebody new, with a link of their own. */
  #recipient(party: PartyOut): Recipient {
    if (party.kind === "box") return fromCorrespondent({ ...party, verification: "account", senderCopy: "" })
    const { name, address, phone, language } = party
    return { ...newcomer(address, name, this.#options.usual()), phone, language }
  }
}
