import assert from "node:assert/strict"
import { test } from "node:test"
import type { LetterFiles } from "./files.ts"
import type { Letter } from "./letter.ts"
import { zipName, zipOf } from "./save.ts"

// Sentences are the page's; without a page each shows its key.
Object.assign(globalThis, { document: { getElementById: () => null, documentElement: { lang: "nl" } } })

const entries = [1, 2].map((number) => ({ number, name: `stuk ${number}.pdf`, type: "application/pdf" }))
const letter = {
  manifest: {
    sender: { name: "De Rechter Zelf", userName: null },
    recipients: [{ name: "P. Jansen", address: "p@post.example" }],
    subject: "C/13/999999",
    text: "Regel een\nRegel twee",
    files: entries,
  },
  sealed: { receivedAt: "2026-11-22T23:51:00+01:00" },
  told: { receivedAt: "2026-11-22T23:51:00+01:00", subject: "C/13/756123", sender: "Team", person: null, mailboxes: new Map() },
} as unknown as Letter

function files(open: () => Promise<Blob>): LetterFiles {
  return { entries, open } as unknown as LetterFiles
}

test("a ZIP holds the letter and every file in the order of the message", async () => {
  const zip = await zipOf(letter, files(async () => new Blob(["%PDF"])), () => {})
  const text = Buffer.from(await zip.arrayBuffer()).toString("latin1")
  const places = ["letterFile", "01 stuk 1.pdf", "02 stuk 2.pdf"].map((name) => text.indexOf(name))
  assert.ok(places.every((place, at) => place > (places[at - 1] ?? 0)))
  assert.ok(text.includes("Regel een\r\nRegel twee"))
  assert.ok(text.includes("letterFrom: Team") && !text.includes("Rechter"), "the sender is who the log says")
})

test("a ZIP that would lack a file is not made", async () => {
  await assert.rejects(zipOf(letter, files(() => Promise.reject(new Error("hash"))), () => {}))
})

test("its name tells the case and the day", () => {
  assert.equal(zipName(letter), "zipName_C-13-756123_20261122.zip")
})
