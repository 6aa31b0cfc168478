/** Who holds the key of a mailbox, as a member says and signs it (docs/formats.md, Membership). */
import { b64, type Bytes, concat, fromB64, utf8 } from "./bytes.ts";
import { canonical } from "./canonical.ts";
import { sha256Hex } from "./derive.ts";
import { SealError } from "./errors.ts";
import { Shape } from "./shape.ts";
import { sign, verify } from "./signing.ts";

/** A member, and the keys they had when they were let in: the hash of their user recipient, and their signing key (b64). */
export interface Entry {
  readonly user: string;
  readonly recipient: string;
  readonly key: string;
  readonly since: string;
  readonly by: string;
}

export interface Membership {
  readonly box: string;
  /** Counts the statements of a mailbox from 1. */
  readonly number: number;
  /** The hash of the statement before; null of the first. */
  readonly previous: string | null;
  readonly at: string;
  readonly by: { readonly user: string; readonly key: string };
  /** The key version, and the hash of its recipient. */
  readonly epoch: number;
  readonly recipient: string;
  /** Those that key is sealed to, by identifier. */
  readonly members: readonly Entry[];
}

/** A statement as it is kept and handed on. */
export interface Signed {
  readonly statement: string;
  readonly signature: string;
}

/** A statement whose signature holds; whose key that is has still to be judged. */
export interface Read extends Signed {
  readonly said: Membership;
  readonly hash: string;
}

const LABEL = "zegel/membership/v1\n";
export const MOST = 1000;
export const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
export const HASH = /^[0-9a-f]{64}$/;
export const KEY = /^[A-Za-z0-9+/]{43}=$/;
export const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;

export async function signMembership(told: Membership, seed: Bytes): Promise<Signed> {
  const members = [...told.members].sort((left, right) => (left.user < right.user ? -1 : 1));
  const statement = canonical({ type: "zegel/membership/v1", ...told, members });
  return { statement, signature: b64(await sign(seed, utf8(LABEL + statement))) };
}

/** @throws {SealError} it is no such statement, or not signed by the key it names. */
export async function readMembership({ statement, signature }: Signed): Promise<Read> {
  const said = parsed(statement);
  await verify(fromB64(said.by.key), concat(utf8(LABEL), utf8(statement)), fromB64(signature));
  return { statement, signature, said, hash: await sha256Hex(utf8(statement)) };
}

export function entryOf(said: Membership, user: string): Entry | undefined {
  return said.members.find((entry) => entry.user === user);
}

export function same(entry: Entry, other: Entry): boolean {
  return canonical(entry) === canonical(other);
}

/** Whether `after` may follow `before`: signed by a member, who lets others in or makes the next key. */
export function follows(before: Read, { said: after }: Read): boolean {
  const said = before.said;
  if (after.box !== said.box || after.number !== said.number + 1 || after.previous !== before.hash) return false;
  if (entryOf(said, after.by.user)?.key !== after.by.key) return false;
  const added = after.members.filter((entry) => !said.members.some((old) => same(old, entry)));
  if (after.epoch === said.epoch + 1) return added.length === 0 && after.recipient !== said.recipient;
  if (after.epoch !== said.epoch || after.recipient !== said.recipient) return false;
  if (added.some(({ by, since }) => by !== after.by.user || since !== after.at)) return false;
  return said.members.every(({ user }) => entryOf(after, user) !== undefined);
}

/** The longest end of a chain in which each statement follows from the one before. */
export function followed(chain: readonly Read[]): readonly Read[] {
  let start = chain.length - 1;
  while (start > 0 && follows(chain[start - 1] as Read, chain[start] as Read)) start -= 1;
  return chain.slice(Math.max(start, 0));
}

function parsed(statement: string): Membership {
  const shape = Shape.parse(statement, "membership").only(
    "type", "box", "number", "previous", "at", "by", "epoch", "recipient", "members",
  );
  shape.oneOf("type", "zegel/membership/v1");
  const said: Membership = {
    box: shape.matching("box", UUID),
    number: shape.count("number"),
    previous: shape.nullable("previous", (name) => shape.matching(name, HASH)),
    at: shape.matching("at", MOMENT),
    by: shape.object("by", (by) => ({ user: by.only("user", "key").matching("user", UUID), key: by.matching("key", KEY) })),
    epoch: shape.count("epoch"),
    recipient: shape.matching("recipient", HASH),
    members: shape.list("members", MOST, (item) => ({
      user: item.only("user", "recipient", "key", "since", "by").matching("user", UUID),
      recipient: item.matching("recipient", HASH),
      key: item.matching("key", KEY),
      since: item.matching("since", MOMENT),
      by: item.matching("by", UUID),
    })),
  };
  const users = said.members.map(({ user }) => user);
  const orderly = users.length > 0 && users.every((user, at) => at === 0 || (users[at - 1] ?? "") < user);
  const first = (said.number === 1) === (said.previous === null);
  const whole = said.number > 0 && said.epoch > 0 && canonical({ type: "zegel/membership/v1", ...said }) === statement;
  if (!orderly || !first || !whole) throw new SealError("membership", "not as it must be");
  return said;
}
