// The worker of a sheet: with a connection every answer is the server's; without one only what was kept, and only for sheets.
import assert from "node:assert/strict"
import { test } from "node:test"

type Listener = (event: unknown) => void
const listeners = new Map<string, Listener>()
const CASE = "http://zegel.example/hearings/01a00000-0000-7000-8000-000000000001"
const STATIC = "http://zegel.example/static/build/main-0A1B2C3D.css"
let server: (address: string) => Promise<Response> = () => Promise.reject(new TypeError("no connection"))
const kept = new Map<string, string>()

Object.assign(globalThis, {
  addEventListener: (kind: string, listener: Listener) => listeners.set(kind, listener),
  location: new URL("http://zegel.example/static/build/offline/sheet-0A1B2C3D.js"),
  fetch: (request: { url: string }) => server(request.url),
  caches: {
    open: () => Promise.resolve({ match: ({ url }: { url: string }) => Promise.resolve(kept.has(url) ? new Response(kept.get(url)) : undefined) }),
  },
})
await import("./sheet.ts")

/** What the worker answers; undefined where it leaves a request to the browser. */
function asked(url: string, request: { method?: string; mode?: string } = {}): Promise<Response> | undefined {
  let answer: Promise<Response> | undefined
  const event = { request: { url, method: "GET", mode: "cors", ...request }, respondWith: (given: Promise<Response>) => (answer = given) }
  listeners.get("fetch")?.(event)
  return answer
}

test("it answers for sheets and static files of this site, and for nothing else", () => {
  server = () => Promise.resolve(new Response("server"))
  assert.ok(asked(CASE, { mode: "navigate" }))
  assert.ok(asked(STATIC))
  assert.equal(asked(CASE, { mode: "navigate", method: "POST" }), undefined)
  assert.equal(asked("http://zegel.example/api/me"), undefined)
  assert.equal(asked("http://zegel.example/login", { mode: "navigate" }), undefined)
  assert.equal(asked("http://elsewhere.example/static/build/main.css"), undefined)
})

test("with a connection every answer is the server's, whatever was kept", async () => {
  kept.set(STATIC, "kept")
  server = () => Promise.resolve(new Response("server"))
  assert.equal(await (await asked(STATIC))?.text(), "server")
  assert.equal(await (await asked(CASE, { mode: "navigate" }))?.text(), "server")
  // Also that there is no such file any more, or nobody logged in.
  server = () => Promise.resolve(new Response("gone", { status: 404 }))
  assert.equal((await asked(STATIC))?.status, 404)
  assert.equal((await asked(CASE, { mode: "navigate" }))?.status, 404)
})

test("without a connection what was kept is given, and what was not is the browser's own error", async () => {
  server = () => Promise.reject(new TypeError("no connection"))
  assert.equal(await (await asked(STATIC))?.text(), "kept")
  assert.equal((await asked("http://zegel.example/static/build/other-0A1B2C3D.js"))?.type, "error")
  await assert.rejects(async () => asked(CASE, { mode: "navigate" }), /no connection/)
})
