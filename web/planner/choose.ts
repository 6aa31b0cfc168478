// The moment that was chosen: its remarks, what it asks for, its letter, and the one act that sets it.
import { find, icon, need } from "../page/elements.ts"
import { whileBusy } from "../page/errors.ts"
import { api, apiResponse, Problem } from "../page/server.ts"
import { formatMoment, say } from "../page/words.ts"
import type { Account } from "../session/account.ts"
import type { DayIn } from "../wire/api.ts"
import { sealOwnPiece, sealReason, targetOf } from "./own-piece.ts"
import type { Unavailable } from "./unavailable.ts"
import { countFree } from "./weeks.ts"

/** What the page knows of the case: registry data. */
export interface Told {
  readonly case: string
  readonly seen: number
  readonly circle: string
  readonly container: string
  readonly desk: { readonly id: string; readonly name: string }
  readonly number: string
  readonly minutes: number
  readonly served: string
  readonly abode: DayIn["abode"]
  readonly judge: string | null
  readonly asJudge: boolean
}

type Conditions = NonNullable<DayIn["conditions"]>

const dialog = () => document.getElementById("choose") as HTMLDialogElement
const input = (id: string) => document.getElementById(id) as HTMLInputElement

export class Choosing {
  readonly #told: Told
  readonly #me: () => Promise<Account>
  #unavailable: Unavailable | null = null
  #slot: HTMLButtonElement | null = null
  #act = crypto.randomUUID()

  constructor(told: Told, me: () => Promise<Account>) {
    this.#told = told
    this.#me = me
    need("action", "set").addEventListener("click", ({ currentTarget }) => {
      void whileBusy(currentTarget as HTMLButtonElement, () => this.#set())
    })
    need("action", "close").addEventListener("click", () => dialog().close())
    need("choose").addEventListener("input", () => this.#letterAddress())
  }

  heard(unavailable: Unavailable | null): void {
    this.#unavailable = unavailable
  }

  open(slot: HTMLButtonElement): void {
    this.#slot = slot
    this.#act = crypto.randomUUID()
    const { starts = "", roomName = "", kind = "" } = slot.dataset
    need("chosen").textContent = say("chosen", { moment: formatMoment(new Date(starts)), room: roomName })
    const remarks = [...this.#remarks(slot)]
    need("remarks").replaceChildren(...remarks.map(remark))
    need("remarks").hidden = remarks.length === 0
    need("reason").hidden = !(kind === "judge" || this.#passesOver(slot))
    this.#refuse("")
    this.#letterAddress()
    dialog().showModal()
  }

  /** What stands beside the moment on the grid, and what only this device knows. */
  *#remarks(slot: HTMLButtonElement): Iterable<string> {
    for (const why of slot.closest("tbody")?.querySelectorAll("[data-day-why]") ?? []) yield why.textContent ?? ""
    if (slot.dataset["kind"] === "remark") yield say("shortNotice")
    if (!this.#passesOver(slot)) return
    yield say("cannotWhy")
    if (!this.#told.asJudge) yield say("judgeOnly")
  }

  #passesOver(slot: HTMLButtonElement): boolean {
    return this.#unavailable?.names.has(dayOf(slot)) ?? false
  }

  #conditions(): Conditions {
    const ticked = need("choose").querySelectorAll<HTMLInputElement>("input[name=condition]:checked")
    return [...ticked].map(({ value }) => value as Conditions[number])
  }

  #letterAddress(): void {
    const asked = new URLSearchParams({
      starts: this.#slot?.dataset["starts"] ?? "", room: this.#slot?.dataset["room"] ?? "",
      minutes: String(this.#told.minutes), served: this.#told.served, abode: this.#told.abode, service: input("service").value,
    })
    for (const condition of this.#conditions()) asked.append("condition", condition)
    need<HTMLAnchorElement>("letter").href = `/planner/${this.#told.case}/letter.pdf?${asked}`
  }

  async #set(): Promise<void> {
    this.#refuse("")
    try {
      await this.#placed()
      location.assign(`/cases/${this.#told.case}`)
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      this.#refuse(error.detail)
    }
  }

  async #placed(): Promise<void> {
    const told = this.#told
    const slot = this.#slot
    if (slot === null) return
    const me = await this.#me()
    const target = await targetOf(me, told.circle, told.container)
    if (target === null) throw new Problem(409, { detail: say("noKey") })
    const answer = await apiResponse(need<HTMLAnchorElement>("letter").href)
    const bytes = new Uint8Array(await answer.arrayBuffer())
    const letter = await sealOwnPiece(me, target, {
      desk: told.desk, subject: say("letterSubject"), text: "", name: say("letterName"), type: "application/pdf", bytes,
    })
    const words = input("reason").value.trim()
    const body: DayIn = {
      id: this.#act, seen: told.seen, starts: slot.dataset["starts"] ?? "", room: slot.dataset["room"] ?? null, judge: told.judge,
      minutes: told.minutes, conditions: this.#conditions(), serviceUntil: input("service").value || null, served: told.served,
      abode: told.abode, stated: this.#unavailable?.stated ?? false, unavailable: this.#passesOver(slot), letter,
      reason: words === "" ? null : await sealReason(target, words),
    }
    await api(`/api/cases/${told.case}/day`, { json: body })
  }

  #refuse(text: string): void {
    const place = need("refused")
    place.textContent = text
    place.hidden = text === ""
  }
}

function dayOf(slot: HTMLElement): string {
  return slot.closest<HTMLElement>("[data-day]")?.dataset["day"] ?? ""
}

function remark(text: string): HTMLLIElement {
  const item = document.createElement("li")
  item.append(icon("warning"), ` ${text}`)
  return item
}

/** Writes into each day who cannot come. */
export function showUnavailable({ names }: Unavailable): void {
  for (const [day, who] of names) {
    const row = find("day", day)
    const place = row?.querySelector<HTMLElement>("[data-cannot]")
    if (!row || !place) continue
    row.classList.remove("plan__day--free")
    place.replaceChildren(icon("warning"), ` ${say("cannot", { names: who.join(", ") })}`)
    place.hidden = false
  }
  countFree()
}
