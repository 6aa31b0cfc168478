// One sealed file on its way to the server: announce, send the parts that are missing, finish. Knows no DOM and no
// clock of its own, so that every bad road can be driven in a test.
import type { SealedRecord } from "./sealed-store.ts"
import type { UploadOut } from "../wire/api.ts"

/** The road. Every method rejects with a `Refused` when the server says no, or when it cannot be reached. */
export interface Transport {
  begin(size: number, sha256: string, signal: AbortSignal): Promise<UploadOut>
  progress(id: string, signal: AbortSignal): Promise<UploadOut>
  part(id: string, number: number, body: Blob, sent: (bytes: number) => void, signal: AbortSignal): Promise<void>
  finish(id: string, signal: AbortSignal): Promise<UploadOut>
  discard(id: string, signal: AbortSignal): Promise<void>
}

/** The part of a Problem this module decides by. */
export interface Refused {
  readonly status: number
  readonly code: string
  readonly retry: boolean
  readonly after?: number | undefined
}

export interface Road {
  readonly transport: Transport
  /** Remembers how far it is, for after a reload. */
  keep(record: SealedRecord): Promise<void>
  /** Waits before the next try, or until the connection is back; rejects when aborted. */
  wait(milliseconds: number, signal: AbortSignal): Promise<void>
  /** Bytes of ciphertext that have arrived; or, after a failure, why we wait. */
  told(arrived: number): void
  waits(why: Refused): void
}

const MOST_PAUSE = 60_000
/** A file that arrives damaged twice is damaged here. */
const MOST_FRESH_STARTS = 3

/** Brings a sealed file over, however often the connection breaks; gives the record with its object, stored. */
export async function bringOver(record: SealedRecord, road: Road, signal: AbortSignal): Promise<SealedRecord> {
  let current = record
  let freshStarts = 0
  for (let tries = 0; ; ) {
    try {
      return await attempt(current, road, signal, (next) => {
        current = next
        tries = 0
      })
    } catch (error) {
      signal.throwIfAborted()
      const refused = asRefused(error)
      if (refused === null) throw error
      if (startsAnew(refused) && ++freshStarts < MOST_FRESH_STARTS) {
        current = await keep({ ...current, object: null, stored: false }, road)
      } else if (!refused.retry) {
        throw error
      } else {
        road.waits(refused)
        await road.wait(pause(tries++, refused), signal)
      }
    }
  }
}

/** One try. `moved` hears of every step forward, after which waiting begins short again. */
async function attempt(
  record: SealedRecord, road: Road, signal: AbortSignal, moved: (record: SealedRecord) => void,
): Promise<SealedRecord> {
  const { state, current } = await known(record, road, signal)
  moved(current)
  if (!state.stored) {
    await sendParts(current, state, road, signal, () => moved(current))
    await road.transport.finish(state.id, signal)
  }
  road.told(current.sealedSize)
  return keep({ ...current, stored: true }, road)
}

/** Where the upload stands at the server, which is told of it when it does not know it yet. */
async function known(
  record: SealedRecord, road: Road, signal: AbortSignal,
): Promise<{ state: UploadOut; current: SealedRecord }> {
  if (record.object !== null) return { state: await road.transport.progress(record.object, signal), current: record }
  const state = await road.transport.begin(record.sealedSize, record.sealedSha256, signal)
  return { state, current: await keep({ ...record, object: state.id }, road) }
}

async function sendParts(
  record: SealedRecord, state: UploadOut, road: Road, signal: AbortSignal, moved: () => void,
): Promise<void> {
  const count = Math.ceil(state.size / state.partSize)
  let arrived = state.parts.reduce((sum, number) => sum + partBytes(state, number), 0)
  road.told(arrived)
  for (let number = 1; number <= count; number++) {
    if (state.parts.includes(number)) continue
    const start = (number - 1) * state.partSize
    const body = record.sealed.slice(start, start + state.partSize)
    await road.transport.part(state.id, number, body, (bytes) => road.told(arrived + bytes), signal)
    arrived += body.size
    road.told(arrived)
    moved()
  }
}

function partBytes(state: UploadOut, number: number): number {
  return Math.min(state.partSize, state.size - (number - 1) * state.partSize)
}

async function keep(record: SealedRecord, road: Road): Promise<SealedRecord> {
  try {
    await road.keep(record)
  } catch {
    // A full or forbidden IndexedDB costs the resuming after a closed laptop, not the upload.
  }
  return record
}

function startsAnew({ code }: Refused): boolean {
  return code === "upload-unknown" || code === "upload-damaged"
}

/** Twice as long every time, at most a minute; what the server asks for goes before. */
export function pause(tries: number, refused: Refused): number {
  return refused.after !== undefined ? refused.after * 1000 : Math.min(MOST_PAUSE, 1000 * 2 ** tries)
}

function asRefused(error: unknown): Refused | null {
  const shaped = error as Partial<Refused> | null
  return typeof shaped?.code === "string" && typeof shaped.retry === "boolean" ? (shaped as Refused) : null
}
