// The judge's signature with the proof of the log, as one file to keep: anybody can check it, with the document, without us.
import { all } from "../page/elements.ts"
import { whileBusy } from "../page/errors.ts"
import { api, Problem } from "../page/server.ts"
import { announce, say } from "../page/words.ts"
import { openPiece, PieceFiles } from "../reading/pieces.ts"
import { save } from "../reading/save.ts"
import type { Json } from "../seal/canonical.ts"
import { SealError } from "../seal/errors.ts"
import { readJudgment, withProof } from "../seal/judgment.ts"
import type { Account } from "../session/account.ts"
import type { DocketEntryOut } from "../wire/api.ts"
import { circleKey } from "./circle.ts"
import type { Told } from "./drafts.ts"

const files = new PieceFiles()

/** Every button that gives a signature says which document it is of, and in which entry of the docket that stands. */
export function startSignatures(opening: Promise<Account>, told: Pick<Told, "case" | "open">): void {
  for (const button of all<HTMLButtonElement>("signature")) {
    button.addEventListener("click", () => void whileBusy(button, async () => {
      try {
        const { signature = "", entry = "" } = button.dataset
        const file = await complete(await opening, told, signature, entry)
        save(new Blob([file], { type: "application/json" }), say("signatureName", { number: told.case.slice(0, 8) }))
      } catch (error) {
        if (!(error instanceof Problem || error instanceof SealError)) throw error
        announce(error instanceof Problem ? error.detail : say("cannotCheck"), true)
      }
    }))
  }
}

async function complete(me: Account, told: Pick<Told, "case" | "open">, document: string, entry: string): Promise<Uint8Array<ArrayBuffer>> {
  const path = `/api/cases/${told.case}`
  const docket = await api<DocketEntryOut[]>(`${path}/docket`)
  const found = docket.find(({ id }) => id === entry)
  if (found === undefined) throw new Problem(404, { code: "document-unknown", detail: say("cannotCheck") })
  const piece = await openPiece(path, found, (await circleKey(me, told.open)).identities)
  for (const file of piece.files) {
    if (file.entry.type !== "application/json") continue
    const bytes = new Uint8Array(await (await files.open(file)).arrayBuffer())
    const { judgment } = await readJudgment(bytes)
    if (judgment.judgment === document) return withProof(bytes, await proofOf(told.case, document))
  }
  throw new SealError("judgment", "the signature is not in the file")
}

/** Null while the log has not taken it in: then the file says itself that nothing is proved yet. */
async function proofOf(key: string, document: string): Promise<Json> {
  const answer = await fetch(`/cases/${key}/judgment/${document}/proof.json`)
  return answer.status === 200 ? ((await answer.json()) as Json) : null
}
