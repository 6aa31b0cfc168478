import assert from "node:assert/strict"
import test from "node:test"
import { page } from "../dom.ts"
import { showChanges } from "./changes.ts"

const row = (id: string, state: string, words = "") =>
  `<li data-row="${id}" data-state="${state}"><input type="checkbox" name="pick" value="${id}"><a href="/m/${id}">${id} ${words}</a></li>`
const list = (...rows: string[]) => `<p data-news="B"></p><ul>${rows.join("")}</ul><template id="texts" data-rows-changed="changed"></template>`

let made: number
let parts: readonly string[]

/** Looks at a page with three lines, after colleagues did something, and the page the server makes now. */
async function look(states: Record<string, string>, fresh: string): Promise<void> {
  made = 0
  const now = Object.entries(states).map(([entry, state]) => ({ entry, state }))
  parts = await showChanges("B", now, async () => {
    made++
    const place = document.createElement("div")
    place.innerHTML = fresh
    return place
  })
}

test.beforeEach(() => void page(list(row("a", "1"), row("b", "1"), row("c", "1"))))

const shown = () => [...document.querySelectorAll("li")].map((line) => line.textContent)
const link = (id: string) => document.querySelector(`[href="/m/${id}"]`) as HTMLElement

test("where nothing changed the page is not asked for", async () => {
  await look({ a: "1", b: "1", c: "1" }, "")
  assert.equal(made, 0)
})

test("a line that a colleague changed is made anew where it stands, with its tick and the focus", async () => {
  ;(document.querySelector("[value=b]") as HTMLInputElement).checked = true
  link("b").focus()
  await look({ a: "1", b: "2", c: "1" }, list(row("a", "1", "not asked for"), row("b", "2", "answered"), row("c", "1")))
  assert.deepEqual(shown(), ["a ", "b answered", "c "])
  assert.equal((document.querySelector("[value=b]") as HTMLInputElement).checked, true)
  assert.equal(document.activeElement, link("b"))
})

test("a line that left the folder goes, and the focus to its neighbour", async () => {
  link("b").focus()
  await look({ a: "1", b: "archived" }, list(row("a", "1")))
  assert.deepEqual(shown(), ["a "])
})

test("another page than the list, as of who was logged out, changes nothing", async () => {
  await assert.rejects(look({}, "<main>Log in</main>"), { status: 401 })
  assert.equal(shown().length, 3)
})

const part = (name: string, state: string, inside: string) => `<div data-live="${name}" data-live-state="${state}">${inside}</div>`

test("the parts of an open message that say how it stands are made anew, and those that say the same stay as they are", async () => {
  page(list(row("a", "1")) + part("told", "nobody", "") + part("later", "x", '<input id="until">') + part("tracks", "not opened", "<details open></details>"))
  const field = document.getElementById("until") as HTMLInputElement
  field.value = "2030-01-02"
  await look({ a: "2" }, list(row("a", "2")) + part("told", "Piet", "For Piet") + part("later", "x", '<input id="until">') + part("tracks", "opened", "<details></details>opened"))
  assert.deepEqual(parts, ["told", "tracks"])
  assert.equal(document.querySelector("[data-live=told]")?.textContent, "For Piet")
  assert.equal(document.getElementById("until"), field)
  assert.equal(document.querySelector("details")?.open, true)
})

test("who is in a part that is made anew is still in it", async () => {
  page(list(row("a", "1")) + part("charge", "", '<select id="charge"></select>'))
  document.getElementById("charge")?.focus()
  await look({ a: "2" }, list(row("a", "2")) + part("charge", "P", '<select id="charge"></select>P'))
  assert.equal(document.activeElement?.id, "charge")
})

test("an open message that went to another folder leaves the list beside it, and the others stay in it", async () => {
  page(list(row("a", "1").replace("<li", "<li data-here"), row("b", "1"), row("c", "1")) + part("place", "in", ""))
  await look({ a: "archive", b: "2", c: "1" }, list(row("a", "archive"), row("z", "1")).replace("data-row=\"a\"", "data-row=\"gone\""))
  assert.deepEqual([shown(), parts], [["b ", "c "], ["place"]])
})

test("a list without lines asks nothing", async () => {
  page("<p></p>")
  await look({}, "")
  assert.equal(made, 0)
})
