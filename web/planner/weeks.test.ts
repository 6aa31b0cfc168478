/** The planner on a phone: a week at a time, and its days folded. */
import assert from "node:assert/strict"
import { test } from "node:test"
import { page } from "../dom.ts"
import { foldDays, listenToWeeks } from "./weeks.ts"

const day = (name: string, ...kinds: string[]) =>
  `<tr class="plan__day" data-day="${name}"><th><span class="plan__date">${name}</span></th><td class="plan__room">${kinds.map((kind) => `<button class="plan__slot--${kind}">9</button>`).join("")}</td></tr>`
const week = (name: string, ...days: string[]) => `<table data-week="${name}"><tbody>${days.join("")}</tbody></table>`
const BODY = `<input type="radio" name="week" value="one" checked><input type="radio" name="week" value="two">
${week("one", day("monday", "remark"), day("tuesday", "free", "free"), day("friday", "free"))}${week("two", day("thursday"))}<template id="texts" data-free="{n} free"></template>`

const folds = () => [...document.querySelectorAll(".plan__fold")].map((each) => [each.textContent, each.getAttribute("aria-expanded")])

test("on a phone the first day of a week that offers something is open, and each says how much is free", () => {
  page(BODY)
  foldDays(true)
  assert.deepEqual(folds(), [["monday 0 free", "false"], ["tuesday 2 free", "true"], ["friday 1 free", "false"], ["thursday 0 free", "true"]])
  document.querySelector<HTMLElement>(".plan__fold")?.click()
  assert.deepEqual(folds()[0], ["monday 0 free", "true"])
})

test("where there is room for a grid no day folds", () => {
  page(BODY)
  foldDays(false)
  assert.deepEqual(folds(), [])
})

test("one week is shown, on a phone too", () => {
  page(BODY)
  listenToWeeks()
  const shown = () => [...document.querySelectorAll<HTMLElement>(".plan__week--shown")].map(({ dataset }) => dataset["week"])
  assert.deepEqual(shown(), ["one"])
  const other = document.querySelector<HTMLInputElement>("[value=two]") ?? assert.fail()
  other.checked = true
  other.dispatchEvent(new Event("change"))
  assert.deepEqual(shown(), ["two"])
})
