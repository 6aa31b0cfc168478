import assert from "node:assert/strict"
import test from "node:test"
import { page } from "../dom.ts"
import { Problem } from "../page/server.ts"
import { secondStep, type Steps, type Way } from "./second.ts"

const PAGE = `<main><h1>Log in</h1><section data-second hidden data-missing="Type the code." data-why-sms="Sent to {phone}." data-label-totp="Code of the app"
  data-way-totp="The app" data-way-sms="A text message" data-way-backup="A spare code"><h2 tabindex="-1">Second step</h2>
  <form data-second-form><p data-second-why></p><div data-field="second-code"><label for="second-code"></label><input id="second-code"></div>
  <input type="checkbox" id="second-trust" checked><button data-action="second-submit" type="submit">On</button>
  <button data-action="second-resend" type="button">Again</button></form><div data-second-others><div data-second-ways></div></div></section></main>`

const settled = () => new Promise((done) => setTimeout(done, 5))

function step(ways: readonly Way[], more: Partial<Steps> = {}): { calls: unknown[]; press: (css: string) => void; find: (css: string) => HTMLInputElement } {
  const window = page(PAGE)
  const calls: unknown[] = []
  const told = (name: string) => async (...parts: unknown[]) => void calls.push([name, ...parts])
  secondStep({ ways, phone: "06 ••••••12", send: told("send"), passkey: told("passkey"), code: told("code"), ...more })
  const find = (css: string) => window.document.querySelector(css) as unknown as HTMLInputElement
  return { calls, find, press: (css) => find(css).dispatchEvent(new window.Event(css === "form" ? "submit" : "click", { cancelable: true, bubbles: true }) as unknown as Event) }
}

test("the strongest way comes first, and the others are offered", () => {
  const { find } = step(["totp", "sms", "backup"])
  assert.equal(find("section").hidden, false)
  assert.equal(find("label").textContent, "Code of the app")
  assert.deepEqual([...find("[data-second-ways]").children].map(({ textContent }) => textContent), ["A text message", "A spare code"])
})

test("a code is sent on with the wish to trust this device; an empty one is not", async () => {
  const { calls, find, press } = step(["totp"])
  press("form")
  await settled()
  assert.deepEqual(calls, [])
  assert.match(find("[data-error-summary]").textContent ?? "", /Type the code/)
  find("#second-code").value = "123456"
  press("form")
  await settled()
  assert.deepEqual(calls, [["code", "totp", "123456", true]])
})

test("choosing a text message sends one, and says where", async () => {
  const { calls, find, press } = step(["totp", "sms"])
  press("[data-way=sms]")
  await settled()
  assert.deepEqual(calls, [["send"]])
  assert.equal(find("[data-second-why]").textContent, "Sent to 06 ••••••12.")
})

test("that a message was sent is not said where it was refused", async () => {
  const { find } = step(["sms"], { send: () => Promise.reject(new Problem(429, { code: "too-many-codes", detail: "Five codes an hour." })) })
  await settled()
  assert.equal(find("[data-second-why]").textContent, "")
  assert.match(find("[data-error-summary]").textContent ?? "", /Five codes an hour/)
})

test("a wrong code is said and taken away; when the first step is over, that is", async () => {
  let code = "factor-refused"
  const over: string[] = []
  const { find, press } = step(["totp"], {
    code: () => Promise.reject(new Problem(403, { code, detail: "This code is not right." })),
    over: (problem) => void over.push(problem.code),
  })
  find("#second-code").value = "000000"
  press("form")
  await settled()
  assert.equal(find("#second-code").value, "")
  assert.match(find("[data-error-summary]").textContent ?? "", /not right/)
  code = "login-over"
  find("#second-code").value = "000000"
  press("form")
  await settled()
  assert.deepEqual(over, ["login-over"])
  assert.equal(find("section").hidden, true)
})
