/**
 * Labels nobody can guess and nobody can choose: ECVRF-EDWARDS25519-SHA512-TAI (RFC 9381), the side that checks. Written from the text, apart from
 * the Python core.
 */
import { Point } from "@noble/ed25519";
import { type Bytes, concat, owned } from "./bytes.ts";
import { SealError } from "./errors.ts";

const SUITE = 3;
const ORDER = Point.CURVE().n;
const COFACTOR = 8n;

/** The label (32 bytes) of a message under a public key. @throws {SealError} the proof does not hold. */
export async function verifiedLabel(key: Uint8Array, message: Uint8Array, proof: Uint8Array): Promise<Bytes> {
  try {
    return await verified(key, message, proof);
  } catch (error) {
    throw error instanceof SealError ? error : new SealError("format", "not a proof of a label");
  }
}

async function verified(key: Uint8Array, message: Uint8Array, proof: Uint8Array): Promise<Bytes> {
  if (proof.length !== 80) throw new SealError("format", "not a proof of a label");
  const [gammaBytes, challengeBytes, answerBytes] = [proof.subarray(0, 32), proof.subarray(32, 48), proof.subarray(48)];
  const [public_, gamma, challenge, answer] = [Point.fromBytes(key), Point.fromBytes(gammaBytes), little(challengeBytes), little(answerBytes)];
  if (public_.isSmallOrder() || answer >= ORDER) throw new SealError("format", "not a proof of a label");
  const point = await hashedToPoint(key, message);
  const left = times(answer, Point.BASE).subtract(times(challenge, public_));
  const right = times(answer, point).subtract(times(challenge, gamma));
  const again = await sha512(2, key, point.toBytes(), gammaBytes, left.toBytes(), right.toBytes(), Uint8Array.of(0));
  if (little(again.subarray(0, 16)) !== challenge) throw new SealError("format", "the label is not that of this input");
  return owned((await sha512(3, times(COFACTOR, gamma).toBytes(), Uint8Array.of(0))).slice(0, 32));
}

/** Try and increment (5.4.1.1). */
async function hashedToPoint(key: Uint8Array, message: Uint8Array): Promise<Point> {
  for (let count = 0; count < 256; count++) {
    const hash = await sha512(1, key, message, Uint8Array.of(count, 0));
    const point = pointOf(hash.subarray(0, 32));
    if (point !== null && !point.isSmallOrder()) return times(COFACTOR, point);
  }
  throw new SealError("format", "no point for this input");
}

function pointOf(bytes: Uint8Array): Point | null {
  try {
    return Point.fromBytes(bytes);
  } catch {
    return null;
  }
}

// Everything here is public: no time needs hiding.
const times = (count: bigint, point: Point): Point => point.multiply(count, false);

async function sha512(kind: number, ...parts: Uint8Array[]): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest("SHA-512", concat(Uint8Array.of(SUITE, kind), ...parts)));
}

function little(bytes: Uint8Array): bigint {
  return bytes.reduceRight((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
}
