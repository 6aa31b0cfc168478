// Nothing is sealed to a key the server names where this browser holds, or can ask a member's word for, the true one. Every place
// that looks at a named key stands here, with why it may.
import assert from "node:assert/strict"
import { globSync, readFileSync } from "node:fs"
import test from "node:test"

const WEB = new URL("./", import.meta.url)
/** A recipient read off something that came over the wire. */
const NAMED = /\b(?:user|owner|person|member|officer|correspondent|addressee|found|told|row)\.recipient\b/

const MAY: Readonly<Record<string, string>> = {
  "reading/answer.ts": "a guest takes the key of the owner they answer from the server (docs/threat-model.md)",
  "applications/by-guest.ts": "compared with what the log of keys holds before anything is sealed",
  "session/guest.ts": "so does a guest without an access code whose link was seen",
  "session/inviting.ts": "of somebody who is let in: shown with its number, compared with what was known",
  "session/members.ts": "hashed, and compared with what members signed",
  "pages/escrow_requests.ts": "of a request: only when its check code was read aloud",
}

test("a key that the server names is looked at in these places only", () => {
  const files = globSync("**/*.ts", { cwd: WEB }).filter((name) => !/\.test\.ts$|^wire\/|^seal\//.test(name))
  assert.ok(files.length > 150)
  const found = files.filter((name) => readFileSync(new URL(name, WEB), "utf8").split("\n").some((line) => NAMED.test(line) && !line.trim().startsWith("//")))
  assert.deepEqual(found.map((name) => name.replaceAll("\\", "/")).toSorted(), Object.keys(MAY).toSorted())
})

test("a mailbox of one's own has no named key to take by mistake", () => {
  assert.match(readFileSync(new URL("session/holder.ts", WEB), "utf8"), /interface Box extends Omit<BoxOut, "keys" \| "recipient">/)
})
