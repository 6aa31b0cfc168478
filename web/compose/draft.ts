// A draft: what has been written, sealed to the box it is written from, kept at the server while one types.
import { serverNow } from "../page/clock.ts"
import { holdPage, onLogout } from "../page/idle.ts"
import { guardLeave } from "../page/leaving.ts"
import { api, Problem } from "../page/server.ts"
import { open, seal } from "../seal/age.ts"
import { b64, fromB64, fromUtf8, utf8 } from "../seal/bytes.ts"
import type { Account, Box } from "../session/account.ts"
import { keyOf, withBoxKeys } from "../session/key-versions.ts"
import type { SavedFiling } from "./assistant.ts"
import type { SavedFile } from "./file-item.ts"
import type { Recipient } from "./recipient.ts"
import type { DraftOut, VersionOut } from "../wire/api.ts"

/** docs/formats.md, Draft: the client's own business. */
export interface DraftContent {
  readonly v: 1
  readonly message: string
  /** Null for a message that begins a conversation. */
  readonly conversation: string | null
  readonly messageIdentity: string
  readonly recipients: readonly Recipient[]
  readonly subject: string
  readonly text: string
  readonly secret: boolean
  readonly files: readonly SavedFile[]
  /** The message that is answered, which lies beside the answer; drafts from before this was kept have none. */
  readonly answers?: string
  /** Of a filing at a court: where, and what was answered. */
  readonly filing?: SavedFiling
  /** Of an application for a hearing: the form, which web/applications keeps. */
  readonly application?: unknown
}

export interface Draft {
  readonly id: string
  readonly box: string
  readonly version: number
  readonly content: DraftContent
}

/** Rejects with a Problem when it is gone, and with a SealError when it is not for these identities. */
export async function fetchDraft(id: string, identities: readonly string[]): Promise<Draft> {
  const found = await api<DraftOut>(`/api/drafts/${id}`)
  const plain = fromUtf8(await open(identities, fromB64(found.sealed)))
  return { id: found.id, box: found.box, version: found.version, content: JSON.parse(plain) as DraftContent }
}

/** Where a draft is opened: with what it answers beside it, of which the server knows by this address alone. */
export function draftPage(id: string, answers: string | undefined): string {
  return `/mail/drafts/${id}${answers === undefined ? "" : `?answers=${encodeURIComponent(answers)}`}`
}

export type KeeperState = "saved" | "saving" | "unsaved" | "logged-out" | "conflict"

export interface KeeperOptions {
  readonly me: Account
  readonly content: () => DraftContent
  readonly box: () => Box
  readonly told: (state: KeeperState, at: Date) => void
  /** The draft has another address from now on. */
  readonly moved: (id: string) => void
}

const PAUSE_MILLISECONDS = 1200
const RETRY_MILLISECONDS = 10_000

/** Saves after every pause in typing, one save at a time, each knowing which version it was made from. */
export class DraftKeeper {
  #id: string
  #version: number
  #box: string
  #dirty = false
  #stopped = false
  /** What was sent last, whether or not it arrived. */
  #sent = ""
  #saving: Promise<void> = Promise.resolve()
  #timer: ReturnType<typeof setTimeout> | undefined
  readonly #options: KeeperOptions

  constructor(options: KeeperOptions, known: Pick<Draft, "id" | "version" | "box"> | null) {
    this.#options = options
    this.#id = known?.id ?? crypto.randomUUID()
    this.#version = known?.version ?? 0
    this.#box = known?.box ?? ""
    addEventListener("online", () => this.#dirty && this.#later(0))
    document.addEventListener("visibilitychange", () => {
      if (document.hidden && this.#dirty) void this.save()
    })
  }

  get id(): string | null {
    return this.#version === 0 ? null : this.#id
  }

  get dirty(): boolean {
    return this.#dirty
  }

  changed(): void {
    this.#dirty = true
    this.#later(PAUSE_MILLISECONDS)
  }

  /** Saves what is not saved yet; never rejects. */
  save(): Promise<void> {
    clearTimeout(this.#timer)
    this.#saving = this.#saving.then(() => this.#save())
    return this.#saving
  }

  /** Marks what was saved last as ready to be sent by who may. */
  async layReady(): Promise<void> {
    await api(`/api/drafts/${this.#id}/ready`, { json: { version: this.#version } })
  }

  /** No more saves: the message is going. `resume` when it was refused. */
  async stop(): Promise<void> {
    this.#stopped = true
    clearTimeout(this.#timer)
    await this.#saving
  }

  resume(): void {
    this.#stopped = false
    if (this.#dirty) this.#later(PAUSE_MILLISECONDS)
  }

  /** Somebody else saved too: this one goes on under an address of its own. */
  fork(): void {
    this.#id = crypto.randomUUID()
    this.#version = 0
    this.resume()
    this.changed()
  }

  async discard(): Promise<void> {
    await this.stop()
    this.#dirty = false
    if (this.#version > 0) await api(`/api/drafts/${this.#id}`, { method: "DELETE" }).catch(ignoreGone)
  }

  #later(pause: number): void {
    clearTimeout(this.#timer)
    if (!this.#stopped) this.#timer = setTimeout(() => void this.save(), pause)
  }

  async #save(): Promise<void> {
    if (!this.#dirty || this.#stopped) return
    this.#dirty = false
    this.#options.told("saving", serverNow())
    try {
      await this.#put()
      this.#options.told("saved", serverNow())
    } catch (error) {
      this.#dirty = true
      this.#failed(error)
    }
  }

  async #put(): Promise<void> {
    const box = this.#options.box()
    if (this.#version > 0 && this.#box !== box.id) await this.#move()
    const fresh = this.#version === 0
    this.#version = await withBoxKeys(this.#options.me, [box.id], async (keys) => {
      const { recipient, keyVersion } = keyOf(box.id, keys)
      const sealed = b64(await seal([recipient], utf8(JSON.stringify(this.#options.content()))))
      return this.#putSealed({ box: box.id, sealed, keyVersion, version: this.#version })
    })
    this.#box = box.id
    if (fresh) this.#options.moved(this.#id)
  }

  /** The answer to an earlier save may have been lost: what lies there is then what was sent, and no conflict. */
  async #putSealed(json: { box: string; sealed: string; keyVersion: number; version: number }): Promise<number> {
    const path = `/api/drafts/${this.#id}`
    const before = this.#sent
    this.#sent = json.sealed
    try {
      return (await api<VersionOut>(path, { method: "PUT", json })).version
    } catch (error) {
      if (!(error instanceof Problem) || error.code !== "draft-conflict" || before === "") throw error
      const there = await api<DraftOut>(path).catch(() => null)
      if (there === null || there.sealed !== before) throw error
      return (await api<VersionOut>(path, { method: "PUT", json: { ...json, version: there.version } })).version
    }
  }

  /** A draft lies in the box it is written from; written from another, it is another draft. */
  async #move(): Promise<void> {
    await api(`/api/drafts/${this.#id}`, { method: "DELETE" }).catch(ignoreGone)
    this.#id = crypto.randomUUID()
    this.#version = 0
  }

  #failed(error: unknown): void {
    if (!(error instanceof Problem)) throw error
    if (error.code === "draft-conflict") {
      this.#stopped = true
      this.#options.told("conflict", serverNow())
    } else {
      this.#options.told(error.status === 401 ? "logged-out" : "unsaved", serverNow())
      this.#later(RETRY_MILLISECONDS)
    }
  }
}

function ignoreGone(error: unknown): void {
  if (!(error instanceof Problem) || error.status !== 404) throw error
}

/** Lets nobody leave without what is not kept yet, and keeps it at logging out. `busy` is what else would be lost. Gives what ends it. */
export function guardDraft(keeper: Pick<DraftKeeper, "dirty" | "save">, busy: () => boolean): () => void {
  const unguard = guardLeave(() => busy() || keeper.dirty)
  onLogout(async () => {
    unguard()
    await keeper.save()
  })
  holdPage(async () => {
    await keeper.save()
    return keeper.dirty
  })
  return unguard
}
