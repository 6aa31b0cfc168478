import assert from "node:assert/strict"
import test from "node:test"
import { answer, json, page } from "../dom.ts"
import { api, csrfToken, Problem } from "./server.ts"

const TEXTS = '<meta name="csrf-token" content="of-the-page"><template id="base-texts" data-network="No answer." data-offline="No internet." data-server="Our fault."></template>'
const refusal = (code: string) => (error: unknown) => error instanceof Problem && error.code === code

test("what is sent carries the token of the cookie, and JSON as JSON", async () => {
  const window = page(TEXTS)
  assert.equal(csrfToken(), "of-the-page")
  window.document.cookie = "csrftoken=of%20the%20cookie"
  const asked = answer({ "/api/x": () => json({ good: true }) })
  assert.deepEqual(await api("/api/x", { json: { a: 1 } }), { good: true })
  const headers = asked[0]?.init.headers as Record<string, string>
  assert.equal(asked[0]?.init.method, "POST")
  assert.equal(headers["x-csrftoken"], "of the cookie")
  assert.equal(headers["content-type"], "application/json")
  assert.deepEqual(asked[0]?.body, { a: 1 })
})

test("a question carries no token, and says when nobody asked it", async () => {
  page(TEXTS)
  const asked = answer({ "/api/x": () => new Response(null, { status: 204 }) })
  assert.equal(await api("/api/x", { background: true }), undefined)
  const headers = asked[0]?.init.headers as Record<string, string>
  assert.equal(asked[0]?.init.method, "GET")
  assert.equal(headers["x-csrftoken"], undefined)
  assert.equal(headers["zegel-background"], "1")
})

test("a refusal is a Problem with the server's own words, and says whether to try again", async () => {
  page(TEXTS)
  const told = { code: "too-many-tries", detail: "Wait a moment.", retry: true, details: { most: 5 } }
  answer({ "/api/x": () => json(told, 429) })
  await assert.rejects(api("/api/x"), (error) => {
    assert.ok(error instanceof Problem)
    assert.deepEqual([error.code, error.message, error.retry, error.status, error.extra["details"]], ["too-many-tries", "Wait a moment.", true, 429, { most: 5 }])
    return true
  })
})

test("without an answer, with half of one, or with a proxy's page in its place it is a Problem too", async () => {
  page(TEXTS)
  answer({
    "/api/half": () => new Response('{"a":', { headers: { "content-type": "application/json" } }),
    "/api/proxy": () => new Response("<h1>Bad gateway</h1>", { status: 502, headers: { "content-type": "text/html" } }),
  })
  await assert.rejects(api("/api/nobody"), refusal("network"))
  await assert.rejects(api("/api/half"), refusal("network"))
  await assert.rejects(api("/api/proxy"), (error) => refusal("502")(error) && (error as Problem).retry)
})

test("who gives a request up hears of that, and not of the network", async () => {
  page(TEXTS)
  globalThis.fetch = async (_path, init) => Promise.reject(init?.signal?.reason)
  await assert.rejects(api("/api/x", { signal: AbortSignal.abort(new DOMException("enough", "AbortError")) }), { name: "AbortError" })
})
