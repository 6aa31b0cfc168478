import assert from "node:assert/strict"
import test from "node:test"
import { page } from "../dom.ts"
import { Problem } from "../page/server.ts"
import { showOlder } from "./older.ts"

const line = (n: number) => `<li data-entry="${n}">${n}</li>`
const part = (numbers: readonly number[], older: string) =>
  `<ol data-pieces>${numbers.map(line).join("")}</ol>${older === "" ? "" : `<p data-older="${older}"><a href="?${older}">older</a></p>`}`

const PARTS: Record<string, string> = { "before=5": part([4, 3], "before=3"), "before=3": part([2, 1], "") }
const shown = () => [...document.querySelectorAll("[data-pieces] > [data-entry]")].map((each) => Number(each.textContent))

function server(asked: string[], parts = PARTS): (address: string) => Promise<ParentNode> {
  return async (address) => {
    asked.push(address)
    const answer = parts[address]
    if (answer === undefined) throw new Problem(0, { code: "network" })
    const place = document.createElement("div")
    place.innerHTML = answer
    return place
  }
}

test("all older lines come, in their order, and the link to them goes", async () => {
  page(part([6, 5], "before=5"))
  const asked: string[] = []
  await showOlder(server(asked))
  assert.deepEqual(shown(), [6, 5, 4, 3, 2, 1])
  assert.deepEqual(asked, ["before=5", "before=3"])
  assert.equal(document.querySelector("[data-older]"), null)
})

test("a short docket asks for nothing", async () => {
  page(part([2, 1], ""))
  const asked: string[] = []
  await showOlder(server(asked))
  assert.deepEqual(asked, [])
})

test("what could not be fetched is asked for again where it stopped, and nothing comes twice", async () => {
  page(part([6, 5], "before=5"))
  const { "before=5": first = "" } = PARTS
  await assert.rejects(showOlder(server([], { "before=5": first })), Problem)
  assert.deepEqual(shown(), [6, 5, 4, 3])
  await showOlder(server([]))
  assert.deepEqual(shown(), [6, 5, 4, 3, 2, 1])
})

test("the page of who was logged out is no docket without lines", async () => {
  page(part([6, 5], "before=5"))
  await assert.rejects(showOlder(server([], { "before=5": "<h1>Log in</h1>" })), (error) => error instanceof Problem && error.status === 401)
  assert.deepEqual(shown(), [6, 5])
})
