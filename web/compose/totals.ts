import { find, need } from "../page/elements.ts"
import { formatBytes, say } from "../page/words.ts"
import type { Totals } from "./upload.ts"

/** The line under the list: how much of everything is over, and how long it takes still. */
export function showTotals(totals: Totals): void {
  const line = need("file-totals")
  line.hidden = !totals.busy
  if (!totals.busy) return
  const bar = need<HTMLProgressElement>("file-total-bar")
  bar.max = Math.max(1, totals.total)
  bar.value = totals.done
  const values = { done: formatBytes(totals.done), total: formatBytes(totals.total), left: leftText(totals.secondsLeft) }
  need("file-total-text").textContent = say(values.left === "" ? "filesTotal" : "filesTotalLeft", values)
  const button = find<HTMLButtonElement>("action", "pause-uploads")
  if (button === null) return
  const label = button.querySelector("[data-label]") ?? button
  label.textContent = say(totals.paused ? "filesResume" : "filesPause")
}

function leftText(seconds: number | null): string {
  if (seconds === null) return ""
  return seconds < 120 ? say("filesSeconds", { n: Math.max(1, seconds) }) : say("filesMinutes", { n: Math.ceil(seconds / 60) })
}
