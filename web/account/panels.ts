// Pages that show one thing after another: `<section data-panel="…">`, of which one is not hidden.
import { all, need } from "../page/elements.ts"
import { clearErrors, showErrorSummary } from "../page/errors.ts"
import { Problem } from "../page/server.ts"
import { say } from "../page/words.ts"
import { SealError } from "../seal/errors.ts"
import { secretOf } from "../typed/link.ts"

export function showPanel(name: string): void {
  clearErrors()
  for (const element of all("panel")) element.hidden = element.dataset["panel"] !== name
  need("panel", name).querySelector<HTMLElement>("h1, h2")?.focus()
}

/** The token in the address, taken out of it so that nobody sees or bookmarks it; this tab keeps it for when it is loaded again. */
export function tokenOfAddress(): string {
  const kept = (history.state as { token?: unknown } | null)?.token
  const token = secretOf(location.hash) ?? (typeof kept === "string" ? kept : "")
  history.replaceState({ token }, "", location.pathname)
  return token
}

/** Says what went wrong in words of the server, or in the page's own. `fields`: refusal code → the field it is about. */
export function tellFailure(error: unknown, before: HTMLElement, fields: Readonly<Record<string, string>> = {}): void {
  if (error instanceof Problem) return showErrorSummary([{ id: fields[error.code] ?? "", text: error.detail }], { before })
  showErrorSummary([{ id: "", text: say("server") }], { before, ...(error instanceof SealError ? { code: `ZG-${error.code}` } : {}) })
  if (!(error instanceof SealError)) throw error
}
