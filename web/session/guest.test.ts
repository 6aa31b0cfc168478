import assert from "node:assert/strict"
import test from "node:test"
import { answer, json, page } from "../dom.ts"
import { Problem } from "../page/server.ts"
import { b64url, randomBytes } from "../seal/bytes.ts"
import { enter, entered, linkSecret } from "./guest.ts"

const ID = "018f0000-0000-7000-8000-000000000001"

test("the secret of a link is read whole or not at all", () => {
  const secret = b64url(randomBytes(32))
  assert.equal(linkSecret(`#${secret}`), secret)
  assert.equal(linkSecret(secret), secret)
  for (const wrong of ["", "#", `#${secret.slice(0, -4)}`, `#${secret}AAAA`, "#een woord", `#${secret.slice(0, -1)}=`]) assert.equal(linkSecret(wrong), null)
})

test("the secret stays here: the server is shown the code alone", async () => {
  const secret = b64url(randomBytes(32))
  page("", `https://zegel.example/g/${ID}#${secret}`)
  const asked = answer({ [`/api/guests/${ID}/enter`]: () => json({ id: ID }) })
  assert.deepEqual(await enter(ID, { digits: "123456" }), { id: ID })
  assert.deepEqual(asked[0]?.body, { digits: "123456" })
  assert.ok(!JSON.stringify(asked).includes(secret))
})

test("a session that is over is an answer; that the server has trouble is not", async () => {
  page("")
  answer({ [`/api/guests/${ID}/me`]: () => json({ code: "guest-unknown" }, 404) })
  assert.equal(await entered(ID), null)
  answer({ [`/api/guests/${ID}/me`]: () => json({ code: "clock-stepped" }, 503) })
  await assert.rejects(entered(ID), Problem)
})
