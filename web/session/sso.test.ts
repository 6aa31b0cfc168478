import assert from "node:assert/strict"
import { test } from "node:test"

Object.assign(globalThis, { location: new URL("https://zegel.example/login") })
const { ownPath } = await import("./sso.ts")

test("who asked for a page of ours gets it after a provider's login", () => {
  assert.equal(ownPath("/mail/messages/1?print=1#files"), "/mail/messages/1?print=1#files")
})

test("who asked for nothing sees what they chose to see first, not always the mail", () => {
  assert.equal(ownPath(""), "/start")
})

test("nobody is sent elsewhere by a link to us", () => {
  for (const elsewhere of ["https://other.example/", "//other.example/x", "mail", "/\\other.example"]) assert.equal(ownPath(elsewhere), "/start", elsewhere)
})
