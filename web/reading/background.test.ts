import assert from "node:assert/strict"
import { mock, test } from "node:test"
import { Verdicts } from "./verdicts.ts"

test("the first look counts as somebody there, the ones the page makes by itself do not", async () => {
  const asked: (string | undefined)[] = []
  Object.assign(globalThis, { document: { getElementById: () => null, cookie: "" } })
  mock.method(globalThis, "fetch", async (_path: string, request: RequestInit) => {
    asked.push((request.headers as Record<string, string>)["zegel-background"])
    throw new TypeError("no connection")
  })
  mock.timers.enable({ apis: ["setTimeout"] })
  const entry = { number: 1 } as ConstructorParameters<typeof Verdicts>[1][number]
  await new Verdicts("/api/messages/x", [entry], new Map()).watch()
  mock.timers.tick(60_000)
  assert.deepEqual(asked, [undefined, "1"])
})
