// The log as this website publishes it: its keys, who stamps it, and its state of today.
import type { State } from "../evidence/log.ts"
import type { Sum } from "../evidence/members.ts"
import type { Line } from "../evidence/sums.ts"
import type { Today } from "./today.ts"

/** `authority` holds the certificates (PEM) of who stamps the log; empty where nobody does. */
export interface Log { readonly origin: string; readonly keys: readonly string[]; readonly authority: string }

/** How bad it is what the log of today says. */
export const KINDS = { holds: "ok", rewritten: "error", offline: "warning", unwitnessed: "warning" } as const satisfies Record<Today, string>

/** What the page says of an export. */
export interface CheckedExport {
  readonly kind: (typeof KINDS)[Today]
  readonly text: string
  readonly lines: readonly Line[]
  readonly details: readonly HTMLElement[]
  /** Whether a document of this name is one of it; none where nothing can be compared. */
  readonly sentence?: (name: string, sum: Sum) => string
}

/** What the page says of the log of this website. */
export function publishedLog(): Log {
  return JSON.parse(document.getElementById("log")?.textContent ?? "null") as Log
}

/** What looks at it comes with the first paper that holds. */
export function compareWithToday(states: readonly State[]): Promise<Today> {
  return import("./today.ts").then(({ compared }) => compared(states, publishedLog()), () => "offline")
}

/** The sentence for it, of a receipt (without `about`), an export, a case or a judgment. */
export function sentenceOf(today: Today, about = ""): string {
  return about === "" ? today : `${about}${today.charAt(0).toUpperCase()}${today.slice(1)}`
}
