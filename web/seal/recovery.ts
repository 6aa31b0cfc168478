/**
 * The recovery code: a second way to the user key, on paper (docs/formats.md, Recovery code). It is drawn, never
 * chosen, so it needs no stretching.
 */
import { plainCode } from "../typed/signs.ts";
import { type Bytes, concat, randomBytes, utf8 } from "./bytes.ts";
import { derive } from "./derive.ts";
import { SealError } from "./errors.ts";

const SECRET = 17;
const CHECK = 3;
const GROUP = 4;
const SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const LENGTH = ((SECRET + CHECK) * 8) / 5;

export function newRecoverySecret(): Bytes {
  return randomBytes(SECRET);
}

/** The eight groups of four that are printed and typed over. */
export async function recoveryGroups(secret: Bytes): Promise<string[]> {
  const whole = concat(secret, await checkOf(secret));
  const bits = Array.from(whole, (byte) => byte.toString(2).padStart(8, "0")).join("");
  const signs = (bits.match(/.{5}/g) ?? []).map((five) => SIGNS.charAt(Number.parseInt(five, 2))).join("");
  return signs.match(new RegExp(`.{${GROUP}}`, "g")) ?? [];
}

/** The secret of a code, however it was typed over; rejects with `key-format` where there is a slip in it. */
export async function readRecoveryCode(typed: string): Promise<Bytes> {
  const signs = normalRecoveryCode(typed);
  const values = Array.from(signs, (sign) => SIGNS.indexOf(sign));
  if (values.length !== LENGTH || values.includes(-1)) throw new SealError("key-format", "not a recovery code");
  const bits = values.map((value) => value.toString(2).padStart(5, "0")).join("");
  const whole = Uint8Array.from(bits.match(/.{8}/g) ?? [], (byte) => Number.parseInt(byte, 2));
  const secret = whole.slice(0, SECRET);
  const check = await checkOf(secret);
  if (!check.every((byte, at) => byte === whole[SECRET + at])) {
    throw new SealError("key-format", "recovery code: wrong checksum");
  }
  return secret;
}

/** Signs that look alike are one: a code is read from paper. */
export function normalRecoveryCode(typed: string): string {
  const signs = plainCode(typed);
  return signs.replaceAll("O", "0").replaceAll(/[IL]/g, "1");
}

/** Seed of the identity the user key is sealed to. */
export async function recoverySeed(secret: Bytes): Promise<Bytes> {
  return derive(secret, "zegel/v1/recovery");
}

async function checkOf(secret: Bytes): Promise<Bytes> {
  const sum = await crypto.subtle.digest("SHA-256", concat(utf8("zegel/v1/recovery-check"), secret));
  return new Uint8Array(sum, 0, CHECK);
}
