// The sentence under what is written: who can read it once it is sent, by who opens each mailbox today.
import { need } from "../page/elements.ts"
import { api } from "../page/server.ts"
import { say } from "../page/words.ts"
import { listed, othersIn } from "../reading/readers.ts"
import type { ReaderOut } from "../wire/api.ts"
import type { Recipient } from "./recipient.ts"

export class ReadersLine {
  readonly #known = new Map<string, ReaderOut>()
  #asked = 0

  async show(from: { readonly id: string; readonly name: string }, recipients: readonly Recipient[]): Promise<void> {
    if (recipients.length === 0) return void (need("readers").textContent = say("readersNobody", { sender: from.name }))
    const asked = (this.#asked += 1)
    const boxes = [from.id, ...recipients.filter(({ kind }) => kind === "box").map(({ id }) => id)]
    const whole = await this.#ask(boxes).then(() => true, () => false)
    // Somebody was added or taken out while this was asked.
    if (asked !== this.#asked) return
    need("readers").textContent = whole ? say("readers", { names: listed(this.#names(from, recipients)) }) : say("readersUnknown")
  }

  #names(from: { readonly id: string; readonly name: string }, recipients: readonly Recipient[]): string[] {
    const holders = [from, ...recipients.map(({ id, name, address }) => ({ id, name: name || address }))]
    const others = holders.flatMap(({ id, name }) => {
      const readers = this.#known.get(id)
      return readers === undefined ? [] : othersIn(readers, name)
    })
    return [...holders.map(({ name }) => name), ...others]
  }

  async #ask(boxes: readonly string[]): Promise<void> {
    const fresh = boxes.filter((box) => !this.#known.has(box))
    if (fresh.length === 0) return
    const found = await api<readonly ReaderOut[]>(`/api/boxes/readers?${fresh.map((box) => `box=${box}`).join("&")}`)
    for (const reader of found) this.#known.set(reader.id, reader)
  }
}
