// Photos of one document: put in order, looked at, and made into one PDF. The dialog stands in composer/photos.html.
import { find, fromTemplate, need } from "../page/elements.ts"
import { whileBusy } from "../page/errors.ts"
import { announce, say } from "../page/words.ts"
import { picturesPdf } from "./image-pdf.ts"
import { pictureOf } from "./photo.ts"
import { ofPhoto } from "./thumbnails.ts"

/** Wide enough to read whether a page is whole. */
const LOOK = 480

/** The PDF of these photos and those that are added, in the order they are given; null when it is not to be made. */
export function photosToPdf(photos: readonly Blob[], wantMore: boolean): Promise<Blob | null> {
  return new Tray(photos).ask(wantMore)
}

class Tray {
  readonly #dialog = document.getElementById("photos") as HTMLDialogElement
  readonly #camera = need<HTMLInputElement>("photo-more", undefined, this.#dialog)
  readonly #list = need("photo-list", undefined, this.#dialog)
  readonly #rows = new Map<Blob, HTMLElement>()
  #photos: Blob[]

  constructor(photos: readonly Blob[]) {
    this.#photos = [...photos]
  }

  ask(wantMore: boolean): Promise<Blob | null> {
    const ended = new AbortController()
    const { signal } = ended
    const more = need("action", "more-photos", this.#dialog)
    more.hidden = !wantMore
    return new Promise((resolve) => {
      const end = (pdf: Blob | null) => {
        ended.abort()
        this.#dialog.close()
        resolve(pdf)
      }
      this.#dialog.addEventListener("close", () => end(null), { signal })
      need("action", "close-dialog", this.#dialog).addEventListener("click", () => end(null), { signal })
      more.addEventListener("click", () => this.#camera.click(), { signal })
      this.#camera.addEventListener("change", () => this.#add(), { signal })
      const make = need<HTMLButtonElement>("action", "make-photos", this.#dialog)
      make.addEventListener("click", () => void whileBusy(make, async () => {
        const pdf = await this.#made()
        if (pdf !== null) end(pdf)
      }), { signal })
      this.#told("")
      this.#show()
      this.#dialog.showModal()
    })
  }

  #add(): void {
    this.#photos.push(...(this.#camera.files ?? []))
    this.#camera.value = ""
    this.#show()
  }

  async #made(): Promise<Blob | null> {
    try {
      const pictures = []
      for (const photo of this.#photos) pictures.push({ jpeg: await pictureOf(photo) })
      return new Blob([picturesPdf(pictures)], { type: "application/pdf" })
    } catch {
      this.#told(say("filesPhotoFailed"))
      return null
    }
  }

  #told(text: string): void {
    need("photo-told", undefined, this.#dialog).textContent = text
  }

  #show(): void {
    const rows = this.#photos.map((photo, at) => this.#row(photo, at))
    this.#list.replaceChildren(...rows)
    need<HTMLButtonElement>("action", "make-photos", this.#dialog).disabled = this.#photos.length === 0
  }

  #row(photo: Blob, at: number): HTMLElement {
    const row = this.#rows.get(photo) ?? this.#newRow(photo)
    const last = this.#photos.length - 1
    need("photo-number", undefined, row).textContent = say("photosPage", { n: at + 1 })
    for (const [name, off] of [["up", at === 0], ["down", at === last], ["remove", false]] as const) {
      const button = need<HTMLButtonElement>("action", `photo-${name}`, row)
      button.disabled = off
      button.setAttribute("aria-label", say(`photos${name[0]?.toUpperCase()}${name.slice(1)}`, { n: at + 1 }))
    }
    return row
  }

  #newRow(photo: Blob): HTMLElement {
    const row = fromTemplate("photo-row")
    this.#rows.set(photo, row)
    ofPhoto(photo, LOOK).then((picture) => need("photo-look", undefined, row).replaceChildren(picture), () => this.#told(say("filesPhotoFailed")))
    const on = (name: string, act: (at: number) => void) =>
      need("action", `photo-${name}`, row).addEventListener("click", () => {
        act(this.#photos.indexOf(photo))
        this.#show()
        this.#focus(row, name)
      })
    on("up", (from) => this.#move(from, from - 1))
    on("down", (from) => this.#move(from, from + 1))
    on("remove", (from) => this.#photos.splice(from, 1))
    return row
  }

  /** What was pressed may be gone, or rest at the end of the list. */
  #focus(row: HTMLElement, name: string): void {
    const place = row.isConnected ? row : this.#list
    const twin = name === "up" ? "down" : "up"
    const able = [name, twin].map((each) => find<HTMLButtonElement>("action", `photo-${each}`, place)).find((button) => button?.disabled === false)
    ;(able ?? need("action", "close-dialog", this.#dialog)).focus()
  }

  #move(from: number, to: number): void {
    const [photo] = this.#photos.splice(from, 1)
    if (photo === undefined) return
    this.#photos.splice(to, 0, photo)
    announce(say("photosMoved", { n: to + 1, total: this.#photos.length }))
  }
}
