// The weeks of the planner, one at a time; on a phone its days fold, and the first that offers something is open.
import { all, find, span } from "../page/elements.ts"
import { say } from "../page/words.ts"

/** Shows the week that is chosen, now and whenever that changes: a browser that fills in an earlier choice tells nobody. */
export function listenToWeeks(): void {
  const choices = [...document.querySelectorAll<HTMLInputElement>("input[name=week]")]
  const show = () => {
    for (const { value, checked } of choices) find("week", value)?.classList.toggle("plan__week--shown", checked)
  }
  for (const choice of choices) choice.addEventListener("change", show)
  show()
}

/** Says of each week how many moments are free on the days on which everybody can come. */
export function countFree(): void {
  for (const place of all("week-free")) {
    const free = find("week", place.dataset["weekFree"])?.querySelectorAll(".plan__day--free .plan__slot--free").length ?? 0
    place.textContent = say("free", { n: String(free) })
  }
}

/** On a phone each day folds behind its name, which says how much is free. */
export function foldDays(phone = matchMedia("(max-width: 46em)").matches): void {
  if (!phone) return
  for (const week of all("week")) {
    const days = all("day", undefined, week)
    const open = days.find((day) => day.querySelector(".plan__slot--free") !== null) ?? days[0]
    for (const day of days) fold(day, day === open)
  }
}

function fold(day: HTMLElement, open: boolean): void {
  const name = day.querySelector(".plan__date")
  if (name === null) return
  const many = span(` ${say("free", { n: String(day.querySelectorAll(".plan__slot--free").length) })}`)
  many.className = "plan__many"
  const button = document.createElement("button")
  button.type = "button"
  button.className = "plan__fold"
  button.setAttribute("aria-expanded", String(open))
  button.addEventListener("click", () => button.setAttribute("aria-expanded", String(button.getAttribute("aria-expanded") === "false")))
  name.replaceWith(button)
  button.append(name, many)
}
