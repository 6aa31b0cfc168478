// From a filled-in form to what is handed in: the application as a document of its own, the files arranged, all of it sealed; digitally
// as a filing of its own, else carried by a sealed message (art. 3.2, 3.5).
import { writeApplication, APPLICATION_MEDIA_TYPE, type Application } from "../cases/application.ts"
import { type DirectFiling, postFiling, type SealedDocument, sealFiling } from "../compose/direct-filing.ts"
import { fromCorrespondent } from "../compose/recipient.ts"
import { handIn, untilAnswered } from "../compose/send.ts"
import { plainText, submissionOf } from "../compose/submission.ts"
import { uploaded } from "../compose/uploaded.ts"
import { serverNow } from "../page/clock.ts"
import { api } from "../page/server.ts"
import { NEW_CASE, say } from "../page/words.ts"
import type { FileEntry } from "../seal/manifest.ts"
import { type KeyPair, newMessageIdentity } from "../seal/message.ts"
import { Tries } from "../session/attempts.ts"
import type { Account, Box } from "../session/account.ts"
import { withBoxKeys } from "../session/key-versions.ts"
import { sealClient } from "../session/sealer.ts"
import type { FilingIn, OralApplicationIn } from "../wire/api.ts"
import { applicationOf, arranged, type Form, mailedName } from "./form.ts"
import { applicationPaper } from "./paper.ts"
import { dutch } from "./told.ts"

export interface Entry extends FileEntry {
  readonly key: string
}

/** What is handed in, whoever does. */
export interface Filled {
  readonly form: Form
  /** The files that lie sealed at the server, and the identity each is sealed to. */
  readonly entries: readonly Entry[]
  readonly identityOf: (key: string) => string
  readonly message: KeyPair
  readonly filing: string
  readonly draft: string | null
  readonly passed: readonly { readonly rule: string; readonly reason: string }[]
  readonly waits: () => void
}

export interface HandingIn extends Filled {
  readonly me: Account
  readonly box: Box
}

/** Where the receipt is. Rejects with a Problem when the server refuses. */
export async function handInApplication(work: HandingIn): Promise<string> {
  if (work.form.place.oral === true) return takeDown(work)
  return work.form.fields.channel === "digital" ? fileDigitally(work) : fileByMail(work)
}

export function factsOf(form: Form, passed: Filled["passed"]): FilingIn {
  const { court, location, matter } = form.place
  return {
    court, location, matter, kind: "application", number: "", secret: false, copies: "not-due",
    summons: Object.values(form.roles).filter(({ role }) => role === "summons").length,
    acknowledged: passed.map(({ rule }) => rule),
  }
}

async function fileDigitally({ me, box, form, entries, identityOf, filing, passed, waits }: HandingIn): Promise<string> {
  const made = serverNow()
  const files = arranged(entries, form, 3)
  const application = applicationOf(form, files.map(({ document }) => document), box.id, made)
  const own = await broughtAlone([
    { name: "aanvraag.json", made: async () => applicationFile(application) },
    { name: "aanvraagformulier.pdf", made: () => applicationPaper({ form, application, from: box.name, passed, files }) },
  ])
  const documents = [
    ...own,
    ...files.map(({ file: { key, ...entry }, document: { number }, name }) => ({ entry: { ...entry, number, name }, identity: identityOf(key) })),
  ]
  const { id, name, address } = form.place.desk
  const text = coverText(form, passed)
  const out: DirectFiling = { filing, facts: factsOf(form, passed), desk: { id, name, address }, subject: NEW_CASE, text, documents, filedFor: "" }
  await withBoxKeys(me, [id, box.id], async (keys) => {
    const sealed = await sealFiling(out, me, box, keys, made)
    return untilAnswered(() => postFiling(sealed), waits)
  })
  return `/mail/filings/${filing}`
}

/** What a clerk took down, sealed to the desk alone and signed by who took it down (art. 2.1). */
async function takeDown({ me, box, form, filing, passed, waits }: HandingIn): Promise<string> {
  const made = serverNow()
  const { fields, place: { court, location, matter, desk: { id, name, address } } } = form
  const applicant = plainText(fields.oralCaller)
  const text = dutch.say("oralCover", { who: applicant, day: dutch.day(fields.oralDay), time: fields.oralTime, clerk: me.user.name })
  const application = applicationOf(form, [], null, made)
  const paper = { title: dutch.say("oralTitle"), above: text }
  const documents = await broughtAlone([
    { name: "aanvraag.json", made: async () => applicationFile(application) },
    { name: "mondelingeaanvraag.pdf", made: () => applicationPaper({ form, application, from: me.user.name, passed, files: [], ...paper }) },
  ])
  const out: DirectFiling = { filing, facts: factsOf(form, passed), desk: { id, name, address }, subject: NEW_CASE, text, documents, filedFor: "" }
  await withBoxKeys(me, [id], async (keys) => {
    const { envelope, grants, documents: sealed = [] } = await sealFiling(out, me, box, keys, made)
    const told = { day: fields.oralDay, hour: fields.oralTime, way: fields.oralWay as OralApplicationIn["way"], canWait: !fields.oralUrgent }
    const body: OralApplicationIn = { filing, court, location, matter, applicant, ...told, envelope, grants, documents: sealed }
    return untilAnswered(() => api("/api/intake/oral", { json: body }), waits)
  })
  return `/intake/${filing}`
}

async function fileByMail(work: HandingIn): Promise<string> {
  const { me, box, form, message, filing, draft, passed, waits } = work
  const made = serverNow()
  const files = await carried(work, made, { name: box.name, mailbox: box.id, guest: null })
  const out = {
    message: filing, conversation: crypto.randomUUID(), keys: message, recipients: [fromCorrespondent(form.place.desk)], subject: NEW_CASE,
    text: coverText(form, passed), secret: false, files, draft,
  }
  const receipt = await withBoxKeys(me, [box.id, form.place.desk.id], async (keys) => {
    const stretch = (code: string) => sealClient().accessHalves(code)
    const submission = await submissionOf(out, { me, box, at: made, keys, stretch })
    return handIn(submission, factsOf(form, passed), waits, new Tries(() => filing), me.signing)
  })
  return `/mail/messages/${receipt.message}?sent=1`
}

/** Who sends it by secure mail: from a mailbox, or as a guest. */
export interface From {
  readonly name: string
  readonly mailbox: string | null
  readonly guest: string | null
}

/** The files as a message carries them: the application for programs and for people, and what was added, by their names of VI 6.5. */
export async function carried({ entries, form, message, passed }: Filled, made: Date, { name: from, mailbox, guest }: From): Promise<FileEntry[]> {
  const files = arranged(entries, form, 3, made)
  const application = applicationOf(form, files.map(({ document }) => document), mailbox, made)
  const brought = async (file: Blob, number: number, name: string) => (
    uploaded(file, message.recipient, { number, name: mailedName(name, number, made), pages: null }, guest)
  )
  const record = await brought(applicationFile(application), 1, "aanvraag.json")
  const printed = await brought(await applicationPaper({ form, application, from, passed, files }), 2, "aanvraagformulier.pdf")
  const added = files.map(({ file: { key: _key, ...entry }, document: { number }, name }) => ({ ...entry, number, name }))
  return [record, printed, ...added]
}

/** What the court reads first: what this is, and which rule is not met and why. */
export function coverText({ place }: Form, passed: Filled["passed"]): string {
  const lines = passed.map(({ rule, reason }) => `– ${say("coverPassed", { rule, reason })}`)
  return [say("cover", { form: place.form, line: place.line }), ...lines].join("\n")
}

function applicationFile(application: Application): Blob {
  return new Blob([writeApplication(application)], { type: APPLICATION_MEDIA_TYPE })
}

/** What the form becomes, numbered from the first on, each sealed to a key of its own. */
async function broughtAlone(files: readonly { readonly name: string; readonly made: () => Promise<Blob> }[]): Promise<SealedDocument[]> {
  return Promise.all(files.map(async ({ name, made }, at) => {
    const { identity, recipient } = await newMessageIdentity()
    return { entry: await uploaded(await made(), recipient, { number: at + 1, name, pages: null }), identity }
  }))
}
