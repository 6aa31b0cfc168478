import assert from "node:assert/strict"
import test from "node:test"
import { page } from "../dom.ts"
import { press, startShortcuts } from "./shortcuts.ts"

const BODY = `<a data-way="list">list</a><input id="q"><button data-action="shortcuts" hidden>keys</button>
<dialog id="shortcuts"><input type="checkbox" data-action="shortcuts-on"></dialog>`

function started(): { pressed: () => number; key: (key: string, more?: object) => void } {
  page(BODY)
  let times = 0
  document.querySelector("a")?.addEventListener("click", () => times++)
  startShortcuts({ u: press("[data-way=list]"), r: press(".absent") })
  const key = (name: string, more: object = {}) =>
    void (document.activeElement ?? document.body).dispatchEvent(new KeyboardEvent("keydown", { key: name, bubbles: true, cancelable: true, ...more }))
  return { pressed: () => times, key }
}

test("a key presses what it stands for, and one without anything to press does no harm", () => {
  const { pressed, key } = started()
  key("u")
  key("r")
  assert.equal(pressed(), 1)
})

test("keys that are typed, or belong to the browser, are left alone", () => {
  const { pressed, key } = started()
  key("u", { ctrlKey: true })
  document.querySelector("input")?.focus()
  key("u")
  assert.equal(pressed(), 0)
})

test("whoever turned the keys off keeps the list that turns them on", () => {
  const { pressed, key } = started()
  const on = document.querySelector<HTMLInputElement>("[data-action=shortcuts-on]") as HTMLInputElement
  assert.equal(on.checked, true)
  on.checked = false
  on.dispatchEvent(new Event("change"))
  key("u")
  assert.equal(pressed(), 0)
  key("?")
  assert.equal((document.getElementById("shortcuts") as HTMLDialogElement).open, true)
})
