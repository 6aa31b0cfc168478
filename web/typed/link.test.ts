import assert from "node:assert/strict"
import test from "node:test"
import { secretOf } from "./link.ts"

const SECRET = "Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4Zm9vYmF-_8A"

test("a link is understood as mail programs change it", () => {
  const changed = [
    `#${SECRET}`, `#${SECRET}.`, `#${SECRET}>`, `#${SECRET})`, `#${SECRET}).`, `#${SECRET}]`, `#${SECRET}"`, `#${SECRET},`, `#${SECRET}*`,
    `#${SECRET}?utm_source=mail&utm_medium=x`, `#${SECRET}&fbclid=abc`, `#${SECRET}%3E`, `#${SECRET}%20`, `#${SECRET}%0D%0A`, `%23${SECRET}`,
    `%2523${SECRET}`, `##${SECRET}`, `#%20${SECRET}`, `#${SECRET.slice(0, 20)}=\r\n${SECRET.slice(20)}`, `#${SECRET.slice(0, 20)}\u00ad${SECRET.slice(20)}`,
    `#${SECRET.slice(0, 20)}%20${SECRET.slice(20)}`, `#<${SECRET}>`, `#35;${SECRET}`, `#x23;${SECRET}.`, `#${SECRET}_`, `#${SECRET.replace("-", "%2D").replace("_", "%5F")}`,
  ]
  for (const written of changed) assert.equal(secretOf(written, 43), SECRET, written)
})

test("what is not whole is not taken", () => {
  for (const written of ["", "#", `#${SECRET.slice(0, 42)}`, `#?${SECRET}`, "#main", `#utm=${SECRET}`]) assert.equal(secretOf(written, 43), null, written)
})

test("a token of any length ends where its signs do", () => {
  assert.equal(secretOf("#abc-DEF_123.", undefined), "abc-DEF_123")
  assert.equal(secretOf("#", undefined), null)
})

test("a secret that begins with digits keeps them", () => {
  assert.equal(secretOf(`#35${SECRET.slice(2)}`, 43), `35${SECRET.slice(2)}`)
})
