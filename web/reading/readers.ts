// Who can read a message, in words: by its real grants, with delegates, a court's automation and keepers of spare keys.
import { language, say } from "../page/words.ts"
import type { Manifest } from "../seal/manifest.ts"
import type { OpenedOut, ReaderOut } from "../wire/api.ts"
import { recipientName, type Told } from "./recipients.ts"

/** Whoever opens a mailbox beside its own people. `names` are of delegates, where one may know them. */
export type Readers = Pick<ReaderOut, "agents" | "delegateCount" | "delegates" | "keepers" | "organisation">

/** The sentence "Only … can read this", and a line for each mailbox with how many people open it. */
export function readersOf(manifest: Manifest, sealed: OpenedOut, told: Told): { readonly sentence: string; readonly lines: readonly string[] } {
  const named = sealed.readers.map((reader) => ({ reader, name: nameOf(reader, manifest, sealed, told) }))
  const names = [...named.map(({ name }) => name), ...named.flatMap(({ reader, name }) => othersIn(reader, name))]
  const lines = named.filter(({ reader }) => reader.kind === "box").map(({ reader: { members }, name }) =>
    members === 1 ? say("readsMember", { name }) : say("readsMembers", { name, n: members }))
  return { sentence: say("sealedFor", { names: listed(names) }), lines }
}

/** A guest is "you"; a mailbox has its own name, because it may have several readers. */
function nameOf({ kind, id, name }: ReaderOut, manifest: Manifest, sealed: OpenedOut, told: Told): string {
  if (id === sealed.guest) return say("you")
  if (manifest.sender.id === id && kind === manifest.sender.kind) return told.sender
  if (kind === "box") return name
  const party = manifest.recipients.find((party) => party.kind === kind && party.id === id)
  return party === undefined ? say("somebody") : recipientName(party, told).name
}

/** Who else opens what a mailbox holds, each as it stands in the sentence. */
export function othersIn({ delegates, delegateCount, agents, keepers, organisation }: Readers, name: string): string[] {
  const unnamed = delegateCount - delegates.length
  return [
    ...delegates.map((person) => say("readsDelegate", { person, name })),
    ...(unnamed === 1 ? [say("readsDelegateOne", { name })] : []),
    ...(unnamed > 1 ? [say("readsDelegates", { name, n: unnamed })] : []),
    ...(agents > 0 ? [say("readsAgent", { name: organisation || name })] : []),
    ...keepers.map(({ organisation: office, needed }) => say("readsKeepers", { name: office, n: needed })),
  ]
}

/** "A, B en C", each once. */
export function listed(names: readonly string[]): string {
  return new Intl.ListFormat(language(), { type: "conjunction" }).format(new Set(names))
}
