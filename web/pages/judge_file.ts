// The judge's desk for one case: the docket left, the document right, a search in all of them, and own notes and marks.
import { type Mark, OwnNotes } from "../judgments/notes.ts"
import { TextIndex, textOf } from "../judgments/search.ts"
import { all, find, need } from "../page/elements.ts"
import { whileBusy } from "../page/errors.ts"
import { PDF } from "../page/kinds.ts"
import { guardLeave } from "../page/leaving.ts"
import { PdfEngine, PdfRefused } from "../page/pdf-engine.ts"
import { Problem } from "../page/server.ts"
import { say } from "../page/words.ts"
import { CaseFile, sentenceFor, showCaseFile } from "../reading/case-file.ts"
import { typeOf } from "../reading/files.ts"
import { openPdf, type Pages } from "../reading/pdf.ts"
import type { PieceFile } from "../reading/pieces.ts"
import { SealError } from "../seal/errors.ts"
import { account, type Account } from "../session/account.ts"

/** A file of the docket with where it stands. */
interface Place {
  readonly file: PieceFile
  readonly entry: number
}

const path = `/api/cases/${need("desk").dataset["desk"] ?? ""}`
const index = new TextIndex()
let places: readonly Place[] = []
let casefile: CaseFile | undefined
let shown: { readonly place: Place; readonly pages: Pages } | undefined
let marks: readonly Mark[] = []
let changed = false

const nameOf = ({ file }: Place): string => (file.exhibit === null ? file.entry.name : `${say("deskExhibit", { n: file.exhibit })}: ${file.entry.name}`)

async function show(place: Place, page: number): Promise<void> {
  const note = need("desk-note")
  note.textContent = ""
  if (shown?.place !== place) {
    shown?.pages.close()
    shown = undefined
    need("desk-pages").replaceChildren()
    need("desk-title").textContent = nameOf(place)
    try {
      const plain = await casefile?.files.open(place.file)
      if (plain === undefined) return
      if ((await typeOf(plain, place.file.entry)) !== PDF) return void (note.textContent = say("deskOther"))
      shown = { place, pages: await openPdf(plain, need("desk-pages"), () => {}) }
    } catch (error) {
      note.textContent = error instanceof PdfRefused || error instanceof SealError ? say("deskLocked") : sentenceFor(error)
      return
    }
  }
  shown?.pages.go(page)
  need("action", "mark").hidden = shown === undefined
  need("desk-title").focus()
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
  places = file.pieces.flatMap(({ files, entry }) => files.map((each) => ({ file: each, entry: entry.number })))
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

/** Reads what was not read yet, then looks; nothing of it leaves this page. */
async function search(typed: string): Promise<void> {
  const found = need("found")
  if (typed.trim().length < 2) return void (found.textContent = say("deskNothing"))
  const engine = await PdfEngine.start()
  try {
    for (const [at, { file }] of places.entries()) {
      if (index.has(at)) continue
      const plain = await casefile?.files.open(file).catch(() => undefined)
      if (plain !== undefined && (await typeOf(plain, file.entry)) === PDF) index.put(at, await textOf(plain, engine))
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
need("action", "mark").addEventListener("click", () => {
  if (shown === undefined) return
  const { place, pages } = shown
  marks = [...marks, { entry: place.entry, document: place.file.entry.number, page: pages.current }]
  change()
  showMarks()
})
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
