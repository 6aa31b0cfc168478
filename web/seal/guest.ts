/**
 * A guest: a recipient without an account, whose key is the secret in a link and, if agreed, an access code
 * (docs/formats.md, Guest). Argon2id of the code is the worker's: these functions take its halves.
 */
import { generateHybridIdentity, identityFromSeed, open, recipientOf, seal } from "./age.ts";
import { b64, b64url, type Bytes, fromB64, fromB64url, randomBytes, utf8, fromUtf8 } from "./bytes.ts";
import { derive } from "./derive.ts";
import { SealError } from "./errors.ts";
import { openIdentity, sealIdentity } from "./message.ts";
import { Shape } from "./shape.ts";
import { newSigningSeed, signingPublic } from "./signing.ts";

/** An access code as SealClient.accessHalves gives it: the salt it chose and both halves. */
export interface AccessLock {
  salt: Bytes;
  verifier: string;
  seal: Bytes;
}

/** What the server stores of a guest. codeSalt and codeVerifier (b64) are there where an access code is. */
export interface GuestSeal {
  sealedIdentity: Bytes;
  codeSalt?: string;
  codeVerifier?: string;
}

export interface NewGuest extends GuestSeal {
  id: string;
  identity: string;
  recipient: string;
  /** 43 characters for the link, /g/<id>#<linkSecret>; never stored by the server. */
  linkSecret: string;
  /** Sealed to the sender's box, so that the sender can notify again or set another code. */
  senderCopy: Bytes;
}

export interface SenderCopy {
  identity: string;
  linkSecret: string;
}

export async function makeGuest(options: { senderBoxRecipient: string; access?: AccessLock }): Promise<NewGuest> {
  const identity = await generateHybridIdentity();
  const linkSecret = b64url(randomBytes(32));
  return {
    id: crypto.randomUUID(),
    identity,
    recipient: await recipientOf(identity),
    linkSecret,
    senderCopy: await seal([options.senderBoxRecipient], senderCopyText({ identity, linkSecret })),
    ...(await resealGuest({ identity, linkSecret }, options.access)),
  };
}

/** The seal anew for a guest that exists: with another access code, or, without `access`, with none. */
export async function resealGuest(copy: SenderCopy, access?: AccessLock): Promise<GuestSeal> {
  const layer1 = await sealIdentity(copy.identity, await recipientOf(await linkIdentity(copy.linkSecret)));
  if (!access) return { sealedIdentity: layer1 };
  const layer2 = await seal([await recipientOf(identityFromSeed(access.seal))], layer1);
  return { sealedIdentity: layer2, codeSalt: b64(access.salt), codeVerifier: access.verifier };
}

/** The guest under another link, for another mail address: the link that was mailed before opens nothing any more. */
export async function relinkGuest(
  copy: SenderCopy, senderBoxRecipient: string, access?: AccessLock,
): Promise<GuestSeal & { linkSecret: string; senderCopy: Bytes }> {
  const fresh = { identity: copy.identity, linkSecret: b64url(randomBytes(32)) };
  const senderCopy = await seal([senderBoxRecipient], senderCopyText(fresh));
  return { linkSecret: fresh.linkSecret, senderCopy, ...(await resealGuest(fresh, access)) };
}

function senderCopyText(copy: SenderCopy): Bytes {
  return utf8(JSON.stringify({ v: 1, identity: copy.identity, link: copy.linkSecret }));
}

/** The guest's identity. Rejects with `no-match` where the link or the code is not the one it was sealed with. */
export async function openGuest(
  sealedIdentity: Uint8Array, linkSecret: string, accessSeal?: Uint8Array,
): Promise<string> {
  const layer1 = accessSeal ? await open([identityFromSeed(accessSeal)], sealedIdentity) : sealedIdentity;
  return openIdentity(layer1, [await linkIdentity(linkSecret)]);
}

export async function openSenderCopy(sealed: Uint8Array, boxIdentities: readonly string[]): Promise<SenderCopy> {
  const shape = Shape.parse(await open(boxIdentities, sealed), "user-key");
  shape.oneOf("v", 1);
  return { identity: shape.string("identity"), linkSecret: shape.string("link") };
}

/** The guest's signing key, made at the first reply: the server keeps `sealed`, the directory `publicKey` (b64). */
export async function newGuestSigning(
  guestIdentity: string,
): Promise<{ seed: Bytes; sealed: Bytes; publicKey: string }> {
  const seed = newSigningSeed();
  const sealed = await seal([await recipientOf(guestIdentity)], utf8(b64(seed)));
  return { seed, sealed, publicKey: b64(await signingPublic(seed)) };
}

export async function openGuestSigning(sealed: Uint8Array, guestIdentity: string): Promise<Bytes> {
  return fromB64(fromUtf8(await open([guestIdentity], sealed)));
}

async function linkIdentity(linkSecret: string): Promise<string> {
  const secret = fromB64url(linkSecret);
  if (secret.length !== 32) throw new SealError("key-format", "a link secret is 32 bytes");
  return identityFromSeed(await derive(secret, "zegel/v1/guest-link"));
}
