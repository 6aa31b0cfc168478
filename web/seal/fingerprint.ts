/** The number by which two people compare keys, by telephone or by QR code (docs/formats.md, Fingerprint). */
import { plainCode } from "../typed/signs.ts";
import { concat, utf8 } from "./bytes.ts";
import { canonical } from "./canonical.ts";

export interface PublicKeys {
  /** Identifier of the mailbox. */
  readonly box: string;
  /** The newest key of the mailbox. */
  readonly recipient: string;
  /** The owner's signing key (b64); a team has none of its own. */
  readonly signing: string | null;
}

const GROUPS = 8;

/** Eight groups of five digits. */
export async function fingerprint({ box, recipient, signing }: PublicKeys): Promise<string> {
  const said = concat(utf8("zegel/v1/fingerprint\n"), utf8(canonical({ box, recipient, signing })));
  const digest = new DataView(await crypto.subtle.digest("SHA-512", said));
  return Array.from({ length: GROUPS }, (_, group) => {
    const value = digest.getUint8(5 * group) * 2 ** 32 + digest.getUint32(5 * group + 1);
    return String(value % 100_000).padStart(5, "0");
  }).join(" ");
}

/** The number by which somebody can tell that these are a person's own keys: what members and officers are sealed to. */
export function personNumber({ user, recipient, signingKey }: { user: string; recipient: string; signingKey: string }): Promise<string> {
  return fingerprint({ box: user, recipient, signing: signingKey });
}

/** What somebody typed, pasted or scanned, as a fingerprint is written; null where it cannot be one. */
export function readFingerprint(typed: string): string | null {
  const digits = plainCode(typed.replace(/^.*(?:#|%23)[0-9a-f-]{36}\./s, ""));
  return /^[0-9]{40}$/.test(digits) ? (digits.match(/.{5}/g) ?? []).join(" ") : null;
}
