/**
 * Who reads in a circle of a case, and with which key, as who made it signed it (docs/formats.md, Circle statements). Its members are
 * mailboxes, so who may sign is told by the statements of those (membership.ts): the caller gives whom it traced there.
 */
import { b64, type Bytes, concat, fromB64, utf8 } from "./bytes.ts";
import { canonical } from "./canonical.ts";
import { sha256Hex } from "./derive.ts";
import { SealError } from "./errors.ts";
import { HASH, KEY, MOMENT, MOST, type Signed, UUID } from "./membership.ts";
import type { Head } from "./pins.ts";
import { Shape } from "./shape.ts";
import { sign, verify } from "./signing.ts";

const KINDS = ["intake", "open", "shielded", "court"] as const;
const RIGHTS = ["read", "prepare", "send", "manage"] as const;

/** A mailbox in a circle: the hash of its recipient of the key version that the circle's key is sealed to, and what it may do. */
export interface Reading {
  readonly mailbox: string;
  readonly recipient: string;
  readonly version: number;
  readonly right: (typeof RIGHTS)[number];
}

export interface CircleSaid {
  readonly circle: string;
  readonly kind: (typeof KINDS)[number];
  /** Counts the statements of a circle from 1. */
  readonly number: number;
  /** The hash of the statement before; null of the first. */
  readonly previous: string | null;
  readonly at: string;
  /** Who signed, for which mailbox in it. */
  readonly by: { readonly user: string; readonly key: string; readonly mailbox: string };
  readonly epoch: number;
  readonly recipient: string;
  readonly members: readonly Reading[];
}

/** A statement whose signature holds; whose key that is has still to be judged. */
export interface CircleRead extends Signed {
  readonly said: CircleSaid;
  readonly hash: string;
}

/**
 * Why a circle is not believed. unsigned: nobody signed its key. history: what was known does not lead to what is said now. signer:
 * signed by somebody whom no statement of a mailbox that may do so names. not-mine: the key is not the one that was signed, or not made
 * for this reader's mailbox. epoch: there is another key than the last that was signed. shut: the newest key does not open here.
 */
export type CircleDoubt = "unsigned" | "history" | "signer" | "not-mine" | "epoch" | "shut";

const LABEL = "zegel/circle/v1\n";

export async function signCircle(told: CircleSaid, seed: Bytes): Promise<Signed> {
  const members = [...told.members].sort((left, right) => (left.mailbox < right.mailbox ? -1 : 1));
  const statement = canonical({ type: "zegel/circle/v1", ...told, members });
  return { statement, signature: b64(await sign(seed, utf8(LABEL + statement))) };
}

/** @throws {SealError} it is no such statement, or not signed by the key it names. */
export async function readCircle({ statement, signature }: Signed): Promise<CircleRead> {
  const said = parsed(statement);
  await verify(fromB64(said.by.key), concat(utf8(LABEL), utf8(statement)), fromB64(signature));
  return { statement, signature, said, hash: await sha256Hex(utf8(statement)) };
}

export function readingOf(said: CircleSaid, mailbox: string): Reading | undefined {
  return said.members.find((entry) => entry.mailbox === mailbox);
}

/** Whether a statement may be the first of a circle: for a mailbox that decides who else is in it. */
export function firstOfCircle({ said }: CircleRead): boolean {
  return said.number === 1 && said.epoch === 1 && readingOf(said, said.by.mailbox)?.right === "manage";
}

/** Whether `after` may follow `before`: who manages lets others in, or who at least sends makes the next key, which lets nobody in. */
export function circleFollows(before: CircleRead, { said: after }: CircleRead): boolean {
  const said = before.said;
  if (after.circle !== said.circle || after.kind !== said.kind) return false;
  if (after.number !== said.number + 1 || after.previous !== before.hash) return false;
  const right = readingOf(said, after.by.mailbox)?.right;
  if (after.epoch === said.epoch + 1) {
    if ((right !== "send" && right !== "manage") || after.recipient === said.recipient) return false;
    return after.members.every((entry) => stays(readingOf(said, entry.mailbox), entry));
  }
  if (after.epoch !== said.epoch || after.recipient !== said.recipient || right !== "manage") return false;
  return said.members.every(({ mailbox }) => readingOf(after, mailbox) !== undefined);
}

/** Whether a mailbox is the one that was in, with the key it had or a later one. */
function stays(known: Reading | undefined, entry: Reading): boolean {
  if (known?.right !== entry.right || entry.version < known.version) return false;
  return entry.version > known.version || entry.recipient === known.recipient;
}

/** What the server and the opened keys say of a circle today. */
export interface FoundCircle {
  readonly circle: string;
  /** From the statement that was known on, or else all. */
  readonly chain: readonly CircleRead[];
  readonly keyVersion: number;
  /** The hash of the recipient of each key version that opens, derived from it. */
  readonly derived: ReadonlyMap<number, string>;
  /** The mailboxes of this reader that the newest key is sealed to, each with the hash of its recipient by key version. */
  readonly through: ReadonlyMap<string, ReadonlyMap<number, string>>;
}

/** Who may sign for each mailbox: `user key` of each person its statements name. */
export type Signers = ReadonlyMap<string, ReadonlySet<string>>;

export function judgeCircle(known: Head | undefined, found: FoundCircle, signers: Signers): CircleDoubt | null {
  const head = found.chain.at(-1);
  if (head === undefined) return known === undefined ? "unsigned" : "history";
  if (!whole(known, found)) return "history";
  const fresh = known === undefined ? found.chain : found.chain.slice(1);
  if (!fresh.every(({ said: { by } }) => signers.get(by.mailbox)?.has(`${by.user} ${by.key}`))) return "signer";
  const { said } = head;
  if (found.keyVersion !== said.epoch) return "epoch";
  const derived = found.derived.get(said.epoch);
  if (derived === undefined) return "shut";
  const fine = [...found.through].every(([mailbox, keys]) => {
    const entry = readingOf(said, mailbox);
    return entry !== undefined && (keys.get(entry.version) ?? entry.recipient) === entry.recipient;
  });
  return fine && derived === said.recipient ? null : "not-mine";
}

/** Whether the chain begins where it must, is this circle's, and is unbroken. */
function whole(known: Head | undefined, { circle, chain }: FoundCircle): boolean {
  const first = chain[0];
  if (first === undefined || first.said.circle !== circle) return false;
  const begins = known === undefined ? firstOfCircle(first) : first.said.number === known.number && first.hash === known.hash;
  return begins && chain.every((read, at) => at === 0 || circleFollows(chain[at - 1] as CircleRead, read));
}

function parsed(statement: string): CircleSaid {
  const shape = Shape.parse(statement, "membership").only(
    "type", "circle", "kind", "number", "previous", "at", "by", "epoch", "recipient", "members",
  );
  shape.oneOf("type", "zegel/circle/v1");
  const said: CircleSaid = {
    circle: shape.matching("circle", UUID),
    kind: shape.oneOf("kind", ...KINDS),
    number: shape.count("number"),
    previous: shape.nullable("previous", (name) => shape.matching(name, HASH)),
    at: shape.matching("at", MOMENT),
    by: shape.object("by", (by) => ({
      user: by.only("user", "key", "mailbox").matching("user", UUID), key: by.matching("key", KEY), mailbox: by.matching("mailbox", UUID),
    })),
    epoch: shape.count("epoch"),
    recipient: shape.matching("recipient", HASH),
    members: shape.list("members", MOST, (item) => ({
      mailbox: item.only("mailbox", "recipient", "version", "right").matching("mailbox", UUID),
      recipient: item.matching("recipient", HASH),
      version: item.count("version"),
      right: item.oneOf("right", ...RIGHTS),
    })),
  };
  const mailboxes = said.members.map(({ mailbox }) => mailbox);
  const orderly = mailboxes.length > 0 && mailboxes.every((mailbox, at) => at === 0 || (mailboxes[at - 1] ?? "") < mailbox);
  const counted = said.number > 0 && said.epoch > 0 && said.members.every(({ version }) => version > 0);
  const first = (said.number === 1) === (said.previous === null);
  if (!orderly || !counted || !first || canonical({ type: "zegel/circle/v1", ...said }) !== statement) {
    throw new SealError("membership", "not as it must be");
  }
  return said;
}
