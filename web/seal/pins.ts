/**
 * Which keys of others somebody goes by (docs/formats.md, Pins): signed by them and sealed to their own user key, so that the
 * server neither reads nor writes it.
 */
import { open, recipientOf, seal } from "./age.ts";
import { b64, type Bytes, concat, fromB64, utf8 } from "./bytes.ts";
import { canonical } from "./canonical.ts";
import { SealError } from "./errors.ts";
import type { UserBundle } from "./keys.ts";
import { Shape } from "./shape.ts";
import { sign, signingPublic, verify } from "./signing.ts";

/** The hash of a person's user recipient, and their signing key (b64). */
export interface PersonKeys {
  readonly recipient: string;
  readonly key: string;
}

/** The last statement of a mailbox that was believed. */
export interface Head {
  readonly number: number;
  readonly hash: string;
}

export interface Pins {
  readonly user: string;
  /** Counts from 1; 0 is nothing yet. */
  readonly version: number;
  readonly at: string;
  readonly people: ReadonlyMap<string, PersonKeys>;
  readonly boxes: ReadonlyMap<string, Head>;
  /** Last statements of circles, and of mailboxes of others that make keys there. */
  readonly seen: ReadonlyMap<string, Head>;
  /** Who may keep a spare key, and how many of them are needed. */
  readonly officers: { readonly needed: number; readonly users: readonly string[] } | null;
}

const LABEL = "zegel/pins/v1\n";
const MOST = 10_000;

export const noPins = (user: string): Pins => ({
  user, version: 0, at: "1970-01-01T00:00:00Z", people: new Map(), boxes: new Map(), officers: null, seen: new Map(),
});

export function knows(pins: Pins, user: string, keys: PersonKeys): boolean {
  const known = pins.people.get(user);
  return known?.recipient === keys.recipient && known.key === keys.key;
}

export async function sealPins(pins: Pins, bundle: UserBundle): Promise<Bytes> {
  const people = sorted(pins.people).map(([user, { recipient, key }]) => ({ user, recipient, key }));
  const [boxes, seen] = [pins.boxes, pins.seen].map((heads) => sorted(heads).map(([box, { number, hash }]) => ({ box, number, hash })));
  const { user, version, at } = pins;
  const officers = pins.officers && { needed: pins.officers.needed, users: [...pins.officers.users].sort() };
  const statement = canonical({ type: "zegel/pins/v1", user, version, at, people, boxes, officers, seen });
  const signature = b64(await sign(bundle.signing, utf8(LABEL + statement)));
  return seal([await recipientOf(bundle.identity)], utf8(JSON.stringify({ statement, signature })));
}

/** @throws {SealError} it does not open, or is not what this person signed. */
export async function openPins(sealed: Uint8Array, bundle: UserBundle, user: string): Promise<Pins> {
  const outer = Shape.parse(await open([bundle.identity], sealed), "membership").only("statement", "signature");
  const statement = outer.string("statement");
  await verify(await signingPublic(bundle.signing), concat(utf8(LABEL), utf8(statement)), outer.decoded("signature", fromB64));
  const shape = Shape.parse(statement, "membership");
  shape.oneOf("type", "zegel/pins/v1");
  const pins = shaped(shape);
  if (pins.user !== user) throw new SealError("membership", "somebody else's");
  return pins;
}

function shaped(shape: Shape): Pins {
  return {
    user: shape.string("user"),
    version: shape.count("version"),
    at: shape.string("at"),
    people: new Map(shape.list("people", MOST, (item) => [item.string("user"), { recipient: item.string("recipient"), key: item.string("key") }])),
    boxes: heads(shape, "boxes"),
    seen: heads(shape, "seen"),
    officers: shape.nullable("officers", (name) =>
      shape.object(name, (item) => ({ needed: item.count("needed"), users: item.texts("users", MOST, /^/) }))),
  };
}

function heads(shape: Shape, name: string): Map<string, Head> {
  return new Map(shape.list(name, MOST, (item) => [item.string("box"), { number: item.count("number"), hash: item.string("hash") }]));
}

function sorted<Value>(map: ReadonlyMap<string, Value>): [string, Value][] {
  return [...map].sort(([left], [right]) => (left < right ? -1 : 1));
}
