// What was signed beside what the log recorded of it (docs/formats.md, Agreement): the same differences under the same codes as
// zegel/seal/agreement.py. Any key signs any name; who sent what to whom is told by the record, and the two must say the same.
import type { Manifest } from "../seal/manifest.ts"
import type { LogRecord, Parties } from "./receipt.ts"

export type DifferenceCode = "message" | "sender-key" | "sender-name" | "recipients" | "subject" | "secret" | "files"

/** One thing the letter and the log say differently; `signed` and `recorded` are what each says, empty for nothing. */
export interface Difference<Code extends string = DifferenceCode> { readonly code: Code; readonly signed: string; readonly recorded: string }

/** `key` signed the manifest; null where it was held against a directory already. `parties` is null where the names were forgotten. */
export function differences(manifest: Manifest, key: string | null, record: LogRecord, parties: Parties | null): Difference[] {
  const { facts } = record
  const filed = record.event === "filing.filing.received"
  const found = [...message(manifest, record, filed), ...sender(manifest, key, record), ...names(manifest, parties), ...recipients(manifest, record, filed, parties)]
  const subject = String(facts[filed ? "reference" : "subject"])
  if (folded(manifest.subject) !== folded(subject)) found.push({ code: "subject", signed: manifest.subject, recorded: subject })
  if (manifest.secret !== facts["secret"]) found.push({ code: "secret", signed: String(manifest.secret), recorded: String(facts["secret"]) })
  const objects = (facts["files"] as { object?: unknown }[]).map(({ object }) => object)
  if (objects.length !== manifest.files.length || manifest.files.some(({ object }, at) => object !== objects[at])) {
    found.push({ code: "files", signed: String(manifest.files.length), recorded: String(objects.length) })
  }
  return found
}

/** A subject without what typists differ in: the facility writes case numbers in one way, programs do as they like. */
export const folded = (subject: string): string => subject.toUpperCase().replace(/[^0-9A-Z]/g, "")

function message({ message, conversation }: Manifest, { subject, facts }: LogRecord, filed: boolean): Difference[] {
  // A filing that no message carried is its own message and conversation.
  const about = (filed ? facts["message"] : subject) || subject
  const inside = facts["conversation"] || subject
  return message === about && conversation === inside ? [] : [{ code: "message", signed: message, recorded: String(about) }]
}

function sender({ sender }: Manifest, key: string | null, { actor, facts }: LogRecord): Difference[] {
  const signed = sender.kind === "box" ? [`service:${sender.user}`, `user:${sender.user}`] : [`guest:${sender.id}`]
  const box = sender.kind === "box" ? sender.id : null
  if (!signed.includes(actor) || (facts["senderBox"] ?? null) !== box) return [{ code: "sender-key", signed: signed[0] ?? "", recorded: actor }]
  const named = facts["signingKey"] ?? null
  return named === null || key === null || named === key ? [] : [{ code: "sender-key", signed: key, recorded: String(named) }]
}

function names({ sender }: Manifest, parties: Parties | null): Difference[] {
  if (parties === null) return []
  const guest = sender.kind === "guest"
  const signed = guest ? [sender.name, sender.userName ?? ""] : [sender.userName ?? "", sender.name]
  const recorded = guest ? [parties.sender, ""] : [parties.sender, parties.onBehalfOf]
  return signed.every((name, at) => name === recorded[at]) ? [] : [{ code: "sender-name", signed: listed(signed), recorded: listed(recorded) }]
}

function recipients(manifest: Manifest, record: LogRecord, filed: boolean, parties: Parties | null): Difference[] {
  const { facts } = record
  const signed = manifest.recipients.map(({ kind, id, name }) => ({ name, reference: `${kind}:${id}` }))
  const differ = (said: readonly string[], told: readonly string[], between = ", "): Difference[] =>
    [{ code: "recipients", signed: said.join(", "), recorded: told.join(between) }]
  if (filed) {
    const desk = `box:${String(facts["desk"])}`
    return signed.some(({ reference }) => reference === desk) ? [] : differ(signed.map(({ reference }) => reference), [desk])
  }
  const recorded = (facts["recipients"] as unknown[]).map(String)
  const references = signed.map(({ reference }) => reference)
  const named = mailboxNames(record, parties)
  if (references.toSorted().join() !== recorded.toSorted().join()) {
    const more = recorded.filter((reference) => !references.includes(reference)).map((reference) => named.get(reference) ?? reference)
    return differ(signed.filter(({ reference }) => !recorded.includes(reference)).map(({ name }) => name), more, "; ")
  }
  const wrong = signed.filter(({ name, reference }) => named.has(reference) && !isCalled(name, named.get(reference) ?? ""))
  return wrong.length === 0 ? [] : differ(wrong.map(({ name }) => name), wrong.map(({ reference }) => named.get(reference) ?? ""), "; ")
}

/** What the log calls each mailbox that a message went to, by reference; guests are not named in it, and nobody once names were forgotten. */
export function mailboxNames({ facts }: LogRecord, parties: Parties | null): ReadonlyMap<string, string> {
  const boxes = (facts["recipients"] as unknown[]).map(String).filter((reference) => reference.startsWith("box:"))
  return new Map((parties?.recipients ?? []).slice(0, boxes.length).map((name, at) => [boxes[at] ?? "", name]))
}

/** The log names a mailbox with its organisation behind it, where it has one. */
const isCalled = (name: string, logged: string): boolean => logged === name || (name !== "" && logged.startsWith(`${name}, `))

const listed = (names: readonly string[]): string => [...new Set(names.filter((name) => name !== ""))].join(", ")
