// Giving judgment: the judge sees the document, signs what it is with their own key, and its keys go to the readers of the case.
import { api } from "../page/server.ts"
import { seal } from "../seal/age.ts"
import { b64 } from "../seal/bytes.ts"
import { type FileEntry, makeEnvelope } from "../seal/manifest.ts"
import { newMessageIdentity, sealIdentity } from "../seal/message.ts"
import { type Judgment, JUDGMENT_TYPE, type JudgmentKind, signJudgment } from "../seal/judgment.ts"
import type { Account } from "../session/account.ts"
import type { JudgmentIn, JudgmentOut, ReasonIn, SignedDocumentIn, WorkedOutIn } from "../wire/api.ts"
import { circleKey } from "./circle.ts"
import { broughtOver, type Draft, draftDocument, manifestOf, momentNow, type Told } from "./drafts.ts"
import { looked } from "./pdfa.ts"

export interface Asked {
  readonly form: "written" | "short" | "oral"
  readonly appeared: readonly string[]
  readonly veryUrgent: boolean
  readonly reason: ReasonIn | null
}

type FormatVerdict = WorkedOutIn["format"]

interface Signed {
  readonly document: SignedDocumentIn
  readonly format: FormatVerdict
}

/** What a file of the signature is called in the file of the case. */
const SIGNATURE_NAME = "handtekening.json"

/** @throws {Problem} refused. @throws {Refused} the draft is not what was signed. @throws {PdfRefused} it does not open. */
export async function giveJudgment(me: Account, told: Told, id: string, draft: Draft | null, asked: Asked): Promise<JudgmentOut> {
  const { form, appeared, veryUrgent, reason } = asked
  const signed = form === "oral" || draft === null ? null : await signedDraft(me, told, draft, statementOf(told, id, form, null))
  const body: JudgmentIn = {
    id,
    seen: told.lastAct,
    form,
    appeared: [...appeared],
    veryUrgent,
    format: signed?.format ?? "claims PDF/A",
    document: signed?.document ?? null,
    reason,
  }
  return api<JudgmentOut>(`/api/cases/${told.case}/judgment`, { json: body })
}

/** The record of an oral judgment, or a short one in full. @throws as `giveJudgment`. */
export async function workOut(me: Account, told: Told, id: string, draft: Draft): Promise<JudgmentOut> {
  const { follows } = told
  if (follows === null) throw new Error("nothing is to be worked out")
  const signed = await signedDraft(me, told, draft, { ...statementOf(told, id, follows.kind, follows.id), day: follows.day })
  const body: WorkedOutIn = { id, ...signed }
  return api<JudgmentOut>(`/api/cases/${told.case}/judgment/document`, { json: body })
}

type Statement = Omit<Judgment, "judge" | "document">

function statementOf(told: Told, judgment: string, kind: JudgmentKind, follows: string | null): Statement {
  const { number, court, day } = told
  return { type: JUDGMENT_TYPE, judgment, case: told.case, number, court, kind, follows, day, signed: momentNow() }
}

async function signedDraft(me: Account, told: Told, draft: Draft, statement: Statement): Promise<Signed> {
  // Opened and checked against what its maker signed: only what was really looked into is signed here.
  const { pages, conformance } = await looked(await draftDocument(told, draft))
  const { sha256, size } = draft.entry
  const judge = { user: me.user.id, name: me.user.name }
  const made = await signJudgment({ ...statement, judge, document: { sha256, size, pages, conformance } }, me.signing)
  const own = await newMessageIdentity()
  const brought = await broughtOver(new Blob([made.file], { type: "application/json" }), own.recipient)
  const document: FileEntry = { ...draft.entry, number: 1, pages }
  const signature = { number: 2, name: SIGNATURE_NAME, type: "application/json", pages: null, ...brought }
  const envelope = await makeEnvelope(manifestOf(me, told, statement.judgment, [document, signature]), me.signing)
  const { recipient, keyVersion } = await circleKey(me, told.open)
  const to = async (identity: string) => b64(await sealIdentity(identity, recipient))
  return {
    document: {
      draft: draft.told.id,
      documentKey: await to(draft.identity),
      signature: brought.object,
      signatureKey: await to(own.identity),
      envelope: b64(await seal([own.recipient], envelope)),
      sealedKey: await to(own.identity),
      keyVersion,
      statement: made.sha256,
      key: made.key,
    },
    format: conformance === "" ? "not PDF/A" : "claims PDF/A",
  }
}
