/**
 * Identities as the content of a sealed file: of a message, for each of its holders, and of a box, for each of its
 * members (docs/formats.md, Message and Box). The plaintext is the identity string, no newline.
 */
import { generateHybridIdentity, open, recipientOf, seal } from "./age.ts";
import { type Bytes, fromUtf8, utf8 } from "./bytes.ts";

export interface KeyPair {
  identity: string;
  recipient: string;
}

export async function newMessageIdentity(): Promise<KeyPair> {
  const identity = await generateHybridIdentity();
  return { identity, recipient: await recipientOf(identity) };
}

/** One sealed file per holder, in the order of the holders' recipients. */
export async function sealMessageKey(identity: string, holders: readonly string[]): Promise<Bytes[]> {
  return Promise.all(holders.map((holder) => sealIdentity(identity, holder)));
}

export async function openMessageKey(sealed: Uint8Array, holderIdentities: readonly string[]): Promise<string> {
  return openIdentity(sealed, holderIdentities);
}

/** A box is an identity of its own; its members hold it as the holders of a message hold that of the message. */
export async function newBox(memberRecipients: readonly string[]): Promise<KeyPair & { sealed: Bytes[] }> {
  const pair = await newMessageIdentity();
  return { ...pair, sealed: await sealMessageKey(pair.identity, memberRecipients) };
}

export async function openBox(sealed: Uint8Array, memberIdentity: string): Promise<string> {
  return openIdentity(sealed, [memberIdentity]);
}

export async function sealIdentity(identity: string, recipient: string): Promise<Bytes> {
  return seal([recipient], utf8(identity));
}

/** Rejects with `key-format` where the opened file holds something else than an identity. */
export async function openIdentity(sealed: Uint8Array, identities: readonly string[]): Promise<string> {
  const identity = fromUtf8(await open(identities, sealed));
  await recipientOf(identity);
  return identity;
}
