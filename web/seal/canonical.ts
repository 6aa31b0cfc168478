/**
 * JSON canonicalisation of RFC 8785 (JCS). The RFC defines numbers and strings as ECMAScript writes them, so here
 * JSON.stringify is the reference; what remains is the order of members and what I-JSON forbids.
 */
import { SealError } from "./errors.ts";

export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

export function canonical(value: unknown): string {
  if (typeof value === "number") return canonicalNumber(value);
  if (typeof value === "string") return canonicalString(value);
  if (value === null || typeof value === "boolean") return String(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (isPlainObject(value)) return `{${canonicalMembers(value)}}`;
  throw new SealError("canonical", `no JSON for ${typeof value}`);
}

function canonicalNumber(value: number): string {
  if (!Number.isFinite(value)) throw new SealError("canonical", `no JSON for ${value}`);
  return JSON.stringify(value);
}

function canonicalString(value: string): string {
  if (!value.isWellFormed()) throw new SealError("canonical", "lone surrogate");
  return JSON.stringify(value);
}

/** Members by the UTF-16 code units of their names, which is how JavaScript compares strings. */
function canonicalMembers(value: object): string {
  return Object.entries(value)
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([name, member]) => `${canonicalString(name)}:${canonical(member)}`)
    .join(",");
}

function isPlainObject(value: unknown): value is object {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
