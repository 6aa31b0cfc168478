// Applying without an account: what is typed is kept in this browser, sealed to the guest, and goes to the court by secure mail.
import type { Draft, DraftContent } from "../compose/draft.ts"
import { untilAnswered } from "../compose/send.ts"
import { serverNow } from "../page/clock.ts"
import { Problem } from "../page/server.ts"
import { say } from "../page/words.ts"
import { forget, keep, lying, recalled, Sender } from "../reading/answer.ts"
import { Tries } from "../session/attempts.ts"
import { guestApi } from "../session/guest.ts"
import { refuseOther } from "../session/other-key.ts"
import type { ApplicationCheckOut, BoxKeyOut, EnteredOut, StatedApplicationIn } from "../wire/api.ts"
import type { Applicant, Keeper, Keeping } from "./applicant.ts"
import { carried, coverText, factsOf, type Filled } from "./handing-in.ts"

const PAUSE_MILLISECONDS = 800

/** What a guest filled in before in this browser, as a draft; null where that is nothing that opens. */
export async function guestDraft(guest: EnteredOut, identity: string): Promise<Draft | null> {
  const content = await recalled(guest, identity, "application")
  return content === null ? null : { id: guest.id, box: "", version: 1, content: content as DraftContent }
}

export class GuestApplicant implements Applicant {
  readonly mailbox = null
  readonly maySend = true
  readonly name: string
  readonly home: string
  readonly drafts: string
  readonly #guest: EnteredOut
  readonly #identity: string

  constructor(guest: EnteredOut, identity: string) {
    this.#guest = guest
    this.#identity = identity
    this.name = guest.name
    this.home = `/g/${guest.id}/apply`
    this.drafts = this.home
  }

  /** A guest is always the same. */
  onChange(): void {}

  askLaw(told: StatedApplicationIn): Promise<ApplicationCheckOut> {
    return guestApi<ApplicationCheckOut>(this.#guest.id, "/applications/check", { json: told })
  }

  keeper(keeping: Keeping): Keeper {
    return new GuestKeeper(this.#guest, this.#identity, keeping)
  }

  async handIn(filled: Filled): Promise<string> {
    const { form, message, filing, passed, waits } = filled
    await refuseOtherKey(this.#guest)
    const files = await carried(filled, serverNow(), { name: this.name, mailbox: null, guest: this.#guest.id })
    const sender = new Sender(this.#guest, this.#identity, new Tries(() => filing))
    const kept = { message: filing, keys: message, text: coverText(form, passed), files: [] }
    const door = { path: "/applications", along: { filing: factsOf(form, passed) } } as const
    try {
      await untilAnswered(() => sender.send(kept, files, door), waits)
    } catch (error) {
      // An answer that was lost before this page was loaded again: it is there, and this is where its receipt is.
      if (!(error instanceof Problem) || error.code !== "already-sent") throw error
    }
    return `/g/${this.#guest.id}/messages/${filing}?sent=1`
  }
}

/** Nothing is sealed to a key of which the log of keys says otherwise. */
async function refuseOtherKey({ id, owner }: Pick<EnteredOut, "id" | "owner">): Promise<void> {
  const key = await guestApi<BoxKeyOut>(id, "/owner-key")
  if (key.recipient !== owner.recipient) throw new Problem(409, { code: "key-version-past", detail: say("keyChanged"), retry: true })
  await refuseOther(key)
}

/** Keeps what is typed in this browser, one save at a time; of one guest there is one application, and no tab writes over another's. */
class GuestKeeper implements Keeper {
  readonly id = null
  readonly #guest: EnteredOut
  readonly #identity: string
  readonly #keeping: Keeping
  #dirty = false
  #stopped = false
  /** What lies there as far as this page knows. */
  #known: string | null
  #saving: Promise<void> = Promise.resolve()
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(guest: EnteredOut, identity: string, keeping: Keeping) {
    this.#guest = guest
    this.#identity = identity
    this.#keeping = keeping
    this.#known = lying(guest, "application")
  }

  get dirty(): boolean {
    return this.#dirty
  }

  changed(): void {
    this.#dirty = true
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.save(), PAUSE_MILLISECONDS)
  }

  save(): Promise<void> {
    clearTimeout(this.#timer)
    this.#saving = this.#saving.then(() => this.#save())
    return this.#saving
  }

  async #save(): Promise<void> {
    if (!this.#dirty || this.#stopped) return
    if (lying(this.#guest, "application") !== this.#known) return this.#keeping.told("conflict", serverNow())
    this.#dirty = false
    try {
      await keep(this.#guest, this.#identity, this.#keeping.content(), "application")
      this.#known = lying(this.#guest, "application")
      this.#keeping.told("saved", serverNow())
    } catch (error) {
      // No room left in this browser: it is said, and tried again with the next change.
      if (!(error instanceof DOMException)) throw error
      this.#dirty = true
      this.#keeping.told("unsaved", serverNow())
    }
  }

  async stop(): Promise<void> {
    this.#stopped = true
    clearTimeout(this.#timer)
    await this.#saving
  }

  resume(): void {
    this.#stopped = false
    if (this.#dirty) this.changed()
  }

  /** There is room for one: what is on this page takes the place of the other tab's. */
  fork(): void {
    this.#known = lying(this.#guest, "application")
    this.resume()
  }

  async discard(): Promise<void> {
    await this.stop()
    this.#dirty = false
    forget(this.#guest, "application")
  }

  /** A guest files alone. */
  async layReady(): Promise<void> {
    await this.save()
  }
}
