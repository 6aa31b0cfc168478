// Texts that a mailbox writes often, sealed to it: fetched, kept, and put into a message with its fields filled in on this device.
import { need } from "../page/elements.ts"
import { Problem } from "../page/server.ts"
import { announce, say } from "../page/words.ts"
import type { Account } from "../session/account.ts"
import { fetchKept, keep, type Kept } from "../session/kept.ts"
import { type Facts, filledIn } from "./text-fields.ts"

/** docs/formats.md, Standard text. */
export interface StandardText {
  readonly id: string
  readonly version: number
  readonly name: string
  readonly text: string
  /** The users under whose new messages it stands: their signature. Sealed with the text, so only the mailbox knows. */
  readonly under: readonly string[]
}

/** Those of a mailbox by name; how many do not open with these keys is told beside them. */
export async function fetchStandardTexts(box: string, me: Account): Promise<{ texts: StandardText[]; closed: number }> {
  const { kept, closed } = await fetchKept(box, me, "text")
  const texts = kept.map(asText).filter((text) => text !== null)
  return { texts: texts.sort((a, b) => a.name.localeCompare(b.name, "nl")), closed: closed + kept.length - texts.length }
}

function asText({ id, version, content: { name, text, under } }: Kept): StandardText | null {
  if (typeof name !== "string" || typeof text !== "string") return null
  return { id, version, name, text, under: Array.isArray(under) ? under.filter((user) => typeof user === "string") : [] }
}

/** @throws {Problem} a colleague changed it in the meantime, or the mailbox is full. */
export async function keepStandardText(box: string, me: Account, { id, version, name, text, under }: StandardText): Promise<void> {
  await keep(box, me, "text", { id, version, content: { v: 1, name, text, under } })
}

/** Makes this the one text that stands under somebody's new messages, or none with `null`; the texts that changed by that. */
export function signedWith(texts: readonly StandardText[], user: string, chosen: string | null): StandardText[] {
  return texts
    .filter(({ id, under }) => under.includes(user) !== (id === chosen))
    .map((text) => ({ ...text, under: text.id === chosen ? [...text.under, user] : text.under.filter((other) => other !== user) }))
}

export interface ChoiceOptions {
  readonly me: Account
  /** Whether this message is new, so that the writer's signature comes under it. */
  readonly signs: boolean
  readonly box: () => string
  readonly facts: () => Facts
  readonly changed: () => void
}

/** The choice above the text of a message. */
export class StandardTextChoice {
  readonly #options: ChoiceOptions
  readonly #choice = document.getElementById("standard-text") as HTMLSelectElement
  readonly #field = document.getElementById("text") as HTMLTextAreaElement
  #texts: readonly StandardText[] = []
  #box = ""
  /** What the choice put into the text last, and where: choosing again puts the other in its place. */
  #put: { readonly at: number; readonly text: string } | null = null
  /** The signature as it stands at the end of the text; empty for none. */
  #signature = ""

  constructor(options: ChoiceOptions) {
    this.#options = options
    this.#choice.addEventListener("change", () => this.#choose())
  }

  /** What somebody wrote: all but a signature that came by itself. */
  get written(): string {
    const { value } = this.#field
    return this.#signature !== "" && value.endsWith(this.#signature) ? value.slice(0, -this.#signature.length) : value
  }

  /** Offers the texts of the mailbox that is written from; where they cannot be had the message is written without. */
  async load(): Promise<void> {
    const box = this.#options.box()
    if (box === this.#box) return
    this.#box = box
    try {
      const { texts } = await fetchStandardTexts(box, this.#options.me)
      if (box !== this.#box) return
      this.#texts = texts
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      this.#texts = []
    }
    this.#choice.replaceChildren(option("", say("textChoose")), ...this.#texts.map(({ id, name }) => option(id, name)))
    this.#sign()
    need("standard-choice").hidden = this.#texts.length === 0
    need("standard-texts").hidden = false
    const manage = need<HTMLAnchorElement>("manage-texts")
    manage.href = `/mail/${box}/texts`
    manage.textContent = say(this.#texts.length === 0 ? "textsMake" : "textsManage")
  }

  /** Fills in what has become known since, unless somebody is typing. */
  fill(): void {
    if (document.activeElement === this.#field) return
    const filled = filledIn(this.#field.value, this.#options.facts())
    if (filled === this.#field.value) return
    this.#signature = filledIn(this.#signature, this.#options.facts())
    if (this.#put !== null) this.#put = { at: this.#put.at, text: filledIn(this.#put.text, this.#options.facts()) }
    this.#field.value = filled
  }

  /** Under a new message, in the place of the signature for the mailbox it came from before; not where somebody changed that. */
  #sign(): void {
    const { me, signs, facts } = this.#options
    const written = this.written
    if (!signs || (this.#signature !== "" && written === this.#field.value)) return
    const text = this.#texts.find(({ under }) => under.includes(me.user.id))?.text
    this.#signature = text === undefined ? "" : `\n\n${filledIn(text, facts())}`
    const { selectionStart } = this.#field
    this.#field.value = written + this.#signature
    this.#field.selectionStart = this.#field.selectionEnd = Math.min(selectionStart, written.length)
  }

  #choose(): void {
    const chosen = this.#texts.find(({ id }) => id === this.#choice.value)
    this.#takeOut()
    if (chosen !== undefined) this.#putIn(filledIn(chosen.text, this.#options.facts()))
    announce(say(chosen === undefined ? "textOut" : "textIn"))
    this.#options.changed()
  }

  #putIn(text: string): void {
    const { selectionStart } = this.#field
    const value = this.written.trim() === "" ? this.#signature : this.#field.value
    const at = value === this.#signature ? 0 : selectionStart
    this.#field.value = value.slice(0, at) + text + value.slice(at)
    this.#field.selectionStart = this.#field.selectionEnd = at
    this.#put = { at, text }
  }

  /** Only what was not changed since: what somebody wrote stays. */
  #takeOut(): void {
    const put = this.#put
    this.#put = null
    if (put === null) return
    const { value } = this.#field
    if (value.slice(put.at, put.at + put.text.length) !== put.text) return
    this.#field.value = value.slice(0, put.at) + value.slice(put.at + put.text.length)
    this.#field.selectionStart = this.#field.selectionEnd = put.at
  }
}

function option(value: string, name: string): HTMLOptionElement {
  const made = document.createElement("option")
  made.value = value
  made.textContent = name
  return made
}
