// Beside a correspondent: the number to compare keys by, and a warning when a key is another than it was.
import { find, fromTemplate, need } from "../page/elements.ts"
import { whileBusy } from "../page/errors.ts"
import { fill, formatMoment } from "../page/words.ts"
import type { Signer } from "../seal/known.ts"
import type { Account } from "../session/account.ts"
import { orNothing, type Trust, trustOf } from "../session/trust.ts"

/** On the page of a message: the mailbox it came from, also when the message itself was refused. */
export async function startTrust(me: Account, signer: (Signer & { readonly name: string }) | null): Promise<void> {
  const place = find("trust")
  const box = me.box(place?.dataset["box"] ?? "")
  if (place === null || box === undefined) return
  const about = place.dataset["trust"] ?? ""
  const trust = await orNothing(trustOf(me, box, about, signer))
  if (trust !== null) place.replaceChildren(trustNote(trust, about, signer?.name))
}

/** The note about one correspondent; `person` is who signed, when somebody did. */
export function trustNote(trust: Trust, about: string, person = trust.name): HTMLElement {
  const note = fromTemplate("trust")
  const { verdict } = trust.judged
  const values = { name: trust.name, ...dates(trust) }
  need("trust-said", undefined, note).textContent = fill(note.dataset[said(trust)] ?? "", values)
  need("trust-number", undefined, note).textContent = trust.number
  need<HTMLAnchorElement>("trust-compare", undefined, note).href = `/account/compare?about=${about}`
  if (verdict === "changed" || verdict === "renewed") note.prepend(warning(trust, about, person, () => note.querySelector("[role]")?.remove()))
  return note
}

function said({ judged, colleague }: Trust): "compared" | "colleague" | "open" {
  if (judged.verdict === "checked") return "compared"
  return colleague === null || judged.verdict === "changed" ? "open" : "colleague"
}

function dates({ known, colleague, now }: Trust): Record<string, string> {
  const day = (at: string | null | undefined) => (at ? formatMoment(new Date(at)) : "")
  // oxlint-disable-next-line unicorn/no-thenable -- {then} is a placeholder of the template's text.
  return { compared: day(known?.checked?.at), seen: day(known?.at), since: day(now.since), who: colleague?.name ?? "", then: day(colleague?.at) }
}

function warning(trust: Trust, about: string, person: string, gone: () => void): HTMLElement {
  const { signer, verdict } = trust.judged
  const own = signer === null || (signer.user === trust.now.owner && signer.key === trust.now.signing)
  const changed = own ? "trust-changed" : "trust-signer"
  const alert = fromTemplate(verdict === "renewed" ? "trust-renewed" : changed)
  const values = { name: trust.name, person, ...dates(trust) }
  for (const part of alert.querySelectorAll<HTMLElement>("[data-words]")) part.textContent = fill(part.dataset["words"] ?? "", values)
  const link = find<HTMLAnchorElement>("trust-compare", undefined, alert)
  if (link !== null) link.href = `/account/compare?about=${about}`
  const button = find<HTMLButtonElement>("action", "accept-key", alert)
  button?.addEventListener("click", () => void whileBusy(button, async () => {
    await trust.accept(false)
    gone()
  }))
  return alert
}
