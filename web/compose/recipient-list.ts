// The recipients of a message: find, add, recognise, remove.
import { find, need } from "../page/elements.ts"
import type { FieldError } from "../page/errors.ts"
import { api } from "../page/server.ts"
import { announce, say } from "../page/words.ts"
import { Combobox, type Option } from "./combobox.ts"
import type { Sending } from "./sending.ts"
import { firm, practice, RecipientCard } from "./recipient-card.ts"
import { fromCorrespondent, lacks, LEAST_CODE, newcomer, type Recipient } from "./recipient.ts"
import { isAddress, readAddress, wireOf } from "../typed/address.ts"
import { type Named, readAddresses } from "../typed/address-list.ts"
import type { ContactOut, CorrespondentOut } from "../wire/api.ts"

export const MOST_RECIPIENTS = 50

export interface RecipientListOptions {
  readonly changed: () => void
  readonly sending: () => Sending
}

export class RecipientList {
  readonly #list = need("recipients")
  readonly #input = need<HTMLInputElement>("combobox")
  readonly #changed: () => void
  readonly #sending: () => Sending
  readonly #combobox: Combobox<Recipient>
  #cards: RecipientCard[] = []
  /** Who owns this conversation, when that is somebody else: only they can add guests to it. */
  #owner: string | null = null

  constructor(options: RecipientListOptions) {
    this.#changed = options.changed
    this.#sending = options.sending
    this.#combobox = new Combobox<Recipient>({
      input: this.#input,
      list: document.getElementById("recipient-options") as HTMLElement,
      search: (text, signal) => this.#search(text, signal),
      chosen: (recipient) => this.add(recipient),
      typed: (text) => this.#typed(text),
      found: (n) => announce(say("recipientFound", { n })),
    })
    this.#input.addEventListener("paste", (event) => this.#pasted(event))
    this.#input.addEventListener("input", () => this.#refuse(""))
  }

  get all(): Recipient[] {
    return this.#cards.map(({ recipient }) => recipient)
  }

  /** Those for whom nothing is missing. */
  get complete(): Recipient[] {
    return this.all.filter((recipient) => this.#why(recipient) === "")
  }

  /** What is missing, one line per person. */
  incomplete(): FieldError[] {
    return this.#cards.flatMap((card) => {
      const what = this.#why(card.recipient)
      if (what === "") return []
      return [{ id: card.place, text: say("recipientLacks", { name: card.recipient.name || card.recipient.address, what }) }]
    })
  }

  /** The mailbox to send from, or the mark of secrecy, is another. */
  refresh(): void {
    for (const card of this.#cards) card.show()
  }

  complain(): void {
    for (const card of this.#cards) card.complain()
  }

  /** Takes what still stands in the field, as a person means who types an address and presses Send. */
  async settle(): Promise<void> {
    await this.#combobox.take()
  }

  /** What stands in the field and is nobody: a message must not go without somebody its writer named. */
  unread(): FieldError[] {
    const text = this.#input.value.trim()
    return text === "" ? [] : [{ id: this.#input.id, text: say("recipientUnread", { text }) }]
  }

  add(recipient: Recipient, quiet = false): void {
    const name = recipient.name || recipient.address
    if (this.all.some((other) => same(recipient, other))) {
      this.#refuse(say("recipientTwice", { name }))
      return
    }
    const sending = this.#sending()
    const card = new RecipientCard(recipient, { changed: this.#changed, remove: (gone) => this.#remove(gone), sending })
    this.#cards.push(card)
    this.#list.append(card.element)
    if (quiet) return
    void sending.ask([recipient])
    announce(say("recipientAdded", { name }))
    if (recipient.kind === "new") card.focus()
    this.#changed()
  }

  /** The same person, reached in another way. */
  replace(recipient: Recipient, by: Recipient): void {
    const at = this.#cards.findIndex((card) => card.recipient === recipient)
    const [card] = this.#cards.splice(at, 1)
    card?.element.remove()
    this.add(by, true)
  }

  restore(recipients: readonly Recipient[]): void {
    for (const recipient of recipients) this.add({ ...recipient, profession: "", number: "" }, true)
  }

  /** In a conversation: the others in it are one press away, and guests are for its owner. */
  offer(others: readonly Recipient[], owner: string | null): void {
    this.#owner = owner
    const place = need("others")
    const buttons = others.filter((person) => !this.all.some((added) => same(person, added))).map((person) => this.#offer(person))
    place.hidden = buttons.length === 0
    place.append(...buttons)
  }

  #offer(recipient: Recipient): HTMLButtonElement {
    const button = document.createElement("button")
    button.type = "button"
    button.className = "utrecht-button utrecht-button--secondary-action button--small"
    button.textContent = recipient.name
    button.addEventListener("click", () => {
      this.add(recipient)
      button.remove()
      need("others").hidden = find("others")?.querySelector("button") === null
    })
    return button
  }

  #why(recipient: Recipient): string {
    if (recipient.kind === "new" && this.#owner !== null) return say("ownerOnly", { owner: this.#owner })
    return lacks(recipient, this.#sending().ways).map(({ text }) => say(text, { least: LEAST_CODE })).join(", ")
  }

  async #search(text: string, signal: AbortSignal): Promise<Option<Recipient>[]> {
    const found = await api<CorrespondentOut[]>(`/api/recipients?q=${encodeURIComponent(text)}`, { signal })
    const options = found.map((correspondent) => ({
      value: fromCorrespondent(correspondent),
      label: correspondent.name,
      detail: [firm(correspondent), correspondent.address, practice(correspondent)].filter(Boolean).join(" · "),
    }))
    const taken = new Set(found.map(({ address }) => address.toLowerCase()))
    const contacts = (await this.#sending().contacts(text, signal)).filter(({ address }) => !taken.has(address))
    for (const contact of contacts) {
      taken.add(contact.address)
      options.push({ value: this.#known(contact), label: contact.name, detail: say("recipientKnown", { address: contact.address }) })
    }
    const typed = readAddress(text)
    if (typed === null || taken.has(typed.wire.toLowerCase())) return options
    return [...options, { value: this.#newcomer(typed.address), label: typed.address, detail: say("recipientAdd", { address: typed.wire }) }]
  }

  #newcomer(address: string, name = ""): Recipient {
    const wire = wireOf(address)
    return { ...newcomer(wire, name, this.#sending().usual), ...(wire === address ? {} : { written: address }) }
  }

  #known({ name, address, phone, language, later }: ContactOut): Recipient {
    return { ...this.#newcomer(address, name), phone, language, later }
  }

  /** Adds everybody in a text; gives what could not be read, which stays in the field, marked. */
  async #typed(text: string): Promise<string> {
    const { found, left } = readAddresses(text)
    for (const named of found) this.add(await this.#person(named))
    if (left.length === 0) return ""
    this.#refuse(say(found.length === 0 && !text.includes("@") ? "recipientUnknown" : "recipientUnread", { text: left.join("; ") }))
    return left.join("; ")
  }

  async #person({ address, name, phone }: Named): Promise<Recipient> {
    const wire = wireOf(address)
    const known = (await this.#account(wire)) ?? (await this.#contact(wire))
    if (known !== null) return known
    const fresh = this.#newcomer(address, name)
    return phone === "" ? fresh : { ...fresh, phone }
  }

  /** The mailbox with this address, if there is one: somebody with an account is recognised better than a guest. */
  async #account(address: string): Promise<Recipient | null> {
    try {
      const found = await api<CorrespondentOut[]>(`/api/recipients?q=${encodeURIComponent(address)}`)
      const exact = found.find((correspondent) => correspondent.address.toLowerCase() === address.toLowerCase())
      return exact === undefined ? null : fromCorrespondent(exact)
    } catch {
      return null
    }
  }

  async #contact(address: string): Promise<Recipient | null> {
    const found = await this.#sending().contacts(address)
    const exact = found.find((contact) => contact.address === address.toLowerCase())
    return exact === undefined ? null : this.#known(exact)
  }

  /** More than one address, or lines: read at once, and what is no address goes into the field. */
  #pasted(event: ClipboardEvent): void {
    const text = event.clipboardData?.getData("text") ?? ""
    const { found } = readAddresses(text)
    // A field of one line would run the words of several lines together.
    if (!/[\r\n]/.test(text.trim()) && (found.length === 0 || (found.length === 1 && isAddress(text)))) return
    event.preventDefault()
    this.#combobox.paste(text)
  }

  #remove(recipient: Recipient): void {
    const at = this.#cards.findIndex((card) => card.recipient === recipient)
    const [card] = this.#cards.splice(at, 1)
    card?.element.remove()
    ;(this.#cards[at] ?? this.#cards[at - 1])?.element.focus()
    if (this.#cards.length === 0) this.#input.focus()
    announce(say("recipientRemoved", { name: recipient.name || recipient.address }))
    this.#changed()
  }

  #refuse(text: string): void {
    const error = document.getElementById("recipient-error") as HTMLElement
    error.hidden = text === ""
    const span = error.querySelector("span")
    if (span !== null) span.textContent = text
    if (text === "") this.#input.removeAttribute("aria-invalid")
    else this.#input.setAttribute("aria-invalid", "true")
    if (text !== "") announce(text, true)
  }
}

function same(left: Recipient, right: Recipient): boolean {
  return left.id === right.id || (left.address !== "" && left.address.toLowerCase() === right.address.toLowerCase())
}
