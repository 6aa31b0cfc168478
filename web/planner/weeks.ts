// The weeks of the planner, one at a time where there is room for a grid; on a phone all of them are there, one under the other.
import { all, find } from "../page/elements.ts"
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
