import assert from "node:assert/strict"
import { afterEach, test } from "node:test"
import { page } from "../dom.ts"
import type { Hit } from "./find.ts"
import type { Pages } from "./sight.ts"

const WORDS = "data-viewer-hit=\"{n}/{total} p{page}\" data-viewer-none=\"none\" data-viewer-blank=\"blank {n}\" data-viewer-scan=\"scan\""
let stop = (): void => {}
afterEach(() => stop())

async function searching(texts: readonly string[], current = 1) {
  const window = page(`<template id="texts" ${WORDS}></template>`)
  stop = () => window.close()
  const marked: { hits: readonly Hit[]; chosen: number }[] = []
  const pages = {
    count: texts.length, current, mark: (hits: readonly Hit[], chosen: number) => marked.push({ hits, chosen }),
    texts: async function* () {
      yield* texts
    },
  } as unknown as Pages
  let ended = 0
  const { FindBar } = await import("./find-bar.ts")
  const bar = new FindBar(() => pages, () => (ended += 1))
  document.body.append(bar.element)
  bar.open()
  const input = bar.element.querySelector("input") as HTMLInputElement
  const key = async (name: string, shiftKey = false) => {
    input.dispatchEvent(new KeyboardEvent("keydown", { key: name, shiftKey, bubbles: true, cancelable: true }))
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  const type = async (typed: string) => {
    input.value = typed
    await key("Enter")
  }
  const told = () => bar.element.querySelector("[data-viewer-found]")?.textContent
  return { bar, type, key, told, marked, ended: () => ended }
}

test("hits are counted, and Enter goes round among them, with Shift backwards", async () => {
  const { type, key, told, marked } = await searching(["de huur", "Huur en HUUR", "geen"])
  await type("huur")
  assert.equal(told(), "1/3 p1")
  await key("Enter")
  await key("Enter")
  assert.equal(told(), "3/3 p2")
  await key("Enter")
  assert.equal(told(), "1/3 p1")
  await key("Enter", true)
  assert.equal(told(), "3/3 p2")
  assert.equal(marked.at(-1)?.hits.length, 3)
  assert.equal(marked.at(-1)?.chosen, 2)
})

test("searching begins at the page that is read", async () => {
  const { type, told } = await searching(["huur", "", "huur"], 2)
  await type("huur")
  assert.equal(told(), "2/2 p3 blank 1")
})

test("what is not found, and pages that cannot be searched, are said apart", async () => {
  const some = await searching(["de huur", " "])
  await some.type("borg")
  assert.equal(some.told(), "none blank 1")
  stop()
  const scan = await searching(["", " \n"])
  await scan.type("borg")
  assert.equal(scan.told(), "none scan")
})

test("Escape ends it, takes the marks away and gives the place back", async () => {
  const { bar, type, key, marked, ended } = await searching(["huur"])
  await type("huur")
  await key("Escape")
  assert.deepEqual([bar.element.hidden, marked.at(-1)?.hits.length, ended()], [true, 0, 1])
})
