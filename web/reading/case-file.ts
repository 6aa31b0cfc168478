// The file of a case on its page: titles and names open here, on the reader's device, and files are read, saved and collected.
import { all, find, icon, need } from "../page/elements.ts"
import { whileBusy } from "../page/errors.ts"
import { api, Problem } from "../page/server.ts"
import { announce, say } from "../page/words.ts"
import { CannotCheck, SealError } from "../seal/errors.ts"
import type { Account } from "../session/account.ts"
import { alarm, report } from "../session/alarms.ts"
import type { Circle } from "../session/holder.ts"
import type { CaseOut, DocketEntryOut } from "../wire/api.ts"
import { mayShow, nameOnDisk } from "./files.ts"
import { Refused } from "./letter.ts"
import { described, openPiece, type Piece, type PieceFile, PieceFiles } from "./pieces.ts"
import { readFrom } from "./read-file.ts"
import { save } from "./save.ts"
import { nameOnShelf, type ShelfFile } from "./shelf.ts"
import { fileRow, type Row } from "./show.ts"

export class CaseFile {
  readonly pieces: readonly Piece[]
  readonly files = new PieceFiles()

  readonly #path: string
  readonly #circles: readonly Circle[]
  /** What can be read, in the order of the docket. */
  readonly #shelf: ShelfFile[] = []

  private constructor(path: string, pieces: readonly Piece[], circles: readonly Circle[]) {
    this.#path = path
    this.pieces = pieces
    this.#circles = circles
  }

  /** Tells when the key of the file is not one that was signed, and what the log recorded otherwise. Reading goes on: what was filed is
   * signed by itself. */
  async watch(me: Account): Promise<void> {
    const [{ circleStanding }, { watchCase }] = await Promise.all([import("../session/circle-standing.ts"), import("./case-watch.ts")])
    for (const circle of this.#circles) {
      const { doubt } = await circleStanding(me, circle)
      if (doubt === null || doubt === "shut") continue
      alarm("alarmCircle", { code: doubt })
      await report(`circle-${doubt}`, circle.id)
    }
    // The judge's desk shows no case to hold against the log; its page does.
    if (find("page-case") !== null) await watchCase(this.#path, this.pieces.map(({ entry }) => entry))
  }

  /** Fetches the docket and opens every piece the reader has a key of. @throws {Problem} the server could not be asked. */
  static async open(path: string, me: Account): Promise<CaseFile> {
    const [shown, docket] = await Promise.all([api<CaseOut>(path), api<DocketEntryOut[]>(`${path}/docket`)])
    const used = shown.circles.filter(({ id }) => docket.some(({ circle }) => circle === id))
    const circles = await Promise.all(used.map(async ({ id, container }) => [id, await circleOf(me, container)] as const))
    const keys = new Map(circles.map(([id, circle]) => [id, [...(circle?.keyVersions.values() ?? [])]]))
    const pieces = await Promise.all(docket.map((entry) => openPiece(path, entry, keys.get(entry.circle) ?? [])))
    return new CaseFile(path, pieces, circles.map(([, circle]) => circle).filter((circle) => circle !== null))
  }

  /** Writes into each line of the docket what was opened of it. */
  show(): void {
    for (const piece of this.pieces) {
      const line = find("entry", piece.entry.id)
      if (line !== null) this.#showPiece(line, piece)
    }
  }

  /** A file, with its progress and its failure told beside it; undefined when it could not be had. */
  async fetched(file: PieceFile, row: Row): Promise<Blob | undefined> {
    row.tell(null)
    try {
      const plain = await this.files.open(file, (part) => row.progress(part))
      row.tell("ok", say("checked"))
      return plain
    } catch (error) {
      const text = sentenceFor(error)
      row.tell("error", text)
      announce(`${file.entry.name}: ${text}`, true)
      return undefined
    } finally {
      row.progress(null)
    }
  }

  #showPiece(line: HTMLElement, piece: Piece): void {
    showCheck(need("check", undefined, line), piece)
    const list = need("files", undefined, line)
    list.hidden = piece.files.length === 0
    list.replaceChildren(...piece.files.map((file) => this.#row(file, piece)))
  }

  #row(file: PieceFile, piece: Piece): HTMLElement {
    const row = fileRow(file.entry, {
      open: (_entry, _row, button) => void readFrom(this.#shelf, onShelf, button),
      download: (_entry, own, button) => void this.#save(file, own, button),
    })
    const { entry } = file
    const onShelf: ShelfFile = { entry, name: `${piece.entry.number}. ${nameOnShelf(entry)}`, open: () => this.fetched(file, row) }
    if (mayShow(entry)) this.#shelf.push(onShelf)
    const text = piece.manifest === null ? "" : described(piece.manifest, file.entry)
    const words = [file.exhibit === null ? "" : say("exhibitName", { n: file.exhibit }), text].filter((part) => part !== "")
    if (words.length > 0) {
      const described = document.createElement("span")
      described.className = "file__described"
      described.textContent = words.join(": ")
      row.element.querySelector(".file__main")?.prepend(described)
    }
    return row.element
  }

  async #save(file: PieceFile, row: Row, button: HTMLButtonElement): Promise<void> {
    const plain = await whileBusy(button, () => this.fetched(file, row))
    if (plain !== undefined) save(plain, await nameOnDisk(plain, file.entry))
  }
}

/** A circle with its keys. One that does not open, or is no longer this reader's, leaves its pieces locked and the others open. */
async function circleOf(me: Account, container: string): Promise<Circle | null> {
  try {
    return await me.circle(container)
  } catch (error) {
    if (error instanceof SealError || (error instanceof Problem && error.status === 404)) return null
    throw error
  }
}

const SIGNS = { signed: "ok", cannot: "warning", wrong: "error", locked: "lock" } as const

function showCheck(place: HTMLElement, { check, entry }: Piece): void {
  const signed = entry.scanned ? "signedScan" : entry.party === null ? "signedCourt" : "signed"
  const text = document.createElement("span")
  text.textContent = say(check === "signed" ? signed : check)
  const badge = document.createElement("span")
  badge.className = `status status--${check === "signed" ? "ok" : check === "wrong" ? "error" : "neutral"} status--bare`
  badge.append(icon(SIGNS[check]), text)
  place.replaceChildren(badge)
  place.dataset["check"] = check
  place.hidden = false
}

export function sentenceFor(error: unknown): string {
  if (error instanceof Refused) return say("fileRefused")
  if (error instanceof CannotCheck) return say("cannotCheck")
  if (error instanceof Problem) return error.detail
  throw error
}

/** Opens the file of the case on this page, again and again until it is there, with the lines that are `left` to come; shows it. */
export async function showCaseFile(path: string, me: () => Promise<Account>, left?: () => Promise<void>): Promise<CaseFile> {
  for (;;) {
    state("opening")
    try {
      const account = await me()
      const [file] = await Promise.all([CaseFile.open(path, account), left?.()])
      file.show()
      state("open")
      void file.watch(account).catch(unlessAsked)
      return file
    } catch (error) {
      if (!(error instanceof Problem || error instanceof CannotCheck)) throw error
      need("failed-why").textContent = sentenceFor(error)
      state("failed")
      await new Promise((again) => need("action", "retry").addEventListener("click", again, { once: true }))
    }
  }
}

/** What could not be asked for is asked again on the next page. */
function unlessAsked(error: unknown): void {
  if (!(error instanceof Problem || error instanceof CannotCheck)) throw error
}

function state(now: "opening" | "failed" | "open"): void {
  for (const part of all("state")) part.hidden = part.dataset["state"] !== now
}
