import assert from "node:assert/strict"
import { mock, test } from "node:test"
import { clockTime, countdown } from "./countdown.ts"

test("a countdown tells every second and ends with nought", () => {
  mock.timers.enable({ apis: ["setInterval"] })
  let now = 0
  const told: [number, string][] = []
  countdown(2, (left, time) => told.push([left, time]), () => now)
  for (now = 1000; now <= 3000; now += 1000) mock.timers.tick(1000)
  mock.timers.reset()
  assert.deepEqual(told, [[2, "0:02"], [1, "0:01"], [0, "0:00"]])
})

test("a phone that slept shows the truth at once", () => {
  mock.timers.enable({ apis: ["setInterval"] })
  let now = 0
  let last = -1
  countdown(300, (left) => (last = left), () => now)
  now = 290_000
  mock.timers.tick(1000)
  mock.timers.reset()
  assert.equal(last, 10)
})

test("minutes and seconds", () => {
  assert.equal(clockTime(299), "4:59")
  assert.equal(clockTime(60), "1:00")
})
