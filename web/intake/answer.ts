// A sealed message from the desk to who filed: what is asked, or why the filing goes back.
import { fromCorrespondent, reachable, type Recipient } from "../compose/recipient.ts"
import { plainText, submissionOf } from "../compose/submission.ts"
import { newMessageIdentity } from "../seal/message.ts"
import { api } from "../page/server.ts"
import { NEW_CASE } from "../page/words.ts"
import type { Account } from "../session/account.ts"
import { withBoxKeys } from "../session/key-versions.ts"
import type { AnswerIn, ClaimOut, ConversationOut } from "../wire/api.ts"
import type { OpenedFiling, Told } from "./filing.ts"

/** Sends it and records what became of the filing, or neither. A filing that came by mail is answered in its conversation. */
export async function answer(
  me: Account, told: Told, filing: OpenedFiling, outcome: AnswerIn["outcome"], typed: string, at: Date,
): Promise<ClaimOut> {
  const box = me.box(told.desk.box)
  if (box === undefined) throw new Error("the desk is no mailbox of this person")
  const filer = await filerOf(told, filing)
  const byMail = told.channel === "secure_mail"
  const out = {
    message: crypto.randomUUID(),
    conversation: byMail ? filing.manifest.conversation : crypto.randomUUID(),
    keys: await newMessageIdentity(),
    recipients: [filer],
    subject: byMail ? filing.manifest.subject : told.caseNumber || NEW_CASE,
    text: plainText(typed),
    secret: false,
    files: [],
    draft: null,
  }
  return withBoxKeys(me, [told.desk.box, ...(filer.kind === "box" ? [filer.id] : [])], async (keys) => {
    const stretch = () => Promise.reject(new Error("a mailbox has no access code"))
    const message = await submissionOf(out, { me, box, at, keys, stretch })
    return api<ClaimOut>(`/api/intake/${told.filing}/answer`, { json: { outcome, message } satisfies AnswerIn })
  })
}

/** The mailbox it was filed from; or the guest, as the conversation knows them by now. */
async function filerOf(told: Told, filing: OpenedFiling): Promise<Recipient> {
  const { mailbox, address, sender } = told
  if (mailbox !== null) {
    const nothing = { recipient: "", organisation: "", senderCopy: "" }
    return fromCorrespondent({ kind: "box", id: mailbox, name: sender, address, verification: "account", ...nothing })
  }
  const path = `/api/conversations/${filing.manifest.conversation}?box=${told.desk.box}`
  const { correspondents } = await api<ConversationOut>(path)
  const guest = correspondents.find(({ id }) => id === told.guest)
  const found = guest?.adopted === true ? reachable(correspondents).find((person) => person.address === guest.address) : guest
  if (found === undefined) throw new Error("there is nobody to write to")
  return fromCorrespondent(found)
}
