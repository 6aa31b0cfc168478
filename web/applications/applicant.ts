// Who applies by the form: an account from one of its mailboxes here, a guest in by-guest.ts.
import { type Draft, type DraftContent, DraftKeeper, type KeeperState } from "../compose/draft.ts"
import { api } from "../page/server.ts"
import type { Account, Box } from "../session/account.ts"
import type { ApplicationCheckOut, StatedApplicationIn } from "../wire/api.ts"
import { type Filled, handInApplication } from "./handing-in.ts"

export type Keeper = Pick<DraftKeeper, "id" | "dirty" | "changed" | "save" | "stop" | "resume" | "fork" | "discard" | "layReady">

export interface Keeping {
  readonly content: () => DraftContent
  readonly told: (state: KeeperState, at: Date) => void
}

export interface Applicant {
  /** Of the mailbox, or of the guest. */
  readonly name: string
  /** The mailbox it is filed from; null for a guest. */
  readonly mailbox: string | null
  /** Whether they file it, or lay it ready for who may. */
  readonly maySend: boolean
  /** Where one is when it was thrown away, and where it lies when it was laid ready. */
  readonly home: string
  readonly drafts: string
  /** Something of the three above is another from now on. */
  onChange(changed: () => void): void
  askLaw(told: StatedApplicationIn): Promise<ApplicationCheckOut>
  keeper(keeping: Keeping, draft: Draft | null): Keeper
  /** Where the receipt is. Rejects with a Problem when the server refuses. */
  handIn(filled: Filled): Promise<string>
}

export async function askAsAccount(told: StatedApplicationIn, box: string): Promise<ApplicationCheckOut> {
  return api<ApplicationCheckOut>("/api/applications/check", { json: { ...told, box } })
}

export class AccountApplicant implements Applicant {
  readonly #me: Account
  readonly #from = document.getElementById("from") as HTMLSelectElement

  constructor(me: Account) {
    this.#me = me
  }

  get name(): string {
    return this.#box.name
  }

  get mailbox(): string {
    return this.#box.id
  }

  get maySend(): boolean {
    return this.#box.maySend
  }

  get home(): string {
    return `/mail/${this.#box.id}/in`
  }

  get drafts(): string {
    return `/mail/${this.#box.id}/drafts`
  }

  get #box(): Box {
    const box = this.#me.box(this.#from.value) ?? this.#me.boxes[0]
    if (box === undefined) throw new Error("no mailbox to file from")
    return box
  }

  onChange(changed: () => void): void {
    this.#from.addEventListener("change", changed)
  }

  askLaw(told: StatedApplicationIn): Promise<ApplicationCheckOut> {
    return askAsAccount(told, this.mailbox)
  }

  keeper({ content, told }: Keeping, draft: Draft | null): DraftKeeper {
    return new DraftKeeper({ me: this.#me, content, box: () => this.#box, told, moved }, draft)
  }

  handIn(filled: Filled): Promise<string> {
    return handInApplication({ ...filled, me: this.#me, box: this.#box })
  }
}

/** The address of the draft, so that a reload finds it. */
function moved(id: string): void {
  history.replaceState(null, "", `/mail/applications/${id}`)
}
