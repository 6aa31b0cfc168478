// Seals files in the worker and brings them over, one after the other; see transfer.ts for the road itself.
//
//   const uploads = await Uploads.open({ guest: null, changed: (upload) => show(upload) })
//   uploads.add(key, file, recipient)      // seal, keep, send
//   await uploads.restore(key)             // after a reload: false when nothing is kept under this key
//   uploads.pause(); uploads.resume(); uploads.retry(key); await uploads.remove(key)
//   uploads.get(key)                       // Upload: phase, bytes, and once "done" the object and sums for the manifest
//   uploads.totals()                       // of everything under way, with the time left
//   await uploads.forget()                 // after the message has been sent
//
// A key is made by the page (crypto.randomUUID()) and named in the draft.
import { signOfLife } from "../page/idle.ts"
import { onConnection } from "../page/leaving.ts"
import { api, apiResponse, csrfToken, Problem } from "../page/server.ts"
import { say } from "../page/words.ts"
import { stillHere } from "../session/account.ts"
import { WorkerLost } from "../seal/offmain.ts"
import type { SealedFile } from "../seal/files.ts"
import { Rate } from "./rate.ts"
import { sealClient } from "../session/sealer.ts"
import { BrowserStore, MemoryStore, type SealedRecord, type SealedStore } from "./sealed-store.ts"
import { bringOver, type Refused, type Road, type Transport } from "./transfer.ts"
import type { UploadOut } from "../wire/api.ts"

const WORKER_PAUSE = 2_000

export type Phase = "waiting" | "sealing" | "sending" | "retrying" | "paused" | "done" | "failed"

export interface Upload {
  readonly key: string
  readonly phase: Phase
  /** Bytes in this phase. */
  readonly done: number
  readonly total: number
  /** Why it waits or failed, in the reader's language. */
  readonly reason: string
  /** Of the sealed file; there once it is sealed. */
  readonly record: SealedRecord | null
}

export interface Totals {
  readonly done: number
  readonly total: number
  readonly secondsLeft: number | null
  readonly busy: boolean
  readonly paused: boolean
}

export interface UploadsOptions {
  /** The guest's identifier on a guest's page. */
  readonly guest: string | null
  readonly changed: (upload: Upload) => void
  /** A try to bring a sealed file over got no answer, or an error of the server. */
  readonly failed?: (status: number, sealedSha256: string) => void
}

/** An upload that was stopped. */
export interface SetAside {
  /** Goes on with it. */
  back(): void
  /** Takes it back here and at the server. */
  forget(): Promise<void>
}

interface Job {
  upload: Upload
  file: Blob | null
  recipient: string
  abort: AbortController
}

export class Uploads {
  readonly store: SealedStore
  readonly #changed: (upload: Upload) => void
  readonly #failed: (status: number, sealedSha256: string) => void
  readonly #transport: Transport
  readonly #jobs = new Map<string, Job>()
  readonly #rate = new Rate()
  #paused = false
  #running = false

  private constructor(options: UploadsOptions, store: SealedStore) {
    this.store = store
    this.#changed = options.changed
    this.#failed = options.failed ?? (() => {})
    this.#transport = transportOf(options.guest)
  }

  static async open(options: UploadsOptions): Promise<Uploads> {
    const store = await BrowserStore.open().catch(() => new MemoryStore())
    return new Uploads(options, store)
  }

  add(key: string, file: Blob, recipient: string): void {
    this.#put(key, file, recipient, null)
    void this.#work()
  }

  async restore(key: string): Promise<boolean> {
    const record = await this.store.get(key).catch(() => undefined)
    if (record === undefined) return false
    this.#put(key, null, "", record)
    void this.#work()
    return true
  }

  /** Brings a file over once more of which the server kept nothing; false when it is not here either. */
  async renew(key: string): Promise<boolean> {
    const job = this.#jobs.get(key)
    const record = job?.upload.record ?? (await this.store.get(key).catch(() => undefined))
    if (!record) return false
    this.#put(key, job?.file ?? null, job?.recipient ?? "", { ...record, object: null, stored: false })
    void this.#work()
    return true
  }

  get(key: string): Upload | undefined {
    return this.#jobs.get(key)?.upload
  }

  pause(): void {
    this.#paused = true
    this.#rate.reset()
    for (const job of this.#open()) {
      job.abort.abort()
      this.#tell(job, { phase: "paused" })
    }
  }

  resume(): void {
    this.#paused = false
    for (const job of this.#open()) this.#requeue(job)
    void this.#work()
  }

  /** Tries a failed one again. */
  retry(key: string): void {
    const job = this.#jobs.get(key)
    if (job === undefined || job.upload.phase !== "failed") return
    this.#requeue(job)
    void this.#work()
  }

  /** Takes it back, here and at the server. */
  remove(key: string): Promise<void> {
    return this.setAside(key).forget()
  }

  /** Stops bringing it over and keeps what there is of it, for who changes their mind. */
  setAside(key: string): SetAside {
    const job = this.#jobs.get(key)
    this.#jobs.delete(key)
    job?.abort.abort()
    return {
      back: () => {
        if (job === undefined) return
        this.#jobs.set(key, job)
        if (job.upload.phase === "done" || job.upload.phase === "failed") this.#changed(job.upload)
        else this.#requeue(job)
        void this.#work()
      },
      forget: async () => {
        const object = job?.upload.record?.object
        await this.store.remove(key).catch(() => {})
        if (object) await this.#discard(object)
      },
    }
  }

  totals(): Totals {
    const all = [...this.#jobs.values()]
    const done = all.reduce((sum, { upload }) => sum + (upload.phase === "done" ? upload.total : sent(upload)), 0)
    const total = all.reduce((sum, { upload }) => sum + upload.total, 0)
    const busy = this.#open().length > 0
    return { done, total, busy, paused: this.#paused, secondsLeft: busy ? this.#rate.secondsLeft(total) : null }
  }

  /** Nothing of what was sent has to stay here. */
  async forget(): Promise<void> {
    await Promise.allSettled([...this.#jobs.keys()].map((key) => this.store.remove(key)))
    this.#jobs.clear()
  }

  #open(): Job[] {
    return [...this.#jobs.values()].filter(({ upload }) => upload.phase !== "done" && upload.phase !== "failed")
  }

  #put(key: string, file: Blob | null, recipient: string, record: SealedRecord | null): void {
    const total = record?.sealedSize ?? file?.size ?? 0
    const upload: Upload = { key, phase: this.#paused ? "paused" : "waiting", done: 0, total, reason: "", record }
    const job = { upload, file, recipient, abort: new AbortController() }
    this.#jobs.set(key, job)
    this.#changed(upload)
  }

  #requeue(job: Job): void {
    job.abort = new AbortController()
    this.#tell(job, { phase: "waiting", reason: "" })
  }

  #tell(job: Job, change: Partial<Upload>): void {
    job.upload = { ...job.upload, ...change }
    if (this.#jobs.get(job.upload.key) !== job) return
    signOfLife()
    stillHere()
    this.#rate.add(Date.now(), this.totals().done)
    this.#changed(job.upload)
  }

  /** One at a time: the road is as wide as it is, and a first file that is whole is worth more than two halves. */
  async #work(): Promise<void> {
    if (this.#running) return
    this.#running = true
    try {
      for (let job = this.#next(); job !== undefined; job = this.#next()) await this.#bring(job)
    } finally {
      this.#running = false
    }
  }

  #next(): Job | undefined {
    return this.#paused ? undefined : [...this.#jobs.values()].find(({ upload }) => upload.phase === "waiting")
  }

  async #bring(job: Job): Promise<void> {
    const { signal } = job.abort
    try {
      const sealed = job.upload.record ?? (await this.#seal(job))
      signal.throwIfAborted()
      this.#tell(job, { phase: "sending", done: 0, total: sealed.sealedSize, record: sealed })
      const record = await bringOver(sealed, this.#roadOf(job), signal)
      this.#tell(job, { phase: "done", done: record.sealedSize, record, reason: "" })
    } catch (error) {
      if (signal.aborted) return
      this.#tell(job, { phase: "failed", reason: error instanceof Problem ? error.detail : say("filesSealFailed") })
    }
  }

  async #seal(job: Job): Promise<SealedRecord> {
    if (job.file === null) throw new Problem(0, { code: "lost", detail: say("filesLost") })
    this.#tell(job, { phase: "sealing", done: 0, total: job.file.size })
    const sealed = await this.#sealed(job, job.file)
    const { sealedSize, sealedSha256 } = sealed
    const facts = { sealedSize, sealedSha256, size: sealed.size, sha256: sealed.plainSha256 }
    const record = { key: job.upload.key, sealed: sealed.sealed, ...facts, object: null, stored: false, at: Date.now() }
    await this.store.put(record).catch(() => {})
    job.upload = { ...job.upload, record }
    return record
  }

  /** Without a connection the sealing worker's own script may be missing: that says nothing of the file, so it waits. */
  async #sealed(job: Job, file: Blob): Promise<SealedFile> {
    for (;;) {
      try {
        return await sealClient().sealFile(file, [job.recipient], (done, total) => {
          if (!job.abort.signal.aborted) this.#tell(job, { phase: "sealing", done, total, reason: "" })
        })
      } catch (error) {
        if (!(error instanceof WorkerLost)) throw error
        if (navigator.onLine) throw new Problem(0, { code: "worker", detail: say("filesWorkerFailed"), retry: true })
        this.#tell(job, { phase: "retrying", reason: say("offline") })
        await waiting(WORKER_PAUSE, job.abort.signal)
      }
    }
  }

  #roadOf(job: Job): Road {
    const keep = async (record: SealedRecord): Promise<void> => {
      job.upload = { ...job.upload, record }
      // Taken back in the meantime: it must not come back.
      if (this.#jobs.get(record.key) === job) await this.store.put(record)
    }
    return {
      transport: this.#transport,
      keep,
      wait: waiting,
      told: (arrived: number) => this.#tell(job, { phase: "sending", done: arrived, reason: "" }),
      waits: (why: Refused) => {
        this.#failed(why.status, job.upload.record?.sealedSha256 ?? "")
        this.#tell(job, { phase: "retrying", reason: why instanceof Problem ? why.detail : "" })
      },
    }
  }

  async #discard(object: string): Promise<void> {
    // The server sweeps what is left when this does not arrive.
    await this.#transport.discard(object, new AbortController().signal).catch(() => {})
  }
}

function sent(upload: Upload): number {
  return upload.phase === "sealing" ? 0 : upload.done
}

/** Until the pause is over, or the connection is back; an offline browser waits for that alone. */
function waiting(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      if (navigator.onLine) end()
    }, milliseconds)
    const stop = onConnection((online) => {
      if (online) end()
    })
    const end = () => {
      clearTimeout(timer)
      stop()
      signal.removeEventListener("abort", quit)
      resolve()
    }
    const quit = () => {
      clearTimeout(timer)
      stop()
      reject(signal.reason as Error)
    }
    signal.addEventListener("abort", quit, { once: true })
  })
}

function transportOf(guest: string | null): Transport {
  const query = guest === null ? "" : `?guest=${encodeURIComponent(guest)}`
  const place = (id: string, rest = "") => `/api/uploads/${id}${rest}${query}`
  return {
    begin: (size, sha256, signal) => api<UploadOut>(`/api/uploads${query}`, { json: { size, sha256 }, signal }),
    progress: (id, signal) => api<UploadOut>(place(id), { signal }),
    part: (id, number, body, told, signal) => putPart(place(id, `/parts/${number}`), body, told, signal),
    finish: (id, signal) => api<UploadOut>(place(id, "/finish"), { method: "POST", signal }),
    discard: async (id, signal) => void (await apiResponse(place(id), { method: "DELETE", signal })),
  }
}

/** Of all that a browser can send with, only XMLHttpRequest tells how far it has come. */
function putPart(path: string, body: Blob, told: (bytes: number) => void, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open("PUT", path)
    request.setRequestHeader("x-csrftoken", csrfToken())
    request.setRequestHeader("content-type", "application/octet-stream")
    request.setRequestHeader("accept", "application/problem+json")
    request.upload.onprogress = (event) => told(event.loaded)
    request.onload = () => (request.status < 300 ? resolve() : reject(problemOf(request)))
    request.onerror = () => reject(unreachable())
    request.onabort = () => reject(signal.reason as Error)
    signal.addEventListener("abort", () => request.abort(), { once: true })
    request.send(body)
  })
}

function problemOf(request: XMLHttpRequest): Problem {
  try {
    return new Problem(request.status, JSON.parse(request.responseText) as Record<string, unknown>)
  } catch {
    return new Problem(request.status, {})
  }
}

function unreachable(): Problem {
  const code = navigator.onLine ? "network" : "offline"
  return new Problem(0, { code, detail: say(code), retry: true })
}
