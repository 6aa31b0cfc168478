// A timeline can be narrowed to one recipient, one file or one kind of event; on paper it is as narrow as on the screen.
import { all, find } from "../page/elements.ts"

const NARROWED = { track: "of", file: "stepFile", kind: "kind" } as const

export function startTimeline(): void {
  const box = find("narrow")
  const list = find("timeline")
  if (box === null || list === null) return
  box.hidden = false
  const choices = all<HTMLSelectElement>("narrow-by", undefined, box)
  const narrow = () => {
    const rows = [...list.children] as HTMLElement[]
    for (const row of rows) row.hidden = !choices.every((choice) => fits(row, choice))
    const none = find("narrow-none")
    if (none !== null) none.hidden = rows.some((row) => !row.hidden)
  }
  for (const choice of choices) choice.addEventListener("change", narrow)
}

function fits(row: HTMLElement, choice: HTMLSelectElement): boolean {
  const by = NARROWED[choice.dataset["narrowBy"] as keyof typeof NARROWED]
  return choice.value === "" || row.dataset[by] === choice.value
}
