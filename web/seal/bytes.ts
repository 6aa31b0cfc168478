import { SealError } from "./errors.ts";

/** Bytes that own an ordinary buffer: the only kind WebCrypto, Blob and transfer lists accept. */
export type Bytes = Uint8Array<ArrayBuffer>;

export function owned(bytes: Uint8Array): Bytes {
  return bytes.buffer instanceof ArrayBuffer ? (bytes as Bytes) : new Uint8Array(bytes);
}

export function concat(...parts: readonly Uint8Array[]): Bytes {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

export function randomBytes(length: number): Bytes {
  return crypto.getRandomValues(new Uint8Array(length));
}

export function utf8(text: string): Bytes {
  return owned(new TextEncoder().encode(text));
}

/** Refuses what is not UTF-8; keeps a byte order mark as the character it is. */
export function fromUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw new SealError("format", "not UTF-8", { cause });
  }
}

export function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export function b64(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}

/** Only the one canonical spelling of the bytes decodes, so that an encoded value can be compared as text. */
export function fromB64(text: string): Bytes {
  const bytes = decodeB64(text);
  if (b64(bytes) !== text) throw new SealError("format", "not canonical base64");
  return bytes;
}

export function b64url(bytes: Uint8Array): string {
  return b64(bytes).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

export function fromB64url(text: string): Bytes {
  const padded = text.replaceAll("-", "+").replaceAll("_", "/") + "=".repeat((4 - (text.length % 4)) % 4);
  const bytes = decodeB64(padded);
  if (b64url(bytes) !== text) throw new SealError("format", "not canonical base64url");
  return bytes;
}

function decodeB64(text: string): Bytes {
  try {
    return Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
  } catch (cause) {
    throw new SealError("format", "not base64", { cause });
  }
}
