// The judge's desk for one case: the docket left, the document right, a search in all of them, and own notes and marks.
import { type Mark, OwnNotes } from "../judgments/notes.ts"
import type { AlongWords } from "../export/along.ts"
import { mentions, type Side, sidesOf } from "../judgments/references.ts"
import { TextIndex, textOf } from "../judgments/search.ts"
import { all, find, need } from "../page/elements.ts"
import { whileBusy } from "../page/errors.ts"
import { PDF } from "../page/kinds.ts"
import { guardLeave } from "../page/leaving.ts"
import { PdfEngine } from "../page/pdf-engine.ts"
import { apiResponse, Problem } from "../page/server.ts"
import { say } from "../page/words.ts"
import { CaseFile, sentenceFor, showCaseFile } from "../reading/case-file.ts"
import { typeOf } from "../reading/files.ts"
import type { Pane } from "../reading/pane.ts"
import type { PieceFile } from "../reading/pieces.ts"
import { readFrom } from "../reading/read-file.ts"
import { save } from "../reading/save.ts"
import { opened, type ShelfFile } from "../reading/shelf.ts"
import { SealError } from "../seal/errors.ts"
import { account, type Account } from "../session/account.ts"

/** A file of the docket with where it stands. */
interface Place {
  readonly file: PieceFile
  readonly entry: number
  /** Whose piece it is; null for the court's. */
  readonly party: string | null
}

const path = `/api/cases/${need("desk").dataset["desk"] ?? ""}`
const index = new TextIndex()
const sides = JSON.parse(document.getElementById("sides")?.textContent ?? "[]") as readonly Side[]
/** More than this no browser opens out of one page. */
const MOST_ALONG = 250_000_000
let places: readonly Place[] = []
let casefile: CaseFile | undefined
let shown: Place | undefined
let marks: readonly Mark[] = []
let changed = false

let fetchedPane: Promise<Pane> | undefined

/** What files are read in; it comes with the first. */
function pane(): Promise<Pane> {
  fetchedPane ??= Promise.all([import("../reading/pane.ts"), import("../reading/styles.ts")]).then(async ([{ Pane }, { readingStyles }]) => {
    await readingStyles()
    const first = new Pane({ step: (by) => void step(by) })
    need("desk-pages").append(first.element)
    need("desk-pages").hidden = false
    return first
  })
  return fetchedPane
}

const nameOf = ({ file }: Place): string => (file.exhibit === null ? file.entry.name : `${say("deskExhibit", { n: file.exhibit })}: ${file.entry.name}`)

/** The files of the docket, to be read one after the other; a failure is told where the file would be. */
function shelf(): ShelfFile[] {
  return places.map((place) => ({
    entry: place.file.entry,
    name: nameOf(place),
    open: async () => {
      try {
        return await casefile?.files.open(place.file)
      } catch (error) {
        need("desk-note").textContent = error instanceof SealError ? say("deskLocked") : sentenceFor(error)
        return undefined
      }
    },
  }))
}

/** `here`: the reader is in the document already, and stays there. */
async function show(place: Place, page: number, here = false): Promise<void> {
  need("desk-note").textContent = ""
  const reading = await pane()
  const at = places.indexOf(place)
  if (shown !== place) {
    shown = place
    need("desk-title").textContent = nameOf(place)
    need("action", "mark").hidden = need("desk-window").hidden = need("references").hidden = true
    reading.wait(nameOf(place), at, places.length)
    const found = await opened(shelf()[at] as ShelfFile)
    if (shown !== place) return
    if (found === undefined) return reading.missing()
    const may = await reading.show(found, at, places.length)
    if (shown !== place) return
    need("desk-window").hidden = false
    need("action", "mark").hidden = !may
    if (may) void showReferences(place, at, found.plain)
  }
  reading.go(page)
  if (!here) need("desk-title").focus()
}

async function step(by: number): Promise<void> {
  const place = shown === undefined ? undefined : places[places.indexOf(shown) + by]
  if (place !== undefined) await show(place, 1, true)
}

function button(text: string, press: () => Promise<void>): HTMLButtonElement {
  const made = document.createElement("button")
  made.type = "button"
  made.className = "plain-button desk__choice"
  made.textContent = text
  made.addEventListener("click", () => void whileBusy(made, press))
  return made
}

function item(...content: readonly HTMLElement[]): HTMLLIElement {
  const made = document.createElement("li")
  made.append(...content)
  return made
}

function showFiles(file: CaseFile): void {
  casefile = file
  places = file.pieces.flatMap(({ files, entry }) => files.map((each) => ({ file: each, entry: entry.number, party: entry.party })))
  for (const { entry } of file.pieces) {
    const line = find("piece", entry.id)
    const mine = places.filter((place) => place.entry === entry.number)
    if (line === null) continue
    const rows = mine.map((place) => item(button(nameOf(place), () => show(place, 1))))
    need("piece-files", undefined, line).replaceChildren(...(rows.length > 0 ? rows : [item(locked())]))
  }
}

function locked(): HTMLElement {
  return Object.assign(document.createElement("span"), { className: "small quiet", textContent: say("deskLocked") })
}

/** The text of a document, where it has any, is in the index. */
async function read(at: number, file: PieceFile, plain: Blob, engine: PdfEngine): Promise<void> {
  if (!index.has(at) && (await typeOf(plain, file.entry)) === PDF) index.put(at, await textOf(plain, engine))
}

/** The exhibits a document names, each a button that shows it beside the page that names it. */
async function showReferences(place: Place, at: number, plain: Blob): Promise<void> {
  if ((await typeOf(plain, place.file.entry)) !== PDF) return
  const engine = await PdfEngine.start()
  try {
    await read(at, place.file, plain, engine)
  } finally {
    engine.close()
  }
  if (shown !== place) return
  const rows = mentions(index.pages(at)).map((mention) => {
    const meant = sidesOf(mention, place.party, sides).map(({ id }) => id)
    const exhibits = places.filter(({ file, party }) => file.exhibit === mention.exhibit && (meant.length === 0 || meant.includes(party ?? "")))
    const { page, exhibit: n } = mention
    if (exhibits.length === 0) return item(Object.assign(document.createElement("span"), { className: "quiet", textContent: say("deskNotThere", { page, n }) }))
    return item(...exhibits.map((exhibit) => beside(say("deskReference", { page, name: nameOf(exhibit), party: nameOfParty(exhibit.party) }), at, page, places.indexOf(exhibit))))
  })
  need("references").hidden = rows.length === 0
  need("references-title").textContent = say("deskReferences", { count: rows.length })
  need("references-list").replaceChildren(...rows)
}

const nameOfParty = (party: string | null): string => sides.find(({ id }) => id === party)?.name ?? ""

/** Shows the document at the page, with the other one beside it. */
function beside(text: string, at: number, page: number, other: number): HTMLButtonElement {
  return button(text, async () => {
    const all = shelf()
    const file = all[at]
    const first = file === undefined ? undefined : await opened(file)
    if (first === undefined) return
    const { view } = await import("../reading/viewer.ts")
    await view(all, at, first, { page, at: other })
  })
}

/** Reads what was not read yet, then looks; nothing of it leaves this page. */
async function search(typed: string): Promise<void> {
  const found = need("found")
  if (typed.trim().length < 2) return void (found.textContent = say("deskNothing"))
  const engine = await PdfEngine.start()
  try {
    for (const [at, { file }] of places.entries()) {
      if (index.has(at)) continue
      const plain = await casefile?.files.open(file).catch(() => undefined)
      if (plain !== undefined) await read(at, file, plain, engine)
    }
  } finally {
    engine.close()
  }
  const hits = index.find(typed)
  const rows = hits.flatMap(({ document, page, text }) => {
    const place = places[document]
    if (place === undefined) return []
    return [item(button(say("deskHit", { number: place.entry, name: nameOf(place), page, text }), () => show(place, page)))]
  })
  need("hits").replaceChildren(...rows)
  found.textContent = say("deskFound", { count: hits.length, read: index.size, unread: places.length - index.size + index.empty })
}

/** The whole file as one locked file, for where there is no connection. The code is shown, and kept nowhere. */
async function takeAlong(): Promise<void> {
  const made = need("along-made")
  const note = need("along-note")
  made.hidden = true
  await files
  const file = casefile
  if (file === undefined) return
  if (places.reduce((sum, { file: { size } }) => sum + size, 0) > MOST_ALONG) return void (note.textContent = say("alongTooLarge"))
  const guide = (values: Readonly<Record<string, string>>): string => say("alongGuide", values)
  const watch = (part: number): void => void (note.textContent = say("alongReading", { percent: Math.round(part * 100) }))
  try {
    const [{ lockedCase }, reader] = await Promise.all([import("../export/along.ts"), apiResponse(need("along").dataset["along"] ?? "")])
    const words = JSON.parse(document.getElementById("along-words")?.textContent ?? "{}") as AlongWords
    const source = { path, pieces: file.pieces, open: (each: PieceFile) => file.files.open(each), watch, guide }
    const taken = await lockedCase(source, words, await reader.text(), document.documentElement.lang)
    need("along-code").textContent = taken.code
    made.hidden = false
    note.textContent = ""
    save(taken.file, `${need("desk").dataset["number"] ?? ""}.html`)
    made.focus()
  } catch (error) {
    note.textContent = error instanceof SealError ? say("deskLocked") : sentenceFor(error)
  }
}

function showMarks(): void {
  const rows = marks.flatMap(({ entry, document, page }) => {
    const place = places.find((each) => each.entry === entry && each.file.entry.number === document)
    return place === undefined ? [] : [item(button(say("deskMark", { number: entry, name: nameOf(place), page }), () => show(place, page)))]
  })
  need("marks").replaceChildren(...rows)
}

const area = document.getElementById("desk-text") as HTMLTextAreaElement
const notesForm = need<HTMLFormElement>("notes")

function complain(text: string): void {
  const problem = need("problem", undefined, notesForm)
  need("problem-text", undefined, problem).textContent = text
  problem.hidden = false
  problem.focus()
}

async function startNotes(me: Account): Promise<OwnNotes | null> {
  const own = new OwnNotes(path, me)
  try {
    const kept = await own.open()
    area.value = kept.text
    marks = kept.marks
    area.disabled = false
    return own
  } catch (error) {
    if (!(error instanceof Problem || error instanceof SealError)) throw error
    complain(error instanceof Problem ? error.detail : say("notesClosed"))
    return null
  }
}

/** What is on the page is no longer what was kept. */
function change(): void {
  changed = true
  need("notes-kept").textContent = ""
}

async function keep(own: OwnNotes | null): Promise<void> {
  if (own === null) return
  need("problem", undefined, notesForm).hidden = true
  try {
    await own.keep({ text: area.value, marks })
    changed = false
    need("notes-kept").textContent = say("deskKept")
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    complain(error.detail)
  }
}

// Listening first: no press is lost while the keys are being opened.
const opening = account()
const notes = opening.then(startNotes)
const files = showCaseFile(path, () => opening).then(showFiles)
area.addEventListener("input", change)
guardLeave(() => changed)
notesForm.addEventListener("submit", (event) => {
  event.preventDefault()
  const press = notesForm.querySelector<HTMLButtonElement>("button[type=submit]") as HTMLButtonElement
  void whileBusy(press, async () => keep(await notes))
})
need("action", "mark").addEventListener("click", async () => {
  const { current } = await pane()
  if (shown === undefined) return
  marks = [...marks, { entry: shown.entry, document: shown.file.entry.number, page: current }]
  change()
  showMarks()
})
const large = need<HTMLButtonElement>("action", "desk-window")
large.addEventListener("click", () => {
  const all = shelf()
  const file = shown === undefined ? undefined : all[places.indexOf(shown)]
  if (file !== undefined) void readFrom(all, file, large)
})
const along = need<HTMLButtonElement>("action", "take-along")
along.addEventListener("click", () => void whileBusy(along, takeAlong))
need<HTMLFormElement>("search").addEventListener("submit", (event) => {
  event.preventDefault()
  const press = all<HTMLFormElement>("search")[0]?.querySelector<HTMLButtonElement>("button[type=submit]")
  const typed = (need<HTMLFormElement>("search").elements.namedItem("q") as HTMLInputElement).value
  if (press) void whileBusy(press, async () => {
    await files
    await search(typed)
  })
})
void Promise.all([files, notes]).then(showMarks)
