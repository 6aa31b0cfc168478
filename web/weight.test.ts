// What a page makes a phone fetch before its script runs: its entry and all it imports at once. Reads what bin/_setup built.
import assert from "node:assert/strict"
import { readdirSync, readFileSync } from "node:fs"
import test from "node:test"
import { gzipSync } from "node:zlib"

const BUILD = new URL("../zegel/portal/static/build/", import.meta.url)
const PAGES = new URL("pages/", BUILD)

/** Kilobytes after gzip. A page that opens or seals carries the seal, about 45; what carries more stands here, and why. */
const MOST = 64
const MORE: Readonly<Record<string, number>> = {
  "compose.js": 107, "application.js": 96, "guest_reply.js": 78, // uploads, with checks of files
  "guest_application.js": 99, // the same form, with the keys of a guest
  "case_file.js": 87, "intake.js": 90, // uploads and keys for new readers of a case
  "export.js": 226, "guest_export.js": 226, // a PDF of each message
  "guest_message.js": 75, "message.js": 82, "case.js": 76, // the reader, with what the log recorded
  "judgment.js": 76, "judge_file.js": 76, // the reader of a case, and signing
  "planner.js": 76, "party_decision.js": 66, // what the sides filed; keys for the readers of a case
  "verify.js": 37, // less: what opens an export, and what asks for the log of today, come with the first paper
  "guest.js": 13.5, // less: what opens an identity comes when the guest asks for a code
}
/** A page without keys carries no seal. */
const MOST_WITHOUT_KEYS = 12
const WITHOUT_KEYS: ReadonlySet<string> = new Set([
  "common.js", "filing.js", "register.js", "stop.js", "terms.js", "timeline.js",
  "guest_list.js", "cases.js", "notifications.js",
])

/** The files that are fetched with this one; what it imports later, when it needs it, is not among them. */
function fetched(file: URL, found = new Set<string>()): Set<string> {
  if (found.has(file.href)) return found
  found.add(file.href)
  for (const [, name = ""] of readFileSync(file, "utf8").matchAll(/(?:\bfrom|\bimport)\s*"(\.[^"]+\.js)"/g)) fetched(new URL(name, file), found)
  return found
}

const PAGE_NAMES = readdirSync(PAGES).filter((name) => name.endsWith(".js"))
/** As the templates call it, without what changes with its content. */
const called = (page: string): string => page.replace(/-[0-9A-Z]{8}\.js$/, ".js")
const most = (page: string): number => (WITHOUT_KEYS.has(page) ? MOST_WITHOUT_KEYS : (MORE[page] ?? MOST))

test("no page makes a phone fetch more than it needs", () => {
  const weights = PAGE_NAMES.map((page) => {
    const kilobytes = [...fetched(new URL(page, PAGES))].reduce((sum, file) => sum + gzipSync(readFileSync(new URL(file))).length / 1000, 0)
    return { page, kilobytes: Math.round(kilobytes * 10) / 10 }
  })
  assert.ok(weights.length > 20)
  assert.deepEqual(weights.filter(({ page, kilobytes }) => kilobytes > most(called(page))), [])
})

test("signatures for browsers that have none of their own are fetched by those alone", () => {
  const chunks = readdirSync(new URL("chunks/", BUILD)).filter((name) => /^ed25519-.+\.js$/.test(name))
  assert.equal(chunks.length, 1)
  for (const page of PAGE_NAMES) {
    for (const file of fetched(new URL(page, PAGES))) assert.ok(!file.includes("/ed25519-"), page)
  }
})
