import assert from "node:assert/strict"
import test from "node:test"
import { heardDate, serverNow, today } from "./clock.ts"
import { isoDay } from "../time/days.ts"

test("the server's day counts, also on a device that is a year behind", () => {
  heardDate("Sun, 22 Nov 2026 23:30:00 GMT")
  assert.equal(isoDay(today()), "2026-11-23")
  for (const nonsense of [null, "", "yesterday"]) heardDate(nonsense)
  assert.ok(Math.abs(serverNow().getTime() - Date.parse("2026-11-22T23:30:00Z")) < 5_000)
})
