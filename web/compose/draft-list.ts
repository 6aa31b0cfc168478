// The titles of drafts in their folder: sealed, so each is opened here and written over what the server could say.
import { need } from "../page/elements.ts"
import { say } from "../page/words.ts"
import { account } from "../session/account.ts"
import { type DraftContent, fetchDraft } from "./draft.ts"

export async function showDrafts(rows: readonly HTMLElement[]): Promise<void> {
  const { identities } = await account()
  for (const row of rows) {
    try {
      const { content } = await fetchDraft(row.dataset["draft"] ?? "", identities)
      fill(row, content)
    } catch {
      need("draft-facts", undefined, row).textContent = say("draftClosed")
    }
  }
}

function fill(row: HTMLElement, content: DraftContent): void {
  const names = content.recipients.map(({ name, address }) => name || address).join(", ")
  need("draft-to", undefined, row).textContent = names === "" ? say("noRecipients") : say("to", { names })
  need("draft-subject", undefined, row).textContent = content.subject || say("noSubject")
  const first = content.text.trim().split("\n")[0] ?? ""
  need("draft-facts", undefined, row).textContent = first.length > 90 ? `${first.slice(0, 90)}…` : first
}
