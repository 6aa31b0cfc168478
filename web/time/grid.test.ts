import assert from "node:assert/strict"
import { test } from "node:test"
import { daysAfter, daysBetween, weekdayOf, weeksOf } from "./grid.ts"

test("weeks begin on Monday and hold every day of six weeks once, whatever day they begin", () => {
  for (let shift = 0; shift < 400; shift++) {
    const first = daysAfter("2026-09-01", shift)
    const last = daysAfter(first, 42)
    const weeks = weeksOf(first, last)
    const days = weeks.flat().filter((day) => day !== null)
    assert.deepEqual(days, daysBetween(first, last))
    assert.ok(weeks.every((week) => week.length === 7))
    assert.ok(weeks.every((week) => week.every((day, at) => day === null || weekdayOf(day) === at)))
  }
})

test("days are counted over both changes of the clock, the turn of the year and a leap day", () => {
  assert.equal(daysAfter("2026-03-28", 2), "2026-03-30")
  assert.equal(daysAfter("2026-10-24", 2), "2026-10-26")
  assert.equal(daysAfter("2026-12-31", 1), "2027-01-01")
  assert.equal(daysAfter("2028-02-28", 1), "2028-02-29")
  assert.equal(daysAfter("2026-12-01", -1), "2026-11-30")
})

test("a range is the same from either end", () => {
  assert.deepEqual(daysBetween("2026-12-03", "2026-12-01"), ["2026-12-01", "2026-12-02", "2026-12-03"])
  assert.deepEqual(daysBetween("2026-12-03", "2026-12-03"), ["2026-12-03"])
})
