// In the composer: under each mailbox that is written to, whether its keys are those that were known.
import { trustNote } from "../reading/trust.ts"
import type { Account } from "../session/account.ts"
import { knownBy } from "../session/key-versions.ts"
import { orNothing, trustOf } from "../session/trust.ts"
import type { Recipient } from "./recipient.ts"

export class TrustNotes {
  readonly #me: Account
  readonly #from: () => string
  readonly #shown = new WeakMap<HTMLElement, string>()

  constructor(me: Account, from: () => string) {
    this.#me = me
    this.#from = from
  }

  /** After the key of somebody was renewed while the page stood open: every note anew. */
  again(recipients: readonly Recipient[]): void {
    for (const { id } of recipients) {
      const card = document.getElementById(`to-${id}`)
      if (card !== null) this.#shown.delete(card)
    }
    this.show(recipients)
  }

  /** Puts a note under each recipient that has none yet for the mailbox written from. */
  show(recipients: readonly Recipient[]): void {
    const box = this.#me.box(this.#from())
    if (box === undefined) return
    for (const { id, kind, address } of recipients) {
      const card = document.getElementById(`to-${id}`)
      if (kind !== "box" || card === null || this.#shown.get(card) === box.id) continue
      this.#shown.set(card, box.id)
      knownBy(id, address)
      void orNothing(trustOf(this.#me, box, id)).then((trust) => {
        if (this.#shown.get(card) !== box.id) return
        card.querySelector(".trust")?.remove()
        if (trust !== null) card.append(trustNote(trust, id))
      })
    }
  }
}
