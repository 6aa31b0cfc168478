// Filing in a running case: files get their names and numbers (art. 3.14), each is sealed to a key of its own, and the court and who
// files have those keys. What is filed waits at the court's intake until it is placed.
import { serverNow } from "../page/clock.ts"
import { need } from "../page/elements.ts"
import { clearErrors, type FieldError, whileBusy } from "../page/errors.ts"
import { guardLeave } from "../page/leaving.ts"
import { api, Problem } from "../page/server.ts"
import { say } from "../page/words.ts"
import { open } from "../seal/age.ts"
import { fromB64 } from "../seal/bytes.ts"
import { SealError } from "../seal/errors.ts"
import { signedBy } from "../seal/manifest.ts"
import { openMessageKey } from "../seal/message.ts"
import type { Account, Box } from "../session/account.ts"
import { withBoxKeys } from "../session/key-versions.ts"
import type { DeclaredFileIn, FilingIn, FilingOut } from "../wire/api.ts"
import { Assistant } from "./assistant.ts"
import { NO_ANSWERS, type Place } from "./assistant-rules.ts"
import { complain, complainOfRefusal, offerLogin, placeOf, settleErrors, showBlockers } from "./complaints.ts"
import { postFiling, sealFiling } from "./direct-filing.ts"
import { FileList } from "./files.ts"
import { Keys } from "./keys.ts"
import { untilAnswered } from "./send.ts"
import { plainText } from "./submission.ts"

/** What the page knows of the case and of who files in it. */
export interface CasePlace {
  readonly place: Place
  readonly box: string
  /** The name of the party, as filed for. */
  readonly party: string
  /** Its short name, as file names use it. */
  readonly key: string
  /** The number of its next exhibit, by what is in the file. */
  readonly next: number
  /** Its filings that the court has not placed yet, whose exhibits count too. */
  readonly waiting: readonly string[]
  /** What the file of the document itself is called; empty where all files are exhibits. */
  readonly document: string
  /** The party it is filed for, as the court knows it. */
  readonly partyId: string
}

/** The parties that are not to see what is filed, as ticked on the page (art. 3.7). */
function shieldFrom(): string[] {
  return [...document.querySelectorAll<HTMLInputElement>("[name=shield]:checked")].map(({ value }) => value)
}

/** The parties of the other side that the claim is against, as ticked on the page (art. 3.7); none where it has one party. */
function against(): HTMLInputElement[] {
  return [...document.querySelectorAll<HTMLInputElement>("[name=against]:checked")]
}

/** What the document says of that in words, for who reads it. */
function againstStated(): string {
  const names = against().map(({ id }) => document.querySelector(`label[for="${id}"]`)?.textContent ?? "")
  return names.length === 0 ? "" : say("againstStated", { names: names.join("; ") })
}

/** The file names of a filing: the document by its kind (3.5), exhibits by short name and number (3.14). */
export function fileNames({ document, key }: Pick<CasePlace, "document" | "key">, next: number, count: number): string[] {
  const own = document === "" ? [] : [document]
  const exhibits = Array.from({ length: count }, (_, at) => `${key}productie${next + at}`)
  return [...own, ...exhibits].slice(0, count)
}

/** The overview of exhibits with a short description of each (art. 3.14), a line each, as a reader's page looks for them. */
export function overview(names: readonly string[], descriptions: readonly string[]): string {
  const lines = names.map((name, at) => [name, descriptions[at] ?? ""] as const).filter(([, text]) => text !== "")
  return lines.map(([name, text]) => `${name}: ${text}`).join("\n")
}

/** The highest exhibit among files, by their names; 0 without any. */
export function highestExhibit(names: readonly string[], key: string): number {
  const numbers = names.map((name) => (name.startsWith(`${key}productie`) ? Number.parseInt(name.slice(key.length + "productie".length), 10) : 0))
  return Math.max(0, ...numbers.filter((number) => Number.isFinite(number)))
}

/** What the court is told of each file: the number it has as exhibit (3.14), or of the document itself its paper (3.12). */
export function declaredFiles(names: readonly string[], key: string, papers: readonly ("" | "A4" | "other")[] = []): DeclaredFileIn[] {
  return names.map((name, at) => {
    const exhibit = highestExhibit([name], key) || null
    const paper = papers[at] ?? ""
    return exhibit === null && paper !== "" ? { exhibit, paper } : { exhibit }
  })
}

export class CaseFiling {
  readonly #me: Account
  readonly #told: CasePlace
  readonly #files: FileList
  readonly #keys: Keys
  readonly #assistant: Assistant
  readonly #filing = crypto.randomUUID()
  readonly #text = document.getElementById("text") as HTMLTextAreaElement
  readonly #secret = document.getElementById("secret") as HTMLInputElement
  readonly #unguard: () => void
  #arrived = () => {}

  static async start(told: CasePlace, me: Account): Promise<void> {
    const next = Math.max(told.next, 1 + (await highestWaiting(told, me)))
    const keys = await Keys.make(null, {})
    let page: CaseFiling | undefined
    const files = await FileList.start({
      guest: null,
      nameRule: false,
      court: () => true,
      named: (count) => fileNames(told, next, count),
      recipient: (key) => keys.recipientFor(key),
      changed: () => page?.changed(),
    })
    page = new CaseFiling(told, me, files, keys)
    page.changed()
  }

  private constructor(told: CasePlace, me: Account, files: FileList, keys: Keys) {
    this.#told = told
    this.#me = me
    this.#files = files
    this.#keys = keys
    this.#assistant = new Assistant({ place: told.place, answers: NO_ANSWERS }, () => this.changed())
    this.#unguard = guardLeave(() => files.count > 0 || this.#text.value.trim() !== "")
    const boxes = document.querySelectorAll<HTMLInputElement>("[name=against]")
    for (const field of [this.#text, this.#secret, ...boxes]) field.addEventListener("input", () => this.changed())
    const button = need<HTMLButtonElement>("action", "send")
    button.addEventListener("click", () => void whileBusy(button, () => this.#send()))
  }

  /** Something was written, chosen or has arrived. */
  changed(): void {
    const others = this.#told.place.portal?.readers ?? 0
    this.#assistant.show({ files: this.#files.seen(), text: this.#text.value, secret: this.#secret.checked, addressed: true, others })
    const all = [...this.#blockers(), ...this.#files.wrong()]
    showBlockers(all)
    settleErrors(new Set(all.map(({ id }) => id)))
    this.#arrived()
  }

  #blockers(): FieldError[] {
    const { piece } = this.#told.place
    const empty = this.#files.count === 0 && (piece || this.#text.value.trim() === "")
    const missing: FieldError[] = empty ? [piece ? { id: "file-choose", text: say("fileMissing") } : { id: "text", text: say("nothing") }] : []
    return [...missing, ...this.#undescribed(), ...this.#undirected(), ...this.#assistant.blockers()]
  }

  /** Every exhibit is described in a few words (3.14); the document itself says what it is by its name. */
  #undescribed(): FieldError[] {
    const first = this.#told.document === "" ? 0 : 1
    const keys = this.#files.keys()
    return this.#files.descriptions().flatMap((text, at) => (
      text === "" && at >= first ? [{ id: `file-${keys[at]}`, text: say("describeMissing", { n: at + 1 }) }] : []
    ))
  }

  /** A summons says which of several parties it is against (3.7). */
  #undirected(): FieldError[] {
    const asked = document.getElementById("against") !== null && this.#told.place.kind === "summons"
    return asked && against().length === 0 ? [{ id: "against", text: say("againstMissing") }] : []
  }

  async #send(): Promise<void> {
    clearErrors()
    const wrong = [...this.#blockers(), ...this.#files.wrong()]
    if (wrong.length > 0) return complain(wrong)
    await this.#filesArrived()
    const left = this.#files.blockers()
    if (left.length > 0) return complain(left)
    try {
      await this.#handIn()
    } catch (error) {
      this.#refused(error)
    } finally {
      this.#say("")
    }
  }

  async #handIn(): Promise<void> {
    const { place, box: source, party } = this.#told
    const box = this.#me.box(source)
    if (box === undefined) throw new Problem(403, { code: "box-unknown", detail: say("noBox") })
    this.#say(say("sealingMessage"))
    const names = this.#files.entries().map(({ name }) => name.replace(/\.[A-Za-z0-9]{1,5}$/, ""))
    const text = [overview(names, this.#files.descriptions()), againstStated(), plainText(this.#text.value), this.#assistant.statement()]
    await withBoxKeys(this.#me, [place.box.id, box.id], async (keys) => {
      const { id, name, address } = place.box
      const sealed = await sealFiling({
        filing: this.#filing,
        facts: this.#facts(),
        desk: { id, name, address },
        subject: place.subject,
        text: text.filter((part) => part !== "").join("\n\n"),
        documents: this.#documents(),
        filedFor: party,
      }, this.#me, box as Box, keys, serverNow())
      this.#say(say("sending"))
      return untilAnswered(() => postFiling(sealed), () => this.#say(say("resending")))
    })
    this.#unguard()
    await this.#files.sent()
    location.replace(`/mail/filings/${this.#filing}`)
    await new Promise(() => {})
  }

  #facts(): FilingIn {
    const from = shieldFrom()
    const names = this.#files.entries().map(({ name }) => name)
    const claimed = against().map(({ value }) => value)
    return {
      ...(this.#assistant.part() as FilingIn),
      party: this.#told.partyId,
      files: declaredFiles(names, this.#told.key, this.#files.seen().map(({ paper }) => paper ?? "")),
      ...(from.length > 0 && { shieldFrom: from }),
      ...(claimed.length > 0 && { against: claimed }),
    }
  }

  #documents() {
    const keys = this.#files.keys()
    return this.#files.entries().map((entry, at) => ({ entry, identity: this.#keys.identityOf(keys[at] ?? "") }))
  }

  /** Pressing the button while files are under way means: as soon as they are there. */
  async #filesArrived(): Promise<void> {
    while (this.#files.unsent && !this.#files.uploads.totals().paused) {
      this.#say(say("filesWait"))
      await new Promise<void>((resolve) => {
        this.#arrived = resolve
      })
    }
    this.#arrived = () => {}
    this.#say("")
  }

  #refused(error: unknown): void {
    if (!(error instanceof Problem)) {
      complainOfRefusal({ id: "", text: say("sendFailed") }, "ZG-SEAL")
      throw error
    }
    complainOfRefusal({ id: placeOf(error), text: error.status === 401 ? say("loggedOut") : error.detail }, error.code)
    if (error.status === 401) offerLogin()
  }

  #say(text: string): void {
    const line = need("sending")
    line.textContent = text
    line.hidden = text === ""
  }
}

/** The highest exhibit among what was filed and is not placed yet: only who filed it can read those names. */
async function highestWaiting({ waiting, key }: CasePlace, me: Account): Promise<number> {
  const numbers = await Promise.all(waiting.map(async (filing) => {
    try {
      const found = await api<FilingOut>(`/api/filings/${filing}`)
      if (found.envelope === "") return 0
      const identity = await openMessageKey(fromB64(found.sealedKeys[0] ?? ""), me.identities)
      const { manifest } = await signedBy(await open([identity], fromB64(found.envelope)))
      return highestExhibit(manifest.files.map(({ name }) => name), key)
    } catch (error) {
      // What this person cannot open does not keep them from filing; the court sees to numbers given twice.
      if (error instanceof SealError || error instanceof Problem) return 0
      throw error
    }
  }))
  return Math.max(0, ...numbers)
}
