import assert from "node:assert/strict"
import test from "node:test"
import { page } from "../dom.ts"
import { Problem } from "../page/server.ts"
import { SealError } from "../seal/errors.ts"
import { showPanel, tellFailure, tokenOfAddress } from "./panels.ts"

const PAGE = `<template id="base-texts" data-helpdesk="Code for the helpdesk: {code}"></template><main><h1>Account</h1><section data-panel="form"><h2 tabindex="-1">Form</h2><form id="f"><input id="old"></form></section>
  <section data-panel="done" hidden><h2 tabindex="-1">Done</h2></section></main>`

test("one panel is shown at a time, and what was wrong before is gone", () => {
  const window = page(PAGE)
  const form = window.document.getElementById("f") as unknown as HTMLElement
  tellFailure(new Problem(403, { code: "password-wrong", detail: "Wrong password." }), form, { "password-wrong": "old" })
  assert.ok(window.document.querySelector("[data-error-summary]"))
  showPanel("done")
  const hidden = [...window.document.querySelectorAll("[data-panel]")].map((panel) => (panel as unknown as HTMLElement).hidden)
  assert.deepEqual(hidden, [true, false])
  assert.equal(window.document.querySelector("[data-error-summary]"), null)
})

test("a refusal leads to its field; a failure of the seal has a code for the helpdesk; a mistake of ours is not swallowed", () => {
  const window = page(PAGE)
  const form = window.document.getElementById("f") as unknown as HTMLElement
  tellFailure(new Problem(403, { code: "password-wrong", detail: "Wrong password." }), form, { "password-wrong": "old" })
  assert.equal(window.document.querySelector("[data-error-summary] a")?.getAttribute("href"), "#old")
  tellFailure(new SealError("mac", "false"), form)
  assert.match(window.document.querySelector("[data-error-summary]")?.textContent ?? "", /ZG-mac/)
  assert.throws(() => tellFailure(new TypeError("ours"), form), TypeError)
})

test("a token is read once and leaves the address", () => {
  const window = page("", "https://zegel.example/activate#secret-token")
  assert.equal(tokenOfAddress(), "secret-token")
  assert.ok(!window.location.href.includes("secret-token"))
})
