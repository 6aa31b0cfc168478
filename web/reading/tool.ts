// A button of the window in which files are read.
import { icon } from "../page/elements.ts"
import { say } from "../page/words.ts"

/** A button with a sign (of the drawings, or one that is written; or none), named `viewer-…` by what it does; a key is told with its name. */
export function tool(action: string, sign: string, act: () => void, key = "", longKey = key): HTMLButtonElement {
  const button = document.createElement("button")
  button.type = "button"
  button.className = "utrecht-button utrecht-button--subtle button--small button--icon"
  button.dataset["action"] = `viewer-${action}`
  const word = wordOf(action)
  button.setAttribute("aria-label", word)
  button.title = key === "" ? word : `${word} (${key})`
  if (longKey !== "") button.setAttribute("aria-keyshortcuts", longKey)
  if (sign !== "") button.append(sign.length === 1 ? Object.assign(document.createElement("span"), { textContent: sign, ariaHidden: "true" }) : icon(sign))
  button.addEventListener("click", act)
  return button
}

/** One with its word beside it, where there is room. */
export function worded(action: string, sign: string, act: () => void, key = "", word = wordOf(action)): HTMLButtonElement {
  const button = tool(action, sign, act, key)
  button.append(Object.assign(document.createElement("span"), { className: "viewer__word", textContent: word }))
  return button
}

const wordOf = (action: string): string => say(`viewer-${action}`.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase()))
