// A sealed message from the desk to who filed: what is asked, or why the filing goes back.
import { NEW_CASE } from "../compose/subject.ts"
import { fromCorrespondent } from "../compose/recipient.ts"
import { plainText, submissionOf } from "../compose/submission.ts"
import { newMessageIdentity } from "../seal/message.ts"
import { api } from "../page/server.ts"
import type { Account } from "../session/account.ts"
import { withBoxKeys } from "../session/key-versions.ts"
import type { AnswerIn, ClaimOut } from "../wire/api.ts"
import type { OpenedFiling, Told } from "./filing.ts"

/** Sends it and records what became of the filing, or neither. A filing that came by mail is answered in its conversation. */
export async function answer(
  me: Account, told: Told, filing: OpenedFiling, outcome: AnswerIn["outcome"], typed: string, at: Date,
): Promise<ClaimOut> {
  const box = me.box(told.desk.box)
  if (box === undefined || told.mailbox === null) throw new Error("there is nobody to write to")
  const { mailbox, address, sender } = told
  const known = { kind: "box", id: mailbox, name: sender, address, recipient: "", organisation: "", verification: "account", senderCopy: "" } as const
  const byMail = told.channel === "secure_mail"
  const out = {
    message: crypto.randomUUID(),
    conversation: byMail ? filing.manifest.conversation : crypto.randomUUID(),
    keys: await newMessageIdentity(),
    recipients: [fromCorrespondent(known)],
    subject: byMail ? filing.manifest.subject : told.caseNumber || NEW_CASE,
    text: plainText(typed),
    secret: false,
    files: [],
    draft: null,
  }
  return withBoxKeys(me, [told.desk.box, mailbox], async (keys) => {
    const stretch = () => Promise.reject(new Error("a mailbox has no access code"))
    const message = await submissionOf(out, { me, box, at, keys, stretch })
    return api<ClaimOut>(`/api/intake/${told.filing}/answer`, { json: { outcome, message } satisfies AnswerIn })
  })
}
