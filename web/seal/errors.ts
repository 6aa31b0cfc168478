/**
 * Every failure of the sealing core, as a code that never changes meaning.
 *
 * age: what the file itself says. manifest: what a reader reports to the server (docs/formats.md). use: a value that
 * was handed in, or found inside an opened file, is not what its place demands.
 */
export const AGE_CODES = ["header", "mac", "payload", "no-match", "armor"] as const;
export const MANIFEST_CODES = [
  "envelope", "sender-key", "signature", "message", "files", "file-size", "file-hash", "open",
  "sender-name", "recipients", "subject", "secret", "received", "record", "grants",
] as const;
export const USE_CODES = ["key-format", "recipients", "user-key", "format", "canonical", "membership", "judgment", "worker"] as const;

export type AgeCode = (typeof AGE_CODES)[number];
export type ManifestCode = (typeof MANIFEST_CODES)[number];
export type UseCode = (typeof USE_CODES)[number];
export type SealCode = AgeCode | ManifestCode | UseCode;

export class SealError extends Error {
  readonly code: SealCode;
  /** For a log, in English; what a person reads is chosen by the code. */
  readonly detail: string;

  constructor(code: SealCode, detail: string, options?: ErrorOptions) {
    super(`${code}: ${detail}`, options);
    this.name = "SealError";
    this.code = code;
    this.detail = detail;
  }
}

/**
 * This browser, today, cannot tell whether something is right: it lacks what the check needs, or could not load it. That
 * says nothing against what was to be checked, so it is no SealError: who takes those for "wrong" must not take this.
 */
export class CannotCheck extends Error {
  constructor(detail: string, options?: ErrorOptions) {
    super(detail, options);
    this.name = "CannotCheck";
  }
}

const REPORTED: ReadonlySet<string> = new Set(MANIFEST_CODES);

/**
 * The code under which a reader reports a failure to the server: whatever kept age from opening a file is `open`.
 * @throws {CannotCheck} the failure is not the message's: of the worker, or of this program in this browser.
 */
export function reportCode(error: unknown): ManifestCode {
  if (error instanceof CannotCheck) throw error;
  if (!(error instanceof SealError) || error.code === "worker") throw new CannotCheck("could not be done here", { cause: error });
  return REPORTED.has(error.code) ? (error.code as ManifestCode) : "open";
}
