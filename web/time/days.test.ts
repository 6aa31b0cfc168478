import assert from "node:assert/strict"
import test from "node:test"
import { dutchClock, dutchDay, isoClock, isoDay } from "./days.ts"

test("a day is Dutch just after midnight there, in summer and in winter", () => {
  assert.equal(isoDay(dutchDay(new Date("2026-11-22T23:30:00Z"))), "2026-11-23")
  assert.equal(isoDay(dutchDay(new Date("2026-07-01T21:59:59Z"))), "2026-07-01")
  assert.equal(isoDay(dutchDay(new Date("2026-07-01T22:00:00Z"))), "2026-07-02")
})

test("midnight is hour 0 of the new day, and a year keeps its four digits", () => {
  assert.equal(isoClock(dutchClock(new Date("2026-12-31T23:00:00Z"))), "2027-01-01T00:00:00")
  assert.equal(isoClock(dutchClock(new Date("2026-01-02T03:04:05Z"))), "2026-01-02T04:04:05")
})

test("no engine's way of writing dates matters, only the parts it names", (context) => {
  // As WebKit answers for en-CA and sv-SE in some versions.
  context.mock.getter(Intl.DateTimeFormat.prototype, "format", () => () => "11/22/26, 24:00")
  context.mock.method(Date.prototype, "toLocaleDateString", () => "11/22/26")
  assert.equal(isoDay(dutchDay(new Date("2026-11-22T12:00:00Z"))), "2026-11-22")
})
