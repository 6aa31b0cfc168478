// The event line of a sent message: the names of files, which the server does not know, and sending a notice again.
import { all, find, need } from "../page/elements.ts"
import { whileBusy } from "../page/errors.ts"
import { api, Problem } from "../page/server.ts"
import { say } from "../page/words.ts"
import { fromB64 } from "../seal/bytes.ts"
import { openSenderCopy } from "../seal/guest.ts"
import type { Manifest } from "../seal/manifest.ts"
import { shownName } from "./names.ts"

/** "File 2 fetched" gets its name beside it. */
export function nameFilesInTracks(manifest: Manifest): void {
  for (const step of all("step-file")) {
    const entry = manifest.files[Number(step.dataset["stepFile"]) - 1]
    if (entry === undefined) continue
    const name = document.createElement("span")
    name.className = "quiet small"
    name.textContent = ` ${shownName(entry.name)}`
    step.querySelector(".events__when")?.before(name)
  }
}

/** The buttons of recipients whose notice did not arrive. A guest's link is unsealed here, from the sender's copy. */
export function startResending(identities: () => Promise<readonly string[]>): void {
  for (const track of all("track")) {
    const button = find<HTMLButtonElement>("action", "resend", track)
    if (button === null) continue
    button.addEventListener("click", () => void whileBusy(button, () => resend(track, button, identities)))
  }
}

async function resend(
  track: HTMLElement, button: HTMLButtonElement, identities: () => Promise<readonly string[]>,
): Promise<void> {
  const said = need("resend-said", undefined, track)
  try {
    const link = await linkOf(track, identities)
    await api(`/api/deliveries/${track.dataset["track"]}/notice`, { json: { link } })
    said.textContent = say("resent")
    button.hidden = true
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    said.textContent = error.detail
  }
}

async function linkOf(track: HTMLElement, identities: () => Promise<readonly string[]>): Promise<string> {
  const copy = track.dataset["senderCopy"]
  if (copy === undefined) return ""
  return (await openSenderCopy(fromB64(copy), await identities())).linkSecret
}
