/** The key of a user: an age identity to read with and an Ed25519 seed to sign with (docs/formats.md, User key). */
import { generateHybridIdentity, identityFromSeed, open, recipientOf, seal } from "./age.ts";
import { b64, type Bytes, fromB64, utf8 } from "./bytes.ts";
import { derive } from "./derive.ts";
import { SealError } from "./errors.ts";
import { Shape } from "./shape.ts";
import { newSigningSeed, signingPublic } from "./signing.ts";

/** The opened user key. */
export interface UserBundle {
  identity: string;
  signing: Bytes;
}

/** What the directory shows of a user: the `age1pq1…` recipient and the Ed25519 public key (b64). */
export interface PublicHalf {
  recipient: string;
  signingPublic: string;
}

export interface NewUserKey extends PublicHalf {
  sealed: Bytes;
  bundle: UserBundle;
}

export async function newUserKey(unlockSeed: Uint8Array): Promise<NewUserKey> {
  const bundle = { identity: await generateHybridIdentity(), signing: newSigningSeed() };
  return { bundle, sealed: await sealUserKey(bundle, unlockSeed), ...(await publicHalf(bundle)) };
}

/** Seals once more, for another way to unlock: a new password, a recovery code, a passkey. */
export async function sealUserKey(bundle: UserBundle, unlockSeed: Uint8Array): Promise<Bytes> {
  const recipient = await recipientOf(identityFromSeed(unlockSeed));
  const { identity, signing } = bundle;
  return seal([recipient], utf8(JSON.stringify({ v: 1, identity, signing: b64(signing) })));
}

/** Rejects with `no-match` where the seed (so: the password) is not the one it was sealed with. */
export async function openUserKey(sealed: Uint8Array, unlockSeed: Uint8Array): Promise<UserBundle> {
  const shape = Shape.parse(await open([identityFromSeed(unlockSeed)], sealed), "user-key");
  shape.oneOf("v", 1);
  return { identity: shape.string("identity"), signing: shape.decoded("signing", signingSeed) };
}

/** What a passkey is asked its secret (PRF) for, and what becomes of it: a seed like the unlock half of a password. */
export const PASSKEY_PRF = "zegel/v1/passkey";

export async function passkeySeed(secret: Bytes): Promise<Bytes> {
  return derive(secret, "zegel/v1/passkey-unlock");
}

export async function publicHalf(bundle: UserBundle): Promise<PublicHalf> {
  return { recipient: await recipientOf(bundle.identity), signingPublic: b64(await signingPublic(bundle.signing)) };
}

function signingSeed(text: string): Bytes {
  const seed = fromB64(text);
  if (seed.length !== 32) throw new SealError("user-key", "a signing seed is 32 bytes");
  return seed;
}
