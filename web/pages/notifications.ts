// Notifications of this browser, turned on and off: the permission is asked when somebody presses the button, and at no other time.
import { need } from "../page/elements.ts"
import { whileBusy } from "../page/errors.ts"
import { say } from "../page/words.ts"
import { turnOff, turnOn, type Wish, wish } from "../reading/notifying.ts"

const WORDS: Readonly<Record<Wish, string>> = { on: "wishOn", off: "wishOff", refused: "wishRefused", impossible: "wishImpossible" }
const on = need<HTMLButtonElement>("action", "notices-on")
const off = need<HTMLButtonElement>("action", "notices-off")

function show(now: Wish): void {
  need("wish").textContent = say(WORDS[now])
  on.hidden = now !== "off"
  off.hidden = now !== "on"
}

on.addEventListener("click", () => {
  void whileBusy(on, async () => {
    show(await turnOn())
    off.focus()
  })
})
off.addEventListener("click", () => {
  turnOff()
  show(wish())
  on.focus()
})
show(wish())
need("browser-notices").hidden = false
