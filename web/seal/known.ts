/**
 * What one person knows of a correspondent's keys (docs/formats.md, Known keys): signed by them and sealed to their
 * mailbox, so that the server neither reads nor writes it.
 */
import { b64, type Bytes, concat, fromB64, utf8 } from "./bytes.ts";
import { canonical } from "./canonical.ts";
import { SealError } from "./errors.ts";
import { Shape } from "./shape.ts";
import { sign, signingPublic, verify } from "./signing.ts";

/** The keys the directory names for a mailbox at this moment. */
export interface Named {
  readonly recipient: string;
  readonly keyVersion: number;
  /** Whose mailbox it is, and their signing key; a team has neither. */
  readonly owner: string | null;
  readonly signing: string | null;
}

export interface Signer {
  readonly user: string;
  readonly key: string;
}

export interface Known {
  /** The mailbox it is kept in, the one it is about, and whose word it is. */
  readonly box: string;
  readonly about: string;
  readonly user: string;
  /** When the keys were first seen as they are here. */
  readonly at: string;
  readonly keyVersion: number;
  readonly recipient: string;
  /** Every signing key that was accepted, the newest of each person last. */
  readonly signers: readonly Signer[];
  readonly checked: { readonly at: string; readonly fingerprint: string } | null;
}

/**
 * new: nothing was known. same: as it was. checked: as it was compared. renewed: the mailbox got a next key, which is
 * what happens when somebody leaves. changed: another key without such a reason, or of somebody who signs.
 */
export type Verdict = "new" | "same" | "checked" | "renewed" | "changed";

export interface Judged {
  readonly verdict: Verdict;
  /** Who signs with another key than before; null where it is the mailbox's own. */
  readonly signer: Signer | null;
}

const LABEL = "zegel/known-keys/v1\n";
const LIMIT = 1000;

export function judge(known: Known | null, now: Named, fingerprint: string, signer: Signer | null): Judged {
  if (known === null) return { verdict: "new", signer: null };
  const strange = signersOf(now, signer).find((signer) => !trusted(known, signer, now));
  if (strange !== undefined) return { verdict: "changed", signer: strange };
  const renewed = now.keyVersion > known.keyVersion;
  if (!renewed && (now.keyVersion < known.keyVersion || now.recipient !== known.recipient)) return { verdict: "changed", signer: null };
  if (renewed) return { verdict: "renewed", signer: null };
  return { verdict: known.checked?.fingerprint === fingerprint ? "checked" : "same", signer: null };
}

/** What is known from now on, when nothing that was known is contradicted; null where there is nothing to add. */
export function learned(known: Known | null, first: Omit<Known, "keyVersion" | "recipient" | "signers" | "checked">, now: Named, signer: Signer | null): Known | null {
  const seen = signersOf(now, signer);
  if (known === null) return { ...first, keyVersion: now.keyVersion, recipient: now.recipient, signers: seen, checked: null };
  const fresh = seen.filter(({ user }) => known.signers.every((signer) => signer.user !== user));
  return fresh.length === 0 ? null : { ...known, signers: [...known.signers, ...fresh] };
}

/** What is known after the person said that these keys are right; `fingerprint` where they compared it. */
export function accepted(known: Known, now: Named, at: string, signer: Signer | null, fingerprint: string | null): Known {
  const seen = signersOf(now, signer);
  const kept = known.signers.filter(({ user, key }) => seen.every((signer) => signer.user !== user || signer.key !== key));
  const checked = fingerprint === null ? known.checked : { at, fingerprint };
  return { ...known, at, keyVersion: now.keyVersion, recipient: now.recipient, signers: [...kept, ...seen].slice(-LIMIT), checked };
}

export async function writeKnown(known: Known, seed: Bytes): Promise<Bytes> {
  const { keyVersion, ...rest } = known;
  const statement = canonical({ type: "zegel/known-keys/v1", ...rest, epoch: keyVersion });
  const signature = b64(await sign(seed, utf8(LABEL + statement)));
  return utf8(JSON.stringify({ statement, key: b64(await signingPublic(seed)), signature }));
}

/** Rejects where it is not what `by` said, or about other mailboxes: whoever has a mailbox's public key can seal to it. */
export async function readKnown(plain: Uint8Array, place: { box: string; about: string }, by: Signer): Promise<Known> {
  const outer = Shape.parse(plain, "format").only("statement", "key", "signature");
  const statement = outer.string("statement");
  if (outer.string("key") !== by.key) throw new SealError("sender-key", "somebody else's");
  await verify(fromB64(by.key), concat(utf8(LABEL), utf8(statement)), outer.decoded("signature", fromB64));
  const shape = Shape.parse(statement, "format");
  shape.oneOf("type", "zegel/known-keys/v1");
  const known = shaped(shape);
  if (known.box !== place.box || known.about !== place.about || known.user !== by.user) throw new SealError("message", "about something else");
  return known;
}

function shaped(shape: Shape): Known {
  return {
    box: shape.string("box"),
    about: shape.string("about"),
    user: shape.string("user"),
    at: shape.string("at"),
    keyVersion: shape.count("epoch"),
    recipient: shape.string("recipient"),
    signers: shape.list("signers", LIMIT, (item) => ({ user: item.string("user"), key: item.string("key") })),
    checked: shape.nullable("checked", (name) =>
      shape.object(name, (item) => ({ at: item.string("at"), fingerprint: item.string("fingerprint") }))),
  };
}

function signersOf(now: Named, signer: Signer | null): Signer[] {
  const owner = now.owner === null || now.signing === null ? [] : [{ user: now.owner, key: now.signing }];
  return signer === null || owner.some(({ user, key }) => user === signer.user && key === signer.key) ? owner : [signer, ...owner];
}

/** The owner signs with their newest key; who signed a message may have used an older one that was accepted then. */
function trusted(known: Known, signer: Signer, now: Named): boolean {
  const keys = known.signers.filter(({ user }) => user === signer.user).map(({ key }) => key);
  if (keys.length === 0) return true;
  return signer.user === now.owner && signer.key === now.signing ? keys.at(-1) === signer.key : keys.includes(signer.key);
}
