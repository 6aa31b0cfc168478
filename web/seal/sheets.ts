// The sheets of hearings that this browser keeps for a court room without a connection (docs/decisions). Each lies sealed under a key that
// script cannot read, for an hour after its last use, and not after its day; a logout takes the key away.
import { IDLE_MILLISECONDS, Keyring } from "./keyring.ts";
import { SHEETS } from "./sheet-place.ts";

/** How long a sheet may be without a connection. */
export const HOUR_MILLISECONDS = 60 * 60 * 1000;

export interface KeptSheet {
  readonly page: string;
  readonly headers: readonly (readonly [string, string])[];
  /** In the Netherlands, as `2026-11-23`. */
  readonly day: string;
  /** Milliseconds by which the server's clock is ahead of this device's. */
  readonly ahead: number;
  /** Opens what was noted on this sheet in this browser, and nothing else. */
  readonly identity: string;
  /** Of the person who notes. */
  readonly recipient: string;
}

/** The sheet of a case as it was kept on this day; null when it never was, or is gone. */
export async function keptSheet(case_: string, day: string): Promise<KeptSheet | null> {
  const sheets = await openSheets();
  try {
    const kept = (await sheets.get("sheet", case_)) as KeptSheet | null;
    if (kept === null || kept.day === day) return kept;
    await sheets.clear();
    return null;
  } finally {
    sheets.close();
  }
}

export function openSheets(): Promise<Keyring> {
  // By a clock so slow that what others keep for fifteen minutes is kept for an hour.
  const now = () => (Date.now() * IDLE_MILLISECONDS) / HOUR_MILLISECONDS;
  return Keyring.open({ session: "sheets", database: SHEETS, now });
}
