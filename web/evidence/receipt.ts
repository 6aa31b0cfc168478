/** Checks a receipt (docs/formats.md, Receipt) in the browser or in Node: nothing but public keys and the receipt itself. */
import { dutchClock, isoClock } from "../time/days.ts";
import { canonical } from "../seal/canonical.ts";
import { hex, utf8 } from "../seal/bytes.ts";
import { followed, fromBase64, hashOf, LogError, leafHash, rootFrom, same, sha256, type State, stateOf } from "./log.ts";

export interface Verdict { readonly at: string; readonly outcome?: string }
export interface ReceiptFile { readonly number: number; readonly size: number; readonly sha256: string; readonly verdicts?: readonly Verdict[] }
export interface Parties {
  readonly sender: string;
  readonly onBehalfOf: string;
  readonly organisation: string;
  readonly recipients: readonly string[];
  /** Of a filing: the person it is filed for; empty where that is nobody else. */
  readonly filedFor?: string;
}
/** A filing: its number for the counter, how it came, what it is and where it was filed. */
export interface Filing {
  readonly id: string;
  readonly number: string;
  readonly channel: string;
  readonly kind: string;
  readonly court: string;
  readonly location: string;
  readonly matter: string;
}
/** `message` is null for a filing that no message carried, `envelope` null on paper, `filing` null for a message. */
export interface Facts {
  readonly message: string | null;
  readonly received: string;
  readonly subject: string;
  readonly envelope: string | null;
  readonly filing?: Filing | null;
  readonly parties?: Parties | null;
  readonly files: readonly ReceiptFile[];
}
/** `stamp` is an authority's word about `note`, the signed state of the log; it is checked apart (stamp.ts). */
export interface Held {
  readonly facts: Facts;
  readonly record: LogRecord;
  readonly key: string;
  readonly index: number;
  readonly state: State;
  readonly note: string;
  readonly stamp: string | null;
}
export interface LogRecord {
  readonly v: number;
  readonly id: string;
  readonly at: string;
  readonly event: string;
  readonly subject: string;
  readonly actor: string;
  readonly facts: Readonly<Record<string, unknown>>;
}

export interface Placed { record: string; index: number; proof: string[] }
interface Receipt {
  type: string;
  facts: Facts & { files: ReceiptFile[] };
  record: string;
  personal?: string | null;
  later?: Placed[];
  log: { origin: string; key: string; index: number; proof: string[]; checkpoint: string; succession?: string[] };
  stamp?: string | null;
}

const V2_MEMBERS = ["facts later log personal record stamp type", "checkpoint index key origin proof succession"];
const MEMBERS = {
  "zegel/receipt/v1": ["facts log record type", "checkpoint index key origin proof"],
  "zegel/receipt/v2": V2_MEMBERS,
  "zegel/receipt/v3": V2_MEMBERS,
};
export const LIMIT = 1024 * 1024;

/** What a receipt proves under one of these keys; without any, under the key it names itself. Throws LogError. */
export async function check(text: string, keys: readonly string[]): Promise<Held> {
  try {
    return await checked(text, keys);
  } catch (error) {
    // A member that is missing or of another kind shows as a TypeError somewhere; a stranger wrote this.
    throw error instanceof LogError ? error : new LogError("no receipt");
  }
}

async function checked(text: string, keys: readonly string[]): Promise<Held> {
  if (utf8(text).length > LIMIT) throw new LogError("too large");
  const receipt = parsed(text) as Receipt;
  const members = MEMBERS[receipt.type as keyof typeof MEMBERS];
  if (members === undefined || names(receipt) !== members[0] || names(receipt.log) !== members[1]) throw new LogError("no receipt");
  const { log, personal = null, later = [] } = receipt;
  const facts = await factsOf(receipt.record, personal, later, receipt.type.at(-1) ?? "");
  if (canonical(receipt.facts) !== canonical(facts)) throw new LogError("facts");
  if (keys.length > 0 && !(await followed(log.succession ?? [], log.origin, keys)).includes(log.key)) throw new LogError("key");
  const state = await stateOf(log.checkpoint, log.origin, hashOf(log.key));
  for (const placed of later) if (names(placed) !== "index proof record") throw new LogError("later");
  for (const placed of [{ record: receipt.record, index: log.index, proof: log.proof }, ...later]) await place(placed, state);
  const { stamp = null } = receipt;
  if (stamp !== null) fromBase64(stamp);
  const record = recordOf(receipt.record);
  return { facts: receipt.facts, record, key: log.key, index: log.index, state, note: log.checkpoint, stamp };
}

/** JSON as every reader must take it: a member named twice is refused, for JSON.parse would take the last. */
export function parsed(text: string): unknown {
  const value: unknown = JSON.parse(text);
  const named = [...text.matchAll(/"(?:[^"\\]|\\.)*"(\s*:)?/g)].filter(([, colon]) => colon !== undefined).length;
  if (named !== members(value)) throw new LogError("record");
  return value;
}

function members(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0;
  const inner = Object.values(value).reduce((sum: number, item: unknown) => sum + members(item), 0);
  return inner + (Array.isArray(value) ? 0 : Object.keys(value).length);
}

export const names = (value: object): string => Object.keys(value).sort().join(" ");

/** Nothing when the record is in the log at its place. */
export async function place(placed: Placed, state: State): Promise<void> {
  const path = placed.proof.map(hashOf);
  if (!same(await rootFrom(await leafHash(utf8(placed.record)), placed.index, state.size, path), state.root)) throw new LogError("proof");
}

/** A record as it was written; its own canonical form, so that nothing in it can be read in two ways. */
export function recordOf(text: string): LogRecord {
  const record = JSON.parse(text) as LogRecord;
  if (canonical(record) !== text || record.v !== 1) throw new LogError("record");
  return record;
}

async function factsOf(text: string, personal: string | null, later: readonly Placed[], version: string): Promise<Facts> {
  const record = recordOf(text);
  const { at, event, facts } = record;
  const filing = event === "filing.filing.received" && version === "3" ? filingOf(record) : null;
  if ((event !== "mail.message.received" && filing === null) || !at.endsWith("+00:00")) throw new LogError("record");
  const message = filing === null ? record.subject : (facts["message"] as string | null);
  const verdicts = later.map((placed) => verdictOf(placed.record, message ?? record.subject));
  const files = (facts["files"] as { size: number; sha256: string }[]).map(({ size, sha256 }, order) => ({ number: order + 1, size, sha256 }));
  if (verdicts.some((verdict) => !files.some((file) => file.number === verdict.file))) throw new LogError("record");
  const subject = String(facts[filing === null ? "subject" : "reference"]);
  // Of paper: when it was there, which is before it was entered.
  const reached = facts["reachedAt"];
  const told = { message, received: dutch(typeof reached === "string" ? reached : at), subject, envelope: String(facts["envelope"]) };
  if (version === "1") return { ...told, files };
  const found = files.map((file) => ({ ...file, verdicts: verdicts.filter((verdict) => verdict.file === file.number).map((verdict) => verdict.said) }));
  const whole = { ...told, parties: await partiesOf(facts["personal"], personal, filing !== null), files: found };
  return version === "2" ? whole : { ...whole, envelope: told.envelope || null, filing };
}

function filingOf({ subject, facts }: LogRecord): Filing {
  if (facts["version"] !== 2) throw new LogError("record");
  const told = (name: string) => {
    const value = facts[name];
    if (typeof value !== "string") throw new LogError("record");
    return value;
  };
  return {
    id: subject, number: told("number"), channel: told("channel"), kind: told("kind"),
    court: told("court"), location: told("location"), matter: told("matter"),
  };
}

/** The names a record has the hash of; null where they were forgotten. */
export async function partiesOf(hash: unknown, personal: string | null, filed: boolean): Promise<Parties | null> {
  if (personal === null) return null;
  if (hex(await sha256(utf8(personal))) !== hash) throw new LogError("names");
  const { sender, onBehalfOf, organisation, recipients, filedFor } = JSON.parse(personal) as Parties;
  const names = { sender, onBehalfOf, organisation, recipients };
  if (!filed) return names;
  if (typeof filedFor !== "string") throw new LogError("names");
  return { ...names, filedFor };
}

/** The receipt number: the identifier of what the receipt is about. */
export function numberOf({ filing, message }: Facts): string {
  return filing?.id ?? message ?? "";
}

function verdictOf(text: string, message: string): { file: unknown; said: Verdict } {
  const { at, event, subject, facts } = recordOf(text);
  if (event !== "mail.file.checked" || subject !== message) throw new LogError("record");
  const { holder: _holder, delivery: _delivery, file, ...said } = facts;
  return { file, said: { at: dutch(at), ...said } };
}

/** A moment as the receipt writes it: on a Dutch clock, with its offset. */
function dutch(at: string): string {
  const moment = new Date(at);
  const clock = isoClock(dutchClock(moment));
  const hours = Math.round((Date.parse(`${clock}Z`) - Math.floor(moment.getTime() / 1000) * 1000) / 3_600_000);
  const fraction = /\.[0-9]+/.exec(at)?.[0] ?? "";
  return `${clock}${fraction}+${String(hours).padStart(2, "0")}:00`;
}

/** Whether a receipt is the one with this number: of the filing, or of the message that carried it. */
export function isAbout(facts: Facts, number: string): boolean {
  return numberOf(facts) === number || facts.message === number;
}
