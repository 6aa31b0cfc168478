import assert from "node:assert/strict"
import test from "node:test"
import { page } from "../dom.ts"
import { Rows } from "./rows.ts"

const ROWS = '<ul><li class="row"><a href="#a">a</a></li><li class="row"><button>b</button></li><li class="row"><a href="#c">c</a></li></ul>'

function walking(body = ROWS): { rows: Rows; marked: () => (string | null)[] } {
  page(body)
  const marked = () => [...document.querySelectorAll(".row[aria-current]")].map((row) => row.textContent)
  return { rows: new Rows(".row"), marked }
}

test("one walks down and up through a list, and stays in it", () => {
  const { rows, marked } = walking()
  for (const by of [1, 1, 1, 1]) rows.go(by)
  assert.deepEqual([document.activeElement?.textContent, marked()], ["c", ["c"]])
  for (const by of [-1, -1, -1]) rows.go(by)
  assert.deepEqual([document.activeElement?.textContent, marked()], ["a", ["a"]])
})

test("who came to a row otherwise goes on from there", () => {
  const { rows } = walking()
  document.querySelector("button")?.focus()
  rows.go(1)
  assert.equal(document.activeElement?.textContent, "c")
  rows.goTo(0)
  assert.equal(rows.at?.textContent, "a")
})

test("an empty list is no trouble", () => {
  const { rows } = walking("<ul></ul>")
  rows.go(1)
  assert.equal(rows.at, undefined)
})
