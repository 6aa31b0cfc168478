// The application for a hearing as a document (docs/formats.md, Application): its shape, and how it is read and written.
import { type Bytes, fromUtf8, utf8 } from "../seal/bytes.ts"
import { canonical } from "../seal/canonical.ts"
import { SealError } from "../seal/errors.ts"
import { Shape } from "../seal/shape.ts"

export const APPLICATION_TYPE = "zegel/application/v1"
/** Of the document in a manifest: this is how a reader knows it among the files. */
export const APPLICATION_MEDIA_TYPE = "application/vnd.zegel.application+json"

const LIMIT = 1024 * 1024
const NAME_LIMIT = 200
const LINE_LIMIT = 300
const TEXT_LIMIT = 20_000
const MOST_PARTIES = 200
const MOST_DAYS = 60
const MOST_DOCUMENTS = 100

const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/
const DAY = /^\d{4}-\d\d-\d\d$/
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
const LANGUAGE = /^([a-z]{2,3})?$/

export type Matter = "familie" | "handel" | "kanton"
export type FiledBy = "lawyer" | "authorised representative" | "in person"
export type Answer = "days" | "none" | "unknown" | "not given"
export type DocumentRole = "summons" | "exhibit" | "other"

export interface Address {
  readonly street: string
  readonly postcode: string
  readonly town: string
  /** Empty for the Netherlands. */
  readonly country: string
}

/** Null is "not known to the applicant", which is an answer (art. 2.2); an empty text is none. */
export type Contact = string | null

export interface ApplicationRepresentative {
  readonly kind: "lawyer" | "authorised representative"
  readonly name: string
  readonly office: string
  /** BAR number. */
  readonly number: string
  readonly email: Contact
  readonly phone: Contact
  readonly mailbox: string | null
}

export interface ApplicationParty {
  readonly role: "claimant" | "defendant"
  readonly kind: "person" | "legal"
  readonly name: string
  readonly shortName: string
  readonly address: Address
  readonly email: Contact
  readonly phone: Contact
  readonly representation: "represented" | "in person" | "unknown"
  readonly representative: ApplicationRepresentative | null
  /** Verhinderdata of who comes for this party. */
  readonly unavailable: { readonly answer: Answer; readonly days: readonly string[] }
}

export interface ApplicationDocument {
  /** Of the file in the manifest. */
  readonly number: number
  readonly role: DocumentRole
  readonly exhibit: number | null
  readonly description: string
  /** ISO 639; empty where nothing was said. */
  readonly language: string
}

export interface Application {
  readonly type: typeof APPLICATION_TYPE
  readonly court: string
  readonly location: string
  readonly matter: Matter
  readonly made: string
  readonly filedBy: FiledBy
  readonly channel: "digital" | "veilig mailen"
  readonly parties: readonly ApplicationParty[]
  readonly claim: string
  /** Of each of these requests the reason; null where it is not asked. */
  readonly urgency: string | null
  readonly shortening: string | null
  readonly longer: { readonly minutes: number; readonly reason: string } | null
  readonly window: { readonly from: string; readonly until: string }
  readonly othersAsked: { readonly asked: boolean; readonly said: string }
  /** The language that is needed. */
  readonly interpreter: string | null
  /** Sound and video files that follow by secure mail (art. 3.5). */
  readonly recordings: string | null
  readonly documents: readonly ApplicationDocument[]
}

/** The document as it is sealed. Throws a SealError `format` for what no reader would accept. */
export function writeApplication(application: Application): Bytes {
  const bytes = utf8(canonical(application))
  readApplication(bytes)
  return bytes
}

/** What an opened document says; only in its one spelling. Throws a SealError `format` for anything else. */
export function readApplication(bytes: Uint8Array): Application {
  if (bytes.length > LIMIT) throw new SealError("format", "too large")
  const found = applicationOf(Shape.parse(bytes, "format"))
  if (spelled(found) !== fromUtf8(bytes)) throw new SealError("format", "not canonical")
  return found
}

/** The lines of an address, as one reads them on an envelope. */
export function addressLines({ street, postcode, town, country }: Address): string[] {
  return [street, [postcode, town].filter((part) => part !== "").join("  "), country].filter((line) => line !== "")
}

function spelled(found: Application): string | null {
  try {
    return canonical(found)
  } catch {
    return null
  }
}

// Unknown members need no check of their own: what was read is written again and compared.
function applicationOf(shape: Shape): Application {
  return {
    type: shape.oneOf("type", APPLICATION_TYPE),
    court: shape.text("court", 40),
    location: shape.text("location", 60),
    matter: shape.oneOf("matter", "familie", "handel", "kanton"),
    made: shape.matching("made", MOMENT),
    filedBy: shape.oneOf("filedBy", "lawyer", "authorised representative", "in person"),
    channel: shape.oneOf("channel", "digital", "veilig mailen"),
    parties: shape.list("parties", MOST_PARTIES, partyOf),
    claim: shape.text("claim", TEXT_LIMIT),
    urgency: nullableText(shape, "urgency", TEXT_LIMIT),
    shortening: nullableText(shape, "shortening", TEXT_LIMIT),
    longer: shape.nullable("longer", (name) =>
      shape.object(name, (it) => ({ minutes: it.count("minutes"), reason: it.text("reason", TEXT_LIMIT) }))),
    window: shape.object("window", (it) => ({ from: it.matching("from", DAY), until: it.matching("until", DAY) })),
    othersAsked: shape.object("othersAsked", (it) => ({ asked: it.boolean("asked"), said: it.text("said", TEXT_LIMIT) })),
    interpreter: nullableText(shape, "interpreter", NAME_LIMIT),
    recordings: nullableText(shape, "recordings", TEXT_LIMIT),
    documents: shape.list("documents", MOST_DOCUMENTS, documentOf),
  }
}

function partyOf(shape: Shape): ApplicationParty {
  return {
    role: shape.oneOf("role", "claimant", "defendant"),
    kind: shape.oneOf("kind", "person", "legal"),
    name: shape.text("name", NAME_LIMIT),
    shortName: shape.text("shortName", 60),
    address: shape.object("address", (it) => ({
      street: it.text("street", LINE_LIMIT),
      postcode: it.text("postcode", 20),
      town: it.text("town", NAME_LIMIT),
      country: it.text("country", NAME_LIMIT),
    })),
    email: nullableText(shape, "email", 254),
    phone: nullableText(shape, "phone", 40),
    representation: shape.oneOf("representation", "represented", "in person", "unknown"),
    representative: shape.nullable("representative", (name) => shape.object(name, representativeOf)),
    unavailable: shape.object("unavailable", (it) => ({
      answer: it.oneOf("answer", "days", "none", "unknown", "not given"),
      days: daysOf(it),
    })),
  }
}

function representativeOf(shape: Shape): ApplicationRepresentative {
  return {
    kind: shape.oneOf("kind", "lawyer", "authorised representative"),
    name: shape.text("name", NAME_LIMIT),
    office: shape.text("office", NAME_LIMIT),
    number: shape.text("number", 20),
    email: nullableText(shape, "email", 254),
    phone: nullableText(shape, "phone", 40),
    mailbox: shape.nullable("mailbox", (name) => shape.matching(name, UUID)),
  }
}

function documentOf(shape: Shape): ApplicationDocument {
  return {
    number: shape.count("number"),
    role: shape.oneOf("role", "summons", "exhibit", "other"),
    exhibit: shape.nullable("exhibit", (name) => shape.count(name)),
    description: shape.text("description", LINE_LIMIT),
    language: shape.matching("language", LANGUAGE),
  }
}

function daysOf(shape: Shape): string[] {
  return shape.texts("days", MOST_DAYS, DAY)
}

function nullableText(shape: Shape, name: string, limit: number): string | null {
  return shape.nullable(name, () => shape.text(name, limit))
}
