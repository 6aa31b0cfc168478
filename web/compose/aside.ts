// The file that was just taken away: it can be put back until another one is, or the message goes.
import { need } from "../page/elements.ts"
import { announce, say } from "../page/words.ts"
import type { SetAside, Uploads } from "./upload.ts"

export class Aside {
  readonly #uploads: Uploads
  #held: { readonly upload: SetAside; readonly back: () => void } | undefined

  constructor(uploads: Uploads) {
    this.#uploads = uploads
    need("action", "put-back").addEventListener("click", () => this.#putBack())
  }

  /** Takes the upload of a file away. `back` puts the file into the list again. */
  put(key: string, told: string, back: () => void): void {
    this.forget()
    this.#held = { upload: this.#uploads.setAside(key), back }
    need("put-back-text").textContent = told
    need("put-back").hidden = false
    announce(`${told} ${say("filesMayPutBack")}`)
  }

  /** Nobody wants it back. */
  forget(): void {
    void this.#held?.upload.forget()
    this.#held = undefined
    need("put-back").hidden = true
  }

  #putBack(): void {
    const held = this.#held
    this.#held = undefined
    need("put-back").hidden = true
    held?.upload.back()
    held?.back()
  }
}
