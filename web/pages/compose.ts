// Writing a message: a new one, a draft, or an answer.
import { find, need } from "../page/elements.ts"
import { showErrorSummary } from "../page/errors.ts"
import { api, Problem } from "../page/server.ts"
import { say } from "../page/words.ts"
import { Assistant, type SavedFiling } from "../compose/assistant.ts"
import { NO_ANSWERS, type Place } from "../compose/assistant-rules.ts"
import { Composer } from "../compose/composer.ts"
import { type Draft, draftPage, fetchDraft } from "../compose/draft.ts"
import { FileList } from "../compose/files.ts"
import { Guard } from "../compose/guard-panel.ts"
import { Parties } from "../compose/parties.ts"
import { fromCorrespondent, reachable, type Recipient } from "../compose/recipient.ts"
import { RecipientList } from "../compose/recipient-list.ts"
import { Sending } from "../compose/sending.ts"
import { SubjectField } from "../compose/subject-field.ts"
import { TrustNotes } from "../compose/trust.ts"
import { keysOf } from "../reading/held.ts"
import { recipientOf } from "../seal/age.ts"
import { type KeyPair, newMessageIdentity } from "../seal/message.ts"
import { type Account, account } from "../session/account.ts"
import type { ConversationOut, CorrespondentOut } from "../wire/api.ts"

const root = need("compose")
const told = (name: "answers" | "box" | "draft" | "conversation" | "to" | "subject") => root.dataset[name] ?? ""

async function start(): Promise<void> {
  const me = await account()
  const draft = told("draft") === "" ? null : await fetchDraft(told("draft"), me.identities)
  const elsewhere = draft === null ? null : placeOf(draft)
  if (elsewhere !== null) return location.replace(elsewhere)
  const answers = draft === null ? told("answers") || undefined : draft.content.answers
  const keys = await messageKeys(draft)
  let composer: Composer | undefined
  const changed = () => composer?.changed()
  let recheck = (): void => {}
  let parties: Parties | undefined
  const from = () => document.querySelector<HTMLSelectElement>("#from")?.value || told("box") || usual(me)
  const trust = new TrustNotes(me, from)
  const recipients = new RecipientList({
    changed: () => {
      recheck()
      parties?.show()
      changed()
      trust.show(recipients.all)
    },
    sending: () => sending,
  })
  const secret = document.getElementById("secret") as HTMLInputElement
  const sending: Sending = new Sending({
    me, box: from, secret: () => secret.checked,
    changed: () => {
      recipients.refresh()
      composer?.show()
    },
  })
  const subject = new SubjectField(told("subject") || null, changed)
  const filing = filingOf(draft)
  const files = await FileList.start({
    guest: null, recipient: async () => keys.recipient, nameRule: true, rename: filing !== null, changed,
    failed: (status, sealed) => void composer?.tries.failed("file", status, sealed),
    court: () => filing !== null || recipients.all.some(({ court }) => court === true),
  })
  recheck = () => files.recheck()
  const conversation = draft?.content.conversation ?? (told("conversation") || null)
  if (draft !== null) await restore(draft, { recipients, subject, files })
  const guard = new Guard({ contacts: (text) => sending.contacts(text), changed: () => composer?.show() })
  if (conversation !== null) guard.converse(await converse(conversation, recipients, draft === null))
  chooseBox(me, draft?.box ?? told("box"), conversation !== null)
  await sending.load()
  secret.addEventListener("change", () => recipients.refresh())
  document.querySelector("#from")?.addEventListener("change", () => {
    trust.show(recipients.all)
    void sending.load().then(() => sending.ask(recipients.all))
  })
  const assistant = filing === null ? null : new Assistant(filing, changed)
  if (filing !== null && draft === null) recipients.restore([fromCorrespondent(filing.place.box)])
  if (filing !== null) parties = new Parties({ place: filing.place, box: from, recipients, usual: () => sending.usual })
  const message = draft?.content.message ?? crypto.randomUUID()
  composer = new Composer({ me, keys, message, conversation, answers, draft, recipients, subject, files, assistant, guard, retell: () => trust.again(recipients.all) })
  if (find("inline") !== null) void import("../compose/original.ts").then(({ startOriginal }) => startOriginal(async (item) => keysOf(me, item), changed), () => {})
  void sending.ask(recipients.all)
  void parties?.load()
  trust.show(recipients.all)
  showComposer(conversation !== null || filing !== null)
}

/** What is filed and where: of a draft, or as the page before this one found it. */
function filingOf(draft: Draft | null): SavedFiling | null {
  if (draft !== null) return draft.content.filing ?? null
  const told = root.dataset["filing"] ?? ""
  return told === "" ? null : { place: JSON.parse(told) as Place, answers: NO_ANSWERS }
}

/** The page that this draft belongs on, when that is another one: what it is, is known once it is opened here. */
function placeOf({ id, content }: Draft): string | null {
  // An application for a hearing has a form of its own.
  if (content.application !== undefined) return `/mail/applications/${id}`
  const asked = new URLSearchParams(location.search).get("answers") ?? undefined
  return content.answers === asked ? null : draftPage(id, content.answers)
}

async function messageKeys(draft: Draft | null): Promise<KeyPair> {
  if (draft === null) return newMessageIdentity()
  const identity = draft.content.messageIdentity
  return { identity, recipient: await recipientOf(identity) }
}

async function restore(draft: Draft, to: { recipients: RecipientList; subject: SubjectField; files: FileList }): Promise<void> {
  const { content } = draft
  to.recipients.restore(content.recipients)
  to.subject.restore(content.subject, content.conversation !== null || content.filing !== undefined)
  ;(document.getElementById("text") as HTMLTextAreaElement).value = content.text
  ;(document.getElementById("secret") as HTMLInputElement).checked = content.secret
  await to.files.restore(content.files)
}

/** Who the answer goes to, and who else there is. */
async function converse(id: string, recipients: RecipientList, fresh: boolean): Promise<readonly Recipient[]> {
  const found = await api<ConversationOut>(`/api/conversations/${id}?box=${told("box")}`)
  const people = reachable(found.correspondents).map(fromCorrespondent)
  if (fresh) {
    const to = found.correspondents.find(({ id }) => id === told("to"))?.address
    const meant = people.filter(({ address }) => told("to") === "all" || address === to)
    recipients.restore(meant.length > 0 ? meant : people)
  } else renewed(found.correspondents, people, recipients)
  const owner = found.owner === told("box") ? null : (people.find((recipient) => recipient.id === found.owner)?.name ?? "")
  recipients.offer(people, owner)
  return people
}

/** A draft may still name a guest by a link that is past. */
function renewed(found: readonly CorrespondentOut[], people: readonly Recipient[], recipients: RecipientList): void {
  const past = new Set(found.filter((correspondent) => correspondent.past === true).map(({ id }) => id))
  for (const recipient of recipients.all.filter(({ id }) => past.has(id))) {
    const now = people.find(({ address }) => address.toLowerCase() === recipient.address.toLowerCase())
    if (now !== undefined) recipients.replace(recipient, now)
  }
}

/** An answer goes from the box the message lies in. */
function chooseBox(me: Account, wanted: string, fixed: boolean): void {
  const select = document.querySelector<HTMLSelectElement>("#from")
  if (select === null) return
  const best = [wanted, usual(me)].find((id) => [...select.options].some(({ value }) => value === id))
  if (best !== undefined) select.value = best
  select.disabled = fixed
}

/** Who belongs to a team writes for it as a rule. */
function usual(me: Account): string {
  const mine = me.boxes.filter(({ maySend }) => maySend)
  return (mine.find(({ kind }) => kind === "team") ?? mine[0])?.id ?? ""
}

function showComposer(answering: boolean): void {
  need("loading").hidden = true
  need("composer").hidden = false
  document.getElementById(answering ? "text" : "recipient")?.focus({ preventScroll: true })
}

start().catch((error: unknown) => {
  need("loading").hidden = true
  const text = error instanceof Problem ? error.detail : say("draftNext")
  showErrorSummary([{ id: "", text }], { title: say("draftTitle") })
  if (!(error instanceof Problem)) throw error
})
