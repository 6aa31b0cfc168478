// What a receipt says, shown: its facts, its files, and what an authority says of its moment.
import { LogError } from "../evidence/log.ts"
import { type Filing, type Held, numberOf, type ReceiptFile } from "../evidence/receipt.ts"
import type { Manifest } from "../seal/manifest.ts"
import { shownName } from "../reading/names.ts"
import { fromTemplate, need } from "../page/elements.ts"
import { formatBytes, formatMoment, say } from "../page/words.ts"
import { publishedLog } from "./log.ts"

/** What an authority's stamp is worth: `text` for people, `holds` false where there is one that does not hold. */
export interface StampWord { readonly text: string; readonly holds: boolean }

export async function stampWord({ stamp, note }: Held): Promise<StampWord> {
  if (stamp === null) return { text: "", holds: true }
  const { authority: trusted } = publishedLog()
  if (trusted === "") return { text: say("stampUnknown"), holds: true }
  const { checkStamp } = await import("../evidence/stamp.ts")
  try {
    const { at, authority } = await checkStamp(stamp, note, trusted)
    return { text: say("stampHolds", { authority: shownName(authority), moment: formatMoment(at) }), holds: true }
  } catch (error) {
    if (!(error instanceof LogError)) throw error
    return { text: say("stampFails"), holds: false }
  }
}

/** The facts of a receipt; with the manifest that was signed also the letter, and the files by their names. */
export function facts(held: Held, stamp: StampWord, title: string, manifest?: Manifest): HTMLDetailsElement {
  const { facts: told, index, state } = held
  const box = fromTemplate<HTMLDetailsElement>("details")
  const put = (name: string, text: string) => {
    need(name, undefined, box).textContent = text
    const row = need(name, undefined, box).closest<HTMLElement>("[data-row]")
    if (row) row.hidden = text === ""
  }
  put("facts-title", title)
  box.open = manifest === undefined
  put("number", numberOf(told))
  put("filing", told.filing ? filed(told.filing) : "")
  put("filed-for", told.parties?.filedFor ?? "")
  put("received", `${formatMoment(new Date(told.received))} (${told.received})`)
  put("subject", told.subject)
  put("sender", [told.parties?.sender, told.parties?.organisation].filter(Boolean).join(", "))
  const behalf = told.parties?.onBehalfOf ?? ""
  put("behalf", behalf === told.parties?.sender ? "" : behalf)
  put("recipients", told.parties?.recipients.join("; ") ?? "")
  put("place", say("place", { index: index + 1, size: state.size, log: state.origin }))
  put("stamp", stamp.text)
  put("letter", manifest?.text ?? "")
  need("files", undefined, box).replaceChildren(...(manifest ? manifest.files.map((file) => row(file, told.files[file.number - 1])) : told.files.map((file) => row(file, file))))
  need("files-title", undefined, box).hidden = told.files.length === 0
  return box
}

/** A filing in words: what, by which way, where, and its number for the counter. */
function filed({ number, channel, kind, court, location }: Filing): string {
  const words = { kind: say(`kind${capital(kind)}`), channel: say(`channel${capital(channel)}`), court: shownName(court), location: shownName(location) }
  return say("filed", { ...words, number: `${number.slice(0, 4)}-${number.slice(4)}` })
}

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1)

interface Shown { readonly number: number; readonly size: number; readonly sha256: string; readonly name?: string }

function row(file: Shown, received: ReceiptFile | undefined): HTMLElement {
  const item = fromTemplate("file-fact")
  const values = { number: file.number, size: formatBytes(file.size), name: shownName(file.name ?? "") }
  need("file-name", undefined, item).textContent = say(file.name === undefined ? "file" : "fileNamed", values)
  need("file-hash", undefined, item).textContent = file.sha256
  const verdicts = (received?.verdicts ?? []).map(({ outcome = "" }) => say(`outcome${outcome.charAt(0).toUpperCase()}${outcome.slice(1)}`))
  need("file-verdict", undefined, item).textContent = verdicts.join(" ")
  return item
}
