// What holds for messages from a mailbox: how people may be recognised, and why a court may write to them (VI 6.3).
// The server decides; this asks in time what it would refuse later.
import { api } from "../page/server.ts"
import { open } from "../seal/age.ts"
import { fromB64, fromUtf8 } from "../seal/bytes.ts"
import type { Account } from "../session/account.ts"
import type { Recipient } from "./recipient.ts"
import type { ContactOut, MissingOut, SendingOut } from "../wire/api.ts"

export type GuestWay = SendingOut["ways"][number]

export interface OrganisationCode {
  readonly id: string
  readonly name: string
  readonly code: string
}

const NOTHING: SendingOut = { ways: ["sms", "code"], secretWays: ["sms", "code"], sms: true, court: false, codes: [] }

export interface SendingOptions {
  readonly me: Account
  readonly box: () => string
  readonly secret: () => boolean
  readonly changed: () => void
}

export class Sending {
  readonly #options: SendingOptions
  #rules = NOTHING
  codes: readonly OrganisationCode[] = []

  constructor(options: SendingOptions) {
    this.#options = options
  }

  /** For the box that is chosen now. Without an answer nothing is proposed, and the server decides alone. */
  async load(): Promise<void> {
    const box = this.#options.box()
    const rules = await api<SendingOut>(`/api/sending/${box}`).catch(() => NOTHING)
    if (box !== this.#options.box()) return
    this.#rules = rules
    this.codes = (await Promise.all(rules.codes.map((shared) => this.#opened(shared)))).filter((code) => code !== null)
    this.#options.changed()
  }

  get ways(): readonly GuestWay[] {
    return this.#options.secret() ? this.#rules.secretWays : this.#rules.ways
  }

  /** Whether this month's SMS messages are not used up. */
  get sms(): boolean {
    return this.#rules.sms
  }

  /** How somebody new is recognised at first. */
  get usual(): "sms" | "code" {
    return this.ways.includes("sms") && this.#rules.sms ? "sms" : "code"
  }

  async contacts(text: string, signal?: AbortSignal): Promise<ContactOut[]> {
    const box = this.#options.box()
    const asked = `/api/contacts?box=${box}&q=${encodeURIComponent(text)}`
    return api<ContactOut[]>(asked, signal === undefined ? {} : { signal }).catch(() => [])
  }

  /** Marks those for whom a court still needs a basis, and tells when that is known. */
  async ask(people: readonly Recipient[]): Promise<void> {
    const outside = this.#rules.court ? people.filter((recipient) => recipient.court !== true) : []
    for (const recipient of people) if (!outside.includes(recipient)) recipient.basisNeeded = false
    if (outside.length > 0) {
      const query = outside.map(({ address }) => `address=${encodeURIComponent(address)}`).join("&")
      const path = `/api/sending/${this.#options.box()}/bases?${query}`
      const { missing } = await api<MissingOut>(path).catch(() => ({ missing: [] as string[] }))
      for (const recipient of outside) recipient.basisNeeded = missing.includes(recipient.address.toLowerCase())
    }
    this.#options.changed()
  }

  /** A code that was sealed before this mailbox got its key is left out. */
  async #opened(shared: SendingOut["codes"][number]): Promise<OrganisationCode | null> {
    try {
      const code = fromUtf8(await open(this.#options.me.identities, fromB64(shared.sealed)))
      return { id: shared.id, name: shared.name, code }
    } catch {
      return null
    }
  }
}
