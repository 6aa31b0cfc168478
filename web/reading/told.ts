// Who sent a message to whom, about what and when, as a reader may be told: from what was signed and from what the log recorded, held
// against each other and against what the server says beside them (docs/formats.md, Agreement). Fetched when a letter is opened.
import { type Difference, differences, folded, mailboxNames } from "../evidence/agreement.ts"
import { followed, hashOf, LogError, sha256, type State, stateOf } from "../evidence/log.ts"
import { type LogRecord, type Parties, partiesOf, place, recordOf } from "../evidence/receipt.ts"
import { Problem } from "../page/server.ts"
import { fromB64, hex } from "../seal/bytes.ts"
import type { Manifest } from "../seal/manifest.ts"
import type { OpenedOut, ReaderOut } from "../wire/api.ts"
import type { AlarmCode, Told } from "./recipients.ts"

const RECEIVED = "mail.message.received"
const ADOPTED = "mail.guest.adopted"

/** What an opened message may be told of; `sealed` is the server's word, and each part of it that differs is an alarm. */
export async function toldOf(manifest: Manifest, sealed: OpenedOut): Promise<Told> {
  const found = await recordIn(sealed)
  if (found === null) return withoutRecord(manifest, sealed)
  const { record, parties } = found
  const all: Difference<AlarmCode>[] = [...differences(manifest, sealed.senderKey, record, parties), ...(await besides(sealed, record, parties))]
  const guest = sealed.sender.kind === "guest"
  return {
    ...(parties ? named(parties) : { sender: manifest.sender.name, person: guest ? null : manifest.sender.userName, organisation: "" }),
    subject: String(record.facts["subject"]),
    receivedAt: record.at,
    differences: [...new Map(all.toReversed().map((difference) => [difference.code, difference])).values()].toReversed(),
    mailboxes: mailboxNames(record, parties),
  }
}

function named({ sender, onBehalfOf, organisation }: Parties): Pick<Told, "sender" | "person" | "organisation"> {
  const mailbox = onBehalfOf || sender
  return { sender: mailbox, person: onBehalfOf !== "" && sender !== mailbox ? sender : null, organisation: organisation === mailbox ? "" : organisation }
}

/** A message of which the log has nothing that holds: what its sender wrote, and that. */
function withoutRecord(manifest: Manifest, sealed: OpenedOut): Told {
  const { name, userName } = manifest.sender
  return {
    sender: name, person: userName === name ? null : userName, organisation: "", subject: manifest.subject, receivedAt: sealed.receivedAt,
    differences: [{ code: "record", signed: "", recorded: "" }], mailboxes: new Map(),
  }
}

async function recordIn(sealed: OpenedOut): Promise<{ record: LogRecord; parties: Parties | null } | null> {
  if (!sealed.record) return null
  try {
    const record = recordOf(sealed.record)
    if (record.event !== RECEIVED || record.subject !== sealed.message) return null
    return { record, parties: await partiesOf(record.facts["personal"], sealed.personal, false) }
  } catch (error) {
    if (error instanceof LogError || error instanceof SyntaxError || error instanceof TypeError) return null
    throw error
  }
}

/** What the server says beside the letter, against the record. */
async function besides(sealed: OpenedOut, record: LogRecord, parties: Parties | null): Promise<Difference<AlarmCode>[]> {
  const { facts } = record
  const found: Difference<AlarmCode>[] = []
  const differ = (code: AlarmCode, signed: string, recorded: string) => found.push({ code, signed, recorded })
  if (folded(sealed.subject) !== folded(String(facts["subject"]))) differ("subject", sealed.subject, String(facts["subject"]))
  // Fractions of a second are written in two ways.
  if (Math.abs(Date.parse(sealed.receivedAt) - Date.parse(record.at)) >= 1000) differ("received", sealed.receivedAt, record.at)
  if (hex(await sha256(fromB64(sealed.envelope))) !== facts["envelope"]) differ("envelope", "", "")
  const objects = (facts["files"] as { object?: unknown; size?: unknown }[]).map(({ object, size }) => `${object} ${size}`)
  if (objects.join() !== sealed.files.map(({ object, size }) => `${object} ${size}`).join()) differ("files", "", "")
  const { kind, name, userName } = sealed.sender
  const [mailbox, person] = kind === "guest" ? ["", name] : [name, userName ?? ""]
  if (parties && (mailbox !== parties.onBehalfOf || person !== parties.sender)) {
    differ("sender-name", [...new Set([person, mailbox])].filter(Boolean).join(", "), [...new Set([parties.sender, parties.onBehalfOf])].filter(Boolean).join(", "))
  }
  const strangers = strangersIn(sealed, record)
  if (strangers.length > 0) differ("grants", strangers.map(({ name }) => name).join(", "), "")
  return found
}

/** Who holds a key and neither sent the message nor was sent it, nor took a conversation along that they were in as a guest. */
function strangersIn({ readers, adoptions }: OpenedOut, { subject, actor, facts }: LogRecord): readonly ReaderOut[] {
  const mine = facts["senderBox"] === null ? actor : `box:${String(facts["senderBox"])}`
  const known = new Set([mine, ...(facts["recipients"] as unknown[]).map(String)])
  for (const text of adoptions) {
    const told = recordOf(text)
    const messages = told.facts["messages"]
    if (told.event === ADOPTED && known.has(`guest:${told.subject}`) && Array.isArray(messages) && messages.includes(subject)) {
      known.add(`box:${String(told.facts["box"])}`)
    }
  }
  return readers.filter(({ kind, id }) => !known.has(`${kind}:${id}`))
}

/** The log as this browser goes by it: its keys, and whether a state is one of the log it knew. */
export interface KnownLog {
  readonly keys: () => Promise<readonly string[]>
  readonly same: (state: State) => Promise<void>
}

/** Whether the record stands in the signed log: `waiting` where it has no place there yet, or this cannot be told now. */
export async function inTheLog({ record, log }: OpenedOut, known: KnownLog): Promise<"proved" | "waiting" | "not"> {
  if (!record || log === null) return "waiting"
  let keys: readonly string[]
  try {
    keys = await known.keys()
  } catch {
    return "waiting"
  }
  try {
    if (!(await followed(log.succession, log.origin, keys)).includes(log.key)) return "not"
    const state = await stateOf(log.checkpoint, log.origin, hashOf(log.key))
    await place({ record, index: log.index, proof: [...log.proof] }, state)
    await known.same(state)
    return "proved"
  } catch (error) {
    if (error instanceof LogError) return "not"
    if (error instanceof Problem) return "waiting"
    throw error
  }
}
