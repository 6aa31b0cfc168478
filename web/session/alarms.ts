// What is said above a page when keys are not what this device goes by.
import { find, fromTemplate, need } from "../page/elements.ts"
import { say } from "../page/words.ts"

export function alarm(words: string, values: Readonly<Record<string, string>>): void {
  const place = find("key-alarms")
  if (place === null) return
  const element = fromTemplate("key-alarm")
  need("key-alarm-title", undefined, element).textContent = say(words, values)
  need("key-alarm-text", undefined, element).textContent = say(`${words}Text`, values)
  place.append(element)
}
