// The list of files of a message: choose or drop, check, put in order, rename, upload. Used by the composer and by the
// guest's reply. The page includes templates/composer/files.html (which has [data-files] and the row's template) and, in
// its own <template id="texts" …>, templates/composer/file_texts.html.
//
//   const files = await FileList.start({
//     guest: null,                               // or the guest's id
//     recipient: async () => message.recipient,  // what files are sealed to: the message identity's recipient
//     nameRule: true,                            // VI 6.5-a: propose omschrijving_jjmmdd.pdf
//     changed: () => …,                          // something a draft or the list of blockers depends on
//   })
//   files.blockers()      // [{ id, text }]: what still has to be done, empty when everything is there
//   files.entries()       // the manifest's files, in order; only when blockers() is empty
//   files.saved()         // for a draft; await files.restore(saved) brings them back
//   files.unsent          // whether something would be lost by leaving
//   await files.sent()    // after the message was accepted: nothing stays in this browser
import { today } from "../page/clock.ts"
import { need } from "../page/elements.ts"
import type { FieldError } from "../page/errors.ts"
import { announce, formatBytes, say } from "../page/words.ts"
import type { FileEntry } from "../seal/manifest.ts"
import { askForPdf } from "./as-pdf.ts"
import { Aside } from "./aside.ts"
import type { SeenFile } from "./assistant-rules.ts"
import { acceptDrops } from "./drop.ts"
import {
  entryOf, type FileItem, fresh, isPdf, isPhoto, LARGEST, MOST_FILES, remarks, type Remark, restored, saved, type SavedFile,
} from "./file-item.ts"
import { FileRow, type RowActions } from "./file-row.ts"
import { improve, renumber } from "./file-naming.ts"
import { fetchedPart, look } from "./look.ts"
import { cleanName, followsRule, withEndingOf, withExtension, withOtherEnding, wordsOf } from "./names.ts"
import { showTotals } from "./totals.ts"
import { type Phase, Uploads } from "./upload.ts"

export interface FileListOptions {
  readonly guest: string | null
  /** To what a file is sealed, by its key: of a message all to one. */
  readonly recipient: (key: string) => Promise<string>
  readonly nameRule: boolean
  /** Give every file the name, date and number of VI 6.5 as it comes in; the writer can change them. */
  readonly rename?: boolean
  /** Gives every file its name by its place, and asks in a few words what it is; how many files there are is told. */
  readonly named?: (count: number) => readonly string[]
  /** Whether the message goes to a court: what nobody can open then stays here. */
  readonly court?: () => boolean
  readonly changed: () => void
  readonly failed?: (status: number, sealedSha256: string) => void
}

/** Fetched with the second file. What it does is a help: a page that is offline, or being left, goes without. */
const fetchedSeries = () => import("./series.ts").catch(() => null)

async function inOrder<Named extends { readonly name: string }>(files: readonly Named[]): Promise<readonly Named[]> {
  return files.length < 2 ? files : ((await fetchedSeries())?.inFilingOrder(files) ?? files)
}

export class FileList {
  readonly #options: FileListOptions
  readonly #uploads: Uploads
  readonly #aside: Aside
  readonly #list = need("file-list")
  readonly #rows = new Map<string, FileRow>()
  /** As last seen: what depends on a file changes with its phase, not with every byte. */
  readonly #phases = new Map<string, Phase | undefined>()
  #items: FileItem[] = []

  private constructor(options: FileListOptions, uploads: Uploads) {
    this.#options = options
    this.#uploads = uploads
    this.#aside = new Aside(uploads)
  }

  static async start(options: FileListOptions): Promise<FileList> {
    let progressed: (key: string) => void = () => {}
    const { guest, failed = () => {} } = options
    const uploads = await Uploads.open({ guest, failed, changed: ({ key }) => progressed(key) })
    const list = new FileList(options, uploads)
    progressed = (key) => list.#progressed(key)
    list.#listen()
    return list
  }

  get count(): number {
    return this.#items.length
  }

  get uploads(): Uploads {
    return this.#uploads
  }

  /** Whether something is under way that leaving the page would interrupt. */
  get unsent(): boolean {
    return this.#uploads.totals().busy
  }

  blockers(): FieldError[] {
    const found = this.#items.map((item) => ({ item, text: this.#blocker(item) })).filter(({ text }) => text !== "")
    const errors = found.map(({ item, text }) => ({ id: `file-${item.key}`, text: `${item.name}: ${text}` }))
    if (this.#items.length > MOST_FILES) errors.unshift({ id: "file-choose", text: say("filesTooMany", { most: MOST_FILES }) })
    return errors
  }

  /** What can never go as it is, whatever is still under way. */
  wrong(): FieldError[] {
    return this.#items.flatMap((item) => {
      const error = this.#remarks(item).find(({ level }) => level === "error")
      return error === undefined ? [] : [{ id: `file-${item.key}`, text: `${item.name}: ${say(error.text, error.values)}` }]
    })
  }

  entries(): FileEntry[] {
    return this.#items.map((item, at) => {
      const entry = entryOf(item, at + 1, this.#uploads.get(item.key))
      if (entry === null) throw new Error(`${item.key} is not there yet`)
      return entry
    })
  }

  /** The key of each file, in order. */
  keys(): string[] {
    return this.#items.map(({ key }) => key)
  }

  /** What each file is by who files it; empty where nothing was filled in. */
  descriptions(): string[] {
    return this.#items.map(({ described }) => (described ?? "").replaceAll(/\s+/g, " ").trim())
  }

  /** What a check of the whole can see of them. */
  seen(): SeenFile[] {
    const day = today()
    return this.#items.map((item) => ({
      name: item.name, size: item.size, pages: item.pdf?.pages ?? null, pdf: isPdf(item), paper: item.pdf?.paper ?? "",
      named: followsRule(item.name, day), guessed: item.guessed,
    }))
  }

  saved(): SavedFile[] {
    return this.#items.map((item) => saved(item, this.#uploads.get(item.key)))
  }

  async restore(files: readonly SavedFile[]): Promise<void> {
    this.#items = files.map(restored)
    for (const item of this.#items) if (item.stored === null) await this.#uploads.restore(item.key)
    this.#render()
  }

  /** What is said of the files depends on whom they go to. */
  recheck(): void {
    this.#render()
  }

  /** Takes every file back, here and at the server. */
  async removeAll(): Promise<void> {
    this.#aside.forget()
    const keys = this.#items.splice(0).map(({ key }) => key)
    await Promise.allSettled(keys.map((key) => this.#uploads.remove(key)))
  }

  async sent(): Promise<void> {
    this.#aside.forget()
    await this.#uploads.forget()
  }

  /** Files of which the server lost the upload: they are brought over again where this browser still has them. */
  async again(number: number): Promise<void> {
    const item = this.#items[number - 1]
    if (item === undefined) return
    this.#items[number - 1] = { ...item, stored: null }
    await this.#uploads.renew(item.key)
    this.#render()
  }

  async add(files: readonly File[]): Promise<void> {
    const filing = this.#options.rename === true
    const named = this.#options.named !== undefined
    const ordered = filing || named ? await inOrder(files) : files
    const items = await Promise.all(ordered.map((file) => fresh(file, cleanName(file.name))))
    for (const item of items) {
      this.#items.push(item)
      if (filing) improve(item, this.#items, this.#options)
      if (named) item.described = wordsOf(item.name)
    }
    this.#nameByPlace()
    this.#render()
    announce(say("filesAdded", { n: items.length, total: this.#items.length }))
    for (const item of items) void this.#begin(item)
  }

  #listen(): void {
    acceptDrops(need("drop"), (files) => void this.add(files))
    const choose = need<HTMLInputElement>("file-input")
    need("action", "choose-files").addEventListener("click", () => choose.click())
    choose.addEventListener("change", () => {
      void this.add([...(choose.files ?? [])])
      choose.value = ""
    })
    need("action", "take-photos").addEventListener("click", () => need("camera").click())
    const camera = need<HTMLInputElement>("camera")
    camera.addEventListener("change", () => {
      const photos = [...(camera.files ?? [])]
      camera.value = ""
      if (photos.length > 0) void this.#takePhotos(photos)
    })
    need("action", "join-photos").addEventListener("click", () => void this.#joinPhotos())
    need("action", "pause-uploads").addEventListener("click", () => {
      if (this.#uploads.totals().paused) this.#uploads.resume()
      else this.#uploads.pause()
    })
    need("action", "sort-exhibits").addEventListener("click", () => void this.#sortExhibits())
    need("action", "all-names").addEventListener("click", () => this.#renameAll())
  }

  /** The check and the upload go side by side; a file that can never be sent is not uploaded. */
  async #begin(item: FileItem): Promise<void> {
    const check = this.#check(item)
    void import("./thumbnails.ts").then(
      ({ wantThumbnail }) => wantThumbnail(item, (picture) => this.#rows.get(item.key)?.picture(picture)),
      () => {}, // The row keeps its sign.
    )
    if (item.file !== null && item.size > 0 && item.size <= LARGEST) {
      this.#uploads.add(item.key, item.file, await this.#options.recipient(item.key))
    }
    await check
    this.#render()
    this.#options.changed()
  }

  async #check(item: FileItem): Promise<void> {
    if (item.file !== null && isPdf(item) && item.size <= LARGEST) {
      const { file } = item
      // Fetched with the first PDF; where it cannot be fetched, this browser cannot tell.
      item.pdf = await import("./pdf-check.ts").then(({ checkPdf }) => checkPdf(file)).catch(() => null)
    }
    item.check = "done"
  }

  #remarks(item: FileItem): Remark[] {
    return remarks(item, this.#items, today(), this.#options.nameRule, this.#options.court?.() ?? false)
  }

  #blocker(item: FileItem): string {
    const error = this.#remarks(item).find(({ level }) => level === "error")
    if (error !== undefined) return say(error.text, error.values)
    const upload = this.#uploads.get(item.key)
    if (entryOf(item, 1, upload) !== null && item.check === "done") return ""
    if (upload === undefined) return say("filesLost")
    if (upload.phase === "failed") return say("filesFailedShort")
    return say(upload.phase === "paused" ? "filesPaused" : "filesBusy")
  }

  #progressed(key: string): void {
    const item = this.#items.find((candidate) => candidate.key === key)
    if (item === undefined) return
    const upload = this.#uploads.get(key)
    this.#rows.get(key)?.progress(upload, item)
    showTotals(this.#uploads.totals())
    if (upload?.phase === this.#phases.get(key)) return
    this.#phases.set(key, upload?.phase)
    this.#options.changed()
    if (upload?.phase === "done") announce(say("filesDone", { name: item.name }))
    if (upload?.phase === "failed") announce(`${item.name}: ${upload.reason}`, true)
  }

  #render(): void {
    for (const [key, row] of this.#rows) {
      if (this.#items.some((item) => item.key === key)) continue
      row.element.remove()
      this.#rows.delete(key)
    }
    for (const [at, item] of this.#items.entries()) this.#renderItem(item, at)
    this.#list.hidden = this.#items.length === 0
    need("file-sum").textContent = this.#sum()
    need("all-names").hidden = this.#misnamed().length < 2
    need("join-photos").hidden = this.#items.filter(isPhoto).length < 2
    void this.#showSeries()
    showTotals(this.#uploads.totals())
  }

  async #showSeries(): Promise<void> {
    if (this.#items.length < 2) return void (need("exhibits").hidden = true)
    const series = await fetchedSeries()
    series?.showSeries(this.#items.map(({ name }) => name))
  }

  #sum(): string {
    if (this.#items.length === 0) return ""
    const size = this.#items.reduce((sum, item) => sum + item.size, 0)
    const pages = this.#items.reduce((sum, item) => sum + (item.pdf?.pages ?? 0), 0)
    return say(pages > 0 ? "filesSum" : "filesSumBytes", { n: this.#items.length, size: formatBytes(size), pages })
  }

  #renderItem(item: FileItem, at: number): void {
    const row = this.#rows.get(item.key) ?? new FileRow(item.key, this.#actions())
    this.#rows.set(item.key, row)
    const place = this.#list.children[at]
    if (place !== row.element) this.#list.insertBefore(row.element, place ?? null)
    row.show(item, { number: at + 1, count: this.#items.length, remarks: this.#remarks(item) })
    row.progress(this.#uploads.get(item.key), item)
  }

  #actions(): RowActions {
    return {
      move: (key, by) => this.#move(key, by),
      place: (key, before) => this.#place(key, before),
      rename: (key, name) => this.#rename(key, name),
      remove: (key) => this.#remove(key),
      replace: (key, file) => void this.#replace(key, file),
      look: (key, button) => void look(this.#items, key, button),
      describe: (key, text) => this.#describe(key, text),
      act: (key, act) => this.#act(key, act),
      retry: (key) => this.#uploads.retry(key),
    }
  }

  #move(key: string, by: number): void {
    const from = this.#items.findIndex((item) => item.key === key)
    this.#moveTo(from, from + by)
  }

  #place(key: string, before: string): void {
    const from = this.#items.findIndex((item) => item.key === key)
    this.#moveTo(from, this.#items.findIndex((item) => item.key === before))
  }

  #moveTo(from: number, to: number): void {
    const item = this.#items[from]
    if (item === undefined || to < 0 || to >= this.#items.length || to === from) return
    this.#items.splice(from, 1)
    this.#items.splice(to, 0, item)
    this.#changed()
    announce(say("filesMoved", { name: item.name, n: to + 1, total: this.#items.length }))
  }

  #rename(key: string, name: string): void {
    const item = this.#items.find((candidate) => candidate.key === key)
    if (item === undefined) return
    item.name = cleanName(name)
    item.guessed = false
    this.#renamed(item)
  }

  #describe(key: string, text: string): void {
    const item = this.#items.find((candidate) => candidate.key === key)
    if (item === undefined) return
    item.described = text
    this.#options.changed()
  }

  #nameByPlace(): void {
    const names = this.#options.named?.(this.#items.length) ?? []
    for (const [at, name] of names.entries()) {
      const item = this.#items[at]
      if (item !== undefined) item.name = withEndingOf(name, item.name)
    }
  }

  #renamed(item: FileItem): void {
    this.#changed()
    announce(say("filesRenamed", { name: item.name }))
  }

  #remove(key: string): void {
    const at = this.#items.findIndex((item) => item.key === key)
    const [item] = this.#items.splice(at, 1)
    if (item === undefined) return
    this.#changed()
    const next = this.#items[at] ?? this.#items[at - 1]
    if (next === undefined) need("action", "choose-files").focus()
    else this.#rows.get(next.key)?.focus()
    this.#aside.put(key, say("filesRemoved", { name: item.name }), () => {
      this.#items.splice(Math.min(at, this.#items.length), 0, item)
      this.#backAt(item)
    })
  }

  /** Another file in the place of this one, under its name and with what was said of it. */
  async #replace(key: string, file: File): Promise<void> {
    const item = this.#items.find((candidate) => candidate.key === key)
    if (item === undefined) return
    const made: FileItem = { ...(await fresh(file, withOtherEnding(item.name, cleanName(file.name)))), guessed: item.guessed }
    if (item.described !== undefined) made.described = item.described
    this.#items = this.#items.map((each) => (each === item ? made : each))
    this.#changed()
    this.#rows.get(made.key)?.focus()
    this.#aside.put(key, say("filesReplaced", { name: item.name }), () => {
      this.#items = this.#items.map((each) => (each === made ? item : each))
      void this.#uploads.remove(made.key)
      this.#backAt(item)
    })
    await this.#begin(made)
  }

  #backAt(item: FileItem): void {
    this.#changed()
    this.#rows.get(item.key)?.focus()
    announce(say("filesBack", { name: item.name }))
  }

  #act(key: string, act: NonNullable<Remark["act"]>): void {
    const item = this.#items.find((candidate) => candidate.key === key)
    if (item === undefined) return
    if (act === "photo") return void this.#photo(item)
    if (act === "document") return askForPdf((file) => void this.#replace(key, file))
    if (act === "rename") {
      improve(item, this.#items, this.#options)
      return this.#renamed(item)
    }
    item.accepted = true
    this.#changed()
  }

  #misnamed(): FileItem[] {
    return this.#items.filter((item) => this.#remarks(item).some(({ act }) => act === "rename"))
  }

  #renameAll(): void {
    const wrong = this.#misnamed()
    for (const item of wrong) improve(item, this.#items, this.#options)
    this.#changed()
    announce(say("filesAllRenamed", { n: wrong.length }))
    need("action", "choose-files").focus()
  }

  /** The document first, then the exhibits by their number. */
  async #sortExhibits(): Promise<void> {
    const series = await fetchedSeries()
    if (series === null) return
    this.#items = series.inFilingOrder(this.#items)
    this.#changed()
    announce(say("filesSorted"))
    need("action", "choose-files").focus()
  }

  /** Straight from the camera: photos are pages of one document. */
  async #takePhotos(photos: readonly File[]): Promise<void> {
    const tray = await fetchedPart(import("./photo-tray.ts"))
    const pdf = await tray?.photosToPdf(photos, true)
    if (pdf) await this.add([new File([pdf], say("photosName"), { type: pdf.type })])
  }

  /** The photos of the list as one PDF, in the place of the first. */
  async #joinPhotos(): Promise<void> {
    const photos = this.#items.filter(isPhoto)
    const tray = await fetchedPart(import("./photo-tray.ts"))
    const pdf = await tray?.photosToPdf(photos.flatMap(({ file }) => (file === null ? [] : [file])), false)
    const at = this.#items.findIndex((item) => item === photos[0])
    if (!pdf || at < 0) return
    const made = await fresh(pdf, withExtension(photos[0]?.name ?? "", "pdf"))
    this.#items.splice(at, 0, made)
    this.#items = this.#items.filter((item) => !photos.includes(item))
    for (const { key } of photos) void this.#uploads.remove(key)
    this.#changed()
    this.#rows.get(made.key)?.focus()
    announce(say("filesPhotoDone", { name: made.name }))
    await this.#begin(made)
  }

  async #photo(item: FileItem): Promise<void> {
    if (item.file === null) return
    try {
      const { photoToPdf } = await import("./photo.ts")
      const pdf = await photoToPdf(item.file)
      const at = this.#items.indexOf(item)
      const made: FileItem = { ...(await fresh(pdf, withExtension(item.name, "pdf"))), guessed: item.guessed }
      if (item.described !== undefined) made.described = item.described
      this.#items[at] = made
      await this.#uploads.remove(item.key)
      this.#render()
      this.#rows.get(made.key)?.focus()
      announce(say("filesPhotoDone", { name: made.name }))
      await this.#begin(made)
    } catch {
      item.unmade = true
      this.#render()
      announce(`${item.name}: ${say("filesPhotoFailed")}`, true)
    }
  }

  #changed(): void {
    if (this.#options.rename === true) renumber(this.#items)
    this.#nameByPlace()
    this.#render()
    this.#options.changed()
  }
}
