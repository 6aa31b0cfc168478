import assert from "node:assert/strict"
import test from "node:test"
import { answer, json, page } from "../dom.ts"
import { showChanges } from "./changes.ts"

const row = (id: string, state: string, words = "") =>
  `<li data-row="${id}" data-state="${state}"><input type="checkbox" name="pick" value="${id}"><a href="/m/${id}">${id} ${words}</a></li>`
const list = (...rows: string[]) => `<p data-news="B"></p><ul>${rows.join("")}</ul><template id="texts" data-rows-changed="changed"></template>`
const STATES = "/api/boxes/B/states?entry=a&entry=b&entry=c"

let asked: ReturnType<typeof answer>
let made: number

/** Looks at a page with three lines, after colleagues did something, and the page the server makes now. */
async function look(states: Record<string, string>, fresh: string): Promise<void> {
  asked = answer({ [STATES]: () => json(Object.entries(states).map(([entry, state]) => ({ entry, state }))) })
  made = 0
  await showChanges("B", async () => {
    made++
    const place = document.createElement("div")
    place.innerHTML = fresh
    return place
  })
}

test.beforeEach(() => void page(list(row("a", "1"), row("b", "1"), row("c", "1"))))

const shown = () => [...document.querySelectorAll("li")].map((line) => line.textContent)
const link = (id: string) => document.querySelector(`[href="/m/${id}"]`) as HTMLElement

test("where nothing changed one small question is all that is asked, and it keeps no session alive", async () => {
  await look({ a: "1", b: "1", c: "1" }, "")
  assert.deepEqual(asked.map(({ path, init }) => [path, new Headers(init.headers).get("zegel-background")]), [[STATES, "1"]])
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

test("a list without lines asks nothing", async () => {
  page("<p></p>")
  asked = answer({})
  await showChanges("B")
  assert.equal(asked.length, 0)
})
