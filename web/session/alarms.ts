// What is said above a page when keys are not what this device goes by, and told to the log.
import { find, fromTemplate, need } from "../page/elements.ts"
import { api } from "../page/server.ts"
import { say } from "../page/words.ts"
import type { Doubt } from "../seal/standing.ts"
import type { AlarmIn } from "../wire/api.ts"

export function alarm(words: string, values: Readonly<Record<string, string>>): void {
  const place = find("key-alarms")
  if (place === null) return
  const element = fromTemplate("key-alarm")
  need("key-alarm-title", undefined, element).textContent = say(words, values)
  need("key-alarm-text", undefined, element).textContent = say(`${words}Text`, values)
  place.append(element)
}

/** Tells that this device does not believe the server. That it cannot be told hides nothing: the page says it. */
export async function report(code: AlarmIn["code"], about: string | null = null): Promise<void> {
  await api("/api/alarms", { json: { code, about } }).catch(() => {})
}

/** What says an alarm: `not-mine` → `alarmNotMine`. */
export function wordsOf(code: AlarmIn["code"] | Doubt): string {
  return `alarm${code.replace(/(?:^|-)(.)/g, (_, letter: string) => letter.toUpperCase())}`
}
