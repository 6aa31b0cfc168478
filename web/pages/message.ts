// A message, for an account holder.
import { find, need } from "../page/elements.ts"
import { press, startShortcuts } from "../page/shortcuts.ts"
import { startBeside } from "../reading/beside.ts"
import { showChanges } from "../reading/changes.ts"
import { keysOf } from "../reading/held.ts"
import { startNews } from "../reading/news.ts"
import { startNotes } from "../reading/notes.ts"
import type { Letter } from "../reading/letter.ts"
import { startReading } from "../reading/start.ts"
import { startTimeline } from "../reading/timeline.ts"
import { nameFilesInTracks, startResending } from "../reading/tracks.ts"
import type { Signer } from "../seal/known.ts"
import { account } from "../session/account.ts"

const identities = async () => (await account()).identities

const keys = async (item: HTMLElement) => keysOf(await account(), item)

let opened: Letter | undefined

find("receipt")?.focus()
startBeside()
startNews(async (box, states) => {
  const parts = await showChanges(box, states)
  if (!parts.includes("tracks")) return
  startTimeline()
  startResending(identities)
  if (opened !== undefined) nameFilesInTracks(opened.manifest)
})
// After the page: the list is of use before, and without.
// A row without a summary says less and nothing wrong: who leaves the page ends what is still being fetched.
void import("../reading/summaries.ts").then(({ startSummaries }) => startSummaries()).catch(() => {})
startShortcuts({
  j: press("[data-way=older]"),
  k: press("[data-way=newer]"),
  u: press("[data-way=list]"),
  r: press(".reach > a"),
  e: press("[data-done] button"),
  l: () => find("later")?.querySelector<HTMLElement>("#until")?.focus(),
  z: press("[data-undo] button"),
})
startResending(identities)
if (find("inline") !== null) void import("../reading/inline.ts").then(({ startInline }) => startInline(keys), () => {})
if (find("cover") !== null) void import("../volume/covers.ts").then(({ startCovers }) => startCovers(keys), () => {})
void startNotes(account())
void startReading(() => keys(need("letter"))).then(async (letter) => {
  opened = letter
  const me = await account()
  // After the letter, which is read without; who leaves the page ends it.
  await import("../reading/trust.ts").then(({ startTrust }) => startTrust(me, letter === undefined ? null : signerOf(letter)), () => {})
})

function signerOf({ sealed }: Letter): (Signer & { readonly name: string }) | null {
  const { user, userName } = sealed.sender
  return user === null ? null : { user, key: sealed.senderKey, name: userName ?? sealed.sender.name }
}
