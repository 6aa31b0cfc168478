// The message page, for account holders and guests alike: open, check, show; then files, saving, printing.
import { all, find, need } from "../page/elements.ts"
import { whileBusy } from "../page/errors.ts"
import { onConnection } from "../page/leaving.ts"
import { Problem } from "../page/server.ts"
import { announce, say } from "../page/words.ts"
import { CannotCheck } from "../seal/errors.ts"
import type { FileEntry } from "../seal/manifest.ts"
import { LetterFiles, mayShow, nameOnDisk, type Watch } from "./files.ts"
import { heldAgainstLog, type Letter, openLetter, Refused, reportDifferences } from "./letter.ts"
import { readFrom } from "./read-file.ts"
import { save, zipName, zipOf } from "./save.ts"
import { nameOnShelf, type ShelfFile } from "./shelf.ts"
import { type Row, showDifferences, showFiles, showLetter, showState } from "./show.ts"
import { startTimeline } from "./timeline.ts"
import { nameFilesInTracks } from "./tracks.ts"
import { askAnyway, Verdicts } from "./verdicts.ts"

const SETTLING = 5 * 60_000

/**
 * Starts the page. `identities` may ask the reader to log in first; null: the reader lacks the key this message was sealed
 * with, so it is not asked for, and no reader is said to have opened it or to have seen an error.
 */
export async function startReading(identities: () => Promise<readonly string[] | null>): Promise<Letter | undefined> {
  startTimeline()
  for (const button of all("action", "print")) button.addEventListener("click", () => print())
  const path = need("letter").dataset["api"] ?? ""
  const letter = await openedLetter(path, identities)
  if (letter === undefined) return undefined
  const found = await heldAgainstLog(letter)
  if (found.told.differences.length > 0) await alarmed(path, found)
  else {
    need("alarm", "unproved").hidden = found.proved || isFresh(found.told.receivedAt)
    showOpened(path, found)
  }
  return found
}

function showOpened(path: string, letter: Letter): void {
  showLetter(letter)
  startFiles(path, letter, new LetterFiles(path, letter))
  nameFilesInTracks(letter.manifest)
  if (find("piece") !== null) void import("./inline.ts").then(({ namePieces }) => namePieces(letter.manifest), () => {})
  showState("open")
  announce(say("opened"))
}

/** What was received just now has no place in the log yet: that takes seconds. */
const isFresh = (receivedAt: string): boolean => Date.now() - Date.parse(receivedAt) < SETTLING

/** Keeps the letter shut, says what does not agree and reports it, until the reader wants to see it all the same. */
async function alarmed(path: string, letter: Letter): Promise<void> {
  showState("differs")
  showDifferences(letter, () => showOpened(path, letter)).focus()
  need("differs-reported").hidden = !(await reportDifferences(path, letter))
}

/** Tries until the message is there or has been refused; a lost connection is tried again as soon as it is back. */
async function openedLetter(path: string, identities: () => Promise<readonly string[] | null>): Promise<Letter | undefined> {
  for (;;) {
    showState("opening")
    try {
      const mine = await identities()
      if (mine !== null) return await openLetter(path, mine)
      showState("locked")
      return void need("state", "locked").focus()
    } catch (error) {
      if (error instanceof Refused) return void showRefused(error)
      if (!(error instanceof Problem || error instanceof CannotCheck)) throw error
      await askAgain(error instanceof Problem ? error.detail : say("cannotCheck"))
    }
  }
}

function showRefused(error: Refused): void {
  const why = `why-${error.code}`.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
  need("refused-why").textContent = say(why)
  need("refused-code").textContent = error.code
  need("refused-reported").hidden = !error.reported
  showState("refused")
  need("state", "refused").focus()
}

function askAgain(why: string): Promise<void> {
  need("failed-why").textContent = why
  showState("failed")
  return new Promise((again) => {
    const stop = onConnection((online) => {
      if (online) done()
    })
    const done = () => {
      stop()
      again()
    }
    need("action", "retry").addEventListener("click", done, { once: true })
  })
}

function startFiles(path: string, letter: Letter, files: LetterFiles): void {
  const shelf: ShelfFile[] = []
  const actions = {
    open: (entry: FileEntry, _row: Row, button: HTMLButtonElement) => {
      const file = shelf.find((each) => each.entry === entry)
      if (file !== undefined) void readFrom(shelf, file, button)
    },
    download: (entry: FileEntry, row: Row, button: HTMLButtonElement) => void saved(entry, row, button),
  }
  const rows = showFiles(files.entries, actions)
  const verdicts = new Verdicts(path, files.entries, rows)
  void verdicts.watch()

  async function wanted(entry: FileEntry): Promise<boolean> {
    return !verdicts.risky(entry) || (await askAnyway())
  }

  async function fetched(entry: FileEntry, row: Row): Promise<Blob | undefined> {
    row.tell(null)
    try {
      const plain = await files.open(entry, (part) => row.progress(part))
      row.tell("ok", say("checked"))
      return plain
    } catch (error) {
      row.tell("error", sentenceFor(error))
      announce(`${entry.name}: ${sentenceFor(error)}`, true)
      return undefined
    } finally {
      row.progress(null)
    }
  }

  async function saved(entry: FileEntry, row: Row, button: HTMLButtonElement): Promise<void> {
    if (!(await wanted(entry))) return
    const plain = await whileBusy(button, () => fetched(entry, row))
    if (plain !== undefined) save(plain, await nameOnDisk(plain, entry))
  }

  for (const entry of files.entries.filter(mayShow)) {
    const row = rows.get(entry.number) as Row
    shelf.push({ entry, name: nameOnShelf(entry), open: async () => ((await wanted(entry)) ? fetched(entry, row) : undefined) })
  }
  startSavingAll(letter, files, rows)
}

function sentenceFor(error: unknown): string {
  if (error instanceof Refused) return say("fileRefused")
  if (error instanceof CannotCheck) return say("cannotCheck")
  return error instanceof Problem ? error.detail : say("fileFailed")
}

function startSavingAll(letter: Letter, files: LetterFiles, rows: ReadonlyMap<number, Row>): void {
  const button = need<HTMLButtonElement>("action", "download-all")
  button.hidden = files.entries.length === 0
  const box = need("all-progress")
  const bar = box.querySelector("progress")
  const watch: Watch = (part) => bar?.setAttribute("value", String(Math.round(part * 100)))
  button.addEventListener("click", () => {
    void whileBusy(button, async () => {
      box.hidden = false
      watch(0)
      try {
        save(await zipOf(letter, files, watch), zipName(letter))
        announce(say("filesReady"))
      } catch {
        await showFailures(files, rows)
        announce(say("someFilesLeft"), true)
      } finally {
        box.hidden = true
      }
    })
  })
}

/** Which of the files could not be had; those that could are there already. */
async function showFailures(files: LetterFiles, rows: ReadonlyMap<number, Row>): Promise<void> {
  for (const entry of files.entries) {
    const why = await files.open(entry).then(() => undefined, sentenceFor)
    const row = rows.get(entry.number)
    if (why === undefined) row?.tell("ok", say("checked"))
    else row?.tell("error", why)
  }
}

