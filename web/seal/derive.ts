import { type Bytes, concat, hex, utf8 } from "./bytes.ts";

/** HKDF-SHA256 to 32 bytes. Labels are versioned and never reused with another meaning. */
export async function derive(secret: Bytes, label: string, salt: Bytes = new Uint8Array(0)): Promise<Bytes> {
  const key = await crypto.subtle.importKey("raw", secret, "HKDF", false, ["deriveBits"]);
  const params = { name: "HKDF", hash: "SHA-256", salt, info: utf8(label) };
  return new Uint8Array(await crypto.subtle.deriveBits(params, key, 256));
}

export async function sha256Hex(...parts: readonly Bytes[]): Promise<string> {
  const whole = parts.length === 1 && parts[0] ? parts[0] : concat(...parts);
  return hex(new Uint8Array(await crypto.subtle.digest("SHA-256", whole)));
}

/** What signed statements call a recipient by. */
export async function keyHash(recipient: string): Promise<string> {
  return sha256Hex(utf8(recipient));
}
