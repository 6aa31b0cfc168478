/** The list of cases follows what happens in them. */
import assert from "node:assert/strict"
import { test } from "node:test"
import { page } from "../dom.ts"
import { Problem } from "../page/server.ts"
import { renewList, startListNews } from "./list-news.ts"

const row = (id: string, state: string) => `<li data-case="${id}">\n <a href="/cases/${id}">${id}</a> <span>${state}</span></li>`
const list = (...rows: string[]) => `<ul data-cases>${rows.join("")}</ul><template id="texts" data-cases-changed="changed"></template>`
const shown = () => [...document.querySelectorAll("li")].map(({ textContent }) => (textContent ?? "").trim())

function came(html: string): HTMLElement {
  const place = document.createElement("div")
  place.innerHTML = html
  return place
}

test("a changed state is shown where the case stands now, and who was at it stays there", () => {
  page(list(row("a", "applied"), row("b", "applied")))
  const [, kept] = document.querySelectorAll("li")
  document.querySelector<HTMLElement>("[href='/cases/a']")?.focus()
  renewList(came(list(row("b", "applied"), row("a", "day set"), row("c", "applied"))))
  assert.deepEqual(shown(), ["b applied", "a day set", "c applied"])
  assert.equal(document.querySelectorAll("li")[0], kept)
  assert.equal(document.activeElement?.getAttribute("href"), "/cases/a")
})

test("where nothing changed nothing moves", () => {
  page(list(row("a", "applied")))
  const [line] = document.querySelectorAll("li")
  renewList(came(list(row("a", "applied").replace("\n", "\n\n  "))))
  assert.equal(document.querySelector("li"), line)
})

test("another page, as of who was logged out, changes nothing and ends the looking; a lost connection does not", async () => {
  page(list(row("a", "applied")))
  assert.throws(() => renewList(came("<h1>Log in</h1>")), Problem)
  assert.deepEqual(shown(), ["a applied"])
  let asked = 0
  const answers = [() => Promise.reject(new Problem(0, { code: "network", retry: true })), async () => came("<h1>Log in</h1>")]
  const stop = startListNews(() => (answers[asked++] ?? assert.fail())(), 1)
  await new Promise((resolve) => setTimeout(resolve, 60))
  stop()
  assert.equal(asked, 2)
})
