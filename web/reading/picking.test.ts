import assert from "node:assert/strict"
import test from "node:test"
import { page } from "../dom.ts"
import { firstPicked, picks, startPicking } from "./picking.ts"

const BOXES = [0, 1, 2, 3, 4].map((n) => `<input type="checkbox" name="pick" value="${n}">`).join("")
const BODY = `<form>${BOXES}<div data-bulk><span data-picked></span><span data-export="/x"></span><button data-action="pick-all"></button></div></form>
<template id="texts" data-picked="{n} chosen"></template>`

let window: ReturnType<typeof page>

function started(): void {
  window = page(BODY)
  startPicking(document.querySelector("form") as HTMLFormElement)
}

/** As a browser does it: the box turns over before the click is heard. */
function click(n: number, shiftKey = false): void {
  const event = new window.MouseEvent("click", { bubbles: true, shiftKey })
  ;(picks()[n] as HTMLInputElement).dispatchEvent(event as unknown as Event)
}

const chosen = () => picks().filter(({ checked }) => checked).map(({ value }) => value).join("")

test("with Shift all between the last box and this one become as this one, up and down", () => {
  started()
  click(1)
  click(3, true)
  assert.equal(chosen(), "123")
  click(0, true)
  assert.equal(chosen(), "0123")
  click(2, true)
  assert.equal(chosen(), "3")
})

test("without a box before it Shift chooses one, and so does a click without Shift", () => {
  started()
  click(2, true)
  click(4)
  assert.equal(chosen(), "24")
  assert.equal(firstPicked(), 2)
})

test("what can be done is shown once something is chosen, with how many", () => {
  started()
  const bulk = document.querySelector("[data-bulk]") as HTMLElement
  assert.equal(bulk.hidden, true)
  click(0)
  click(2, true)
  assert.equal(bulk.hidden, false)
  assert.equal((document.querySelector("[data-picked]") as HTMLElement).textContent, "3 chosen")
})
