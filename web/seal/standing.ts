/** What a member's device makes of the statements about a mailbox: whether it may seal to its key, and to whom a next one. */
import { entryOf, type Entry, followed, type Read } from "./membership.ts";
import { knows, type PersonKeys, type Pins } from "./pins.ts";

/**
 * Why a mailbox is not believed. unsigned: nobody signed who holds its key. first: it is seen for the first time, signed by
 * nobody who is known. history: what was known before does not lead to what is said now. not-mine: the key is not the one
 * that was signed, or not made for this person. epoch: there is a next key that nobody signed. person: a member has other
 * keys than were known.
 */
export type Doubt = "unsigned" | "first" | "history" | "not-mine" | "epoch" | "person";

export interface Standing {
  readonly doubt: Doubt | null;
  /** The last statement, believed or not. */
  readonly head: Read | null;
  /** Members who are let in by somebody known: their keys are known from now on. */
  readonly learned: ReadonlyMap<string, PersonKeys>;
  /** Members whose keys are others than were known. */
  readonly others: readonly Entry[];
}

/** Who judges: their own keys, and what they know. */
export interface Judge {
  readonly user: string;
  readonly own: PersonKeys;
  readonly pins: Pins;
}

/** What the server and the opened keys say of the mailbox today. */
export interface Found {
  readonly box: string;
  /** From the statement that was known on, or else all. */
  readonly chain: readonly Read[];
  readonly keyVersion: number;
  /** The hash of the recipient of each key version that opens, derived from it. */
  readonly derived: ReadonlyMap<number, string>;
}

export function judgeBox({ user, own, pins }: Judge, found: Found): Standing {
  const known = pins.boxes.get(found.box);
  const chain = followed(found.chain);
  const head = chain.at(-1) ?? null;
  const nothing = { head, learned: new Map(), others: [] };
  if (head === null) return { ...nothing, doubt: known === undefined ? "unsigned" : "history" };
  const believed = head.said.box === found.box && chain.some(({ said, hash }) => {
    if (known !== undefined && said.number === known.number) return hash === known.hash;
    if (said.by.user === user && said.by.key === own.key) return said.number > (known?.number ?? 0);
    return known === undefined && pins.people.get(said.by.user)?.key === said.by.key;
  });
  if (!believed) return { ...nothing, doubt: known === undefined ? "first" : "history" };
  const { said } = head;
  const mine = entryOf(said, user);
  if (mine === undefined || mine.recipient !== own.recipient || mine.key !== own.key) return { ...nothing, doubt: "not-mine" };
  if (found.keyVersion !== said.epoch) return { ...nothing, doubt: "epoch" };
  if (found.derived.get(said.epoch) !== said.recipient) return { ...nothing, doubt: "not-mine" };
  const others = said.members.filter((entry) => pins.people.has(entry.user) && !knows(pins, entry.user, entry));
  const fresh = said.members.filter((entry) => !pins.people.has(entry.user));
  const learned = new Map(fresh.map(({ user, recipient, key }) => [user, { recipient, key }]));
  return { doubt: others.length > 0 ? "person" : null, head, learned, others };
}
