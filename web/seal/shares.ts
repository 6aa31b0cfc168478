/**
 * A secret in n shares of which any k give it back, and fewer tell nothing (docs/formats.md, Escrow). Shamir's scheme,
 * byte by byte, over GF(2^8) with the polynomial of AES; no tables and no branches on what is secret.
 */
import { type Bytes, randomBytes } from "./bytes.ts";
import { SealError } from "./errors.ts";

const MOST = 255;

/** Shares by their numbers, 1 to n; any `needed` of them are the secret. */
export function splitSecret(
  secret: Bytes, { needed, shares, random = randomBytes }: { needed: number; shares: number; random?: (size: number) => Bytes },
): Map<number, Bytes> {
  if (secret.length === 0 || needed < 2 || needed > shares || shares > MOST) {
    throw new SealError("key-format", "a secret takes at least two shares, and at most 255");
  }
  // Of every byte a polynomial: the secret's byte, then random factors.
  const factors = [secret, ...Array.from({ length: needed - 1 }, () => random(secret.length))];
  return new Map(Array.from({ length: shares }, (_, at) => [at + 1, valueAt(factors, at + 1)]));
}

/** The secret of k shares by their numbers. Too few or false ones give other bytes, not an error. */
export function joinShares(shares: ReadonlyMap<number, Bytes>): Bytes {
  const size = [...shares.values()][0]?.length ?? 0;
  const fine = [...shares].every(([number, share]) => share.length === size && number >= 1 && number <= MOST);
  if (shares.size < 2 || size === 0 || !fine) throw new SealError("key-format", "these are no shares of one secret");
  const secret = new Uint8Array(size);
  for (const [number, share] of shares) {
    let weight = 1;
    for (const other of shares.keys()) {
      if (other !== number) weight = times(weight, times(other, inverse(other ^ number)));
    }
    for (const [at, byte] of share.entries()) secret[at] = (secret[at] ?? 0) ^ times(weight, byte);
  }
  return secret;
}

function valueAt(factors: readonly Bytes[], number: number): Bytes {
  const value = new Uint8Array(factors[0]?.length ?? 0);
  for (const factor of factors.toReversed()) {
    for (const [at, byte] of factor.entries()) value[at] = times(value[at] ?? 0, number) ^ byte;
  }
  return value;
}

function times(left: number, right: number): number {
  let product = 0;
  let shifted = left;
  for (let place = 0; place < 8; place += 1) {
    product ^= shifted & -((right >> place) & 1);
    shifted = (shifted << 1) ^ (0x11b & -(shifted >> 7));
  }
  return product;
}

/** The power 254, which for anything but 0 is one divided by it. */
function inverse(value: number): number {
  let power = 1;
  let square = value;
  for (let at = 0; at < 7; at += 1) {
    square = times(square, square);
    power = times(power, square);
  }
  return power;
}
