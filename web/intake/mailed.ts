// What is placed for a party that litigates by secure mail: opened from the file of the case, sealed anew for its mailbox and sent, all
// on the clerk's device. Digital parties need none of this: their circle has the keys.
import { numberedName, proposedName } from "../compose/names.ts"
import { fromCorrespondent } from "../compose/recipient.ts"
import { plainText, submissionOf } from "../compose/submission.ts"
import { uploaded } from "../compose/uploaded.ts"
import { serverNow } from "../page/clock.ts"
import { all } from "../page/elements.ts"
import { api } from "../page/server.ts"
import { CaseFile } from "../reading/case-file.ts"
import type { FileEntry } from "../seal/manifest.ts"
import { newMessageIdentity } from "../seal/message.ts"
import type { Account } from "../session/account.ts"
import { heed } from "../session/circles.ts"
import { withBoxKeys } from "../session/key-versions.ts"
import { dutchDay } from "../time/days.ts"
import type { PostedByMailIn, PostedByMailOut } from "../wire/api.ts"

/** A document does not open here, so that the mail would not be whole. */
export class Unopened extends Error {}

/** Sends what is ticked in a section of the queue. @throws {Unopened} @throws {Problem} */
export async function mailPieces(section: HTMLElement, me: Account): Promise<number> {
  const { case: id = "", number = "", desk = "", mailbox = "", name = "", address = "", mailText = "" } = section.dataset
  const box = me.box(desk)
  if (box === undefined) throw new Error("the desk of the case is no mailbox of this person")
  const chosen = all<HTMLInputElement>("entry", undefined, section).filter(({ checked }) => checked)
  const entries = new Set(chosen.map((field) => field.dataset["entry"] ?? ""))
  const file = await CaseFile.open(`/api/cases/${id}`, me)
  const pieces = file.pieces.filter(({ entry }) => entries.has(entry.id)).sort((left, right) => left.entry.number - right.entry.number)
  if (entries.size === 0 || pieces.length < entries.size || pieces.some(({ manifest }) => manifest === null)) throw new Unopened()
  await heed(me, [mailbox], ["changed"])
  const [keys, at] = [await newMessageIdentity(), serverNow()]
  const files: FileEntry[] = []
  for (const own of pieces.flatMap((piece) => piece.files)) {
    const plain = await file.files.open(own)
    const sealed = { number: files.length + 1, name: numberedName(proposedName(own.entry.name, dutchDay(at)), files.length + 1), pages: own.entry.pages }
    files.push(await uploaded(new Blob([plain], { type: own.entry.type }), keys.recipient, sealed))
  }
  const known = { kind: "box", id: mailbox, name, address, recipient: "", organisation: "", verification: "account", senderCopy: "" } as const
  const named = chosen.map((field) => `– ${field.dataset["named"] ?? ""}`)
  const out = {
    message: crypto.randomUUID(), conversation: crypto.randomUUID(), keys, recipients: [fromCorrespondent(known)], subject: number,
    text: plainText([mailText, ...named].join("\n")), secret: false, files, draft: null,
  }
  const { sent } = await withBoxKeys(me, [desk, mailbox], async (newest) => {
    const stretch = () => Promise.reject(new Error("a mailbox has no access code"))
    const message = await submissionOf(out, { me, box, at, keys: newest, stretch })
    const body: PostedByMailIn = { postings: chosen.map(({ value }) => value), message }
    return api<PostedByMailOut>("/api/postings/mail", { json: body })
  })
  return sent
}
