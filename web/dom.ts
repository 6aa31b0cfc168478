// A page for tests: the elements of happy-dom in the places where a browser has them.
import { Window } from "happy-dom"

const NAMES = [
  "document", "location", "navigator", "localStorage", "sessionStorage", "history", "addEventListener", "removeEventListener", "dispatchEvent",
  "HTMLElement", "HTMLTemplateElement", "HTMLScriptElement", "HTMLFormElement", "HTMLInputElement", "HTMLDialogElement", "HTMLFieldSetElement",
  "Event", "CustomEvent", "StorageEvent", "KeyboardEvent", "CSS", "requestAnimationFrame", "getComputedStyle",
] as const

/** Puts a page of its own into the globals and gives its window; a test that wants another page calls it again. */
export function page(body: string, url = "https://zegel.example/"): Window {
  const window = new Window({ url })
  window.document.body.innerHTML = body
  const whole = window as unknown as Record<string, unknown>
  for (const name of NAMES) {
    const value = whole[name]
    const bound = typeof value === "function" && !/^[A-Z]/.test(name) ? (value as (...parts: unknown[]) => unknown).bind(window) : value
    Object.defineProperty(globalThis, name, { value: bound, configurable: true, writable: true })
  }
  return window
}

/** Answers requests of the page by their address; what was asked stands in the list that is given back. */
export function answer(answers: Readonly<Record<string, (body: unknown) => Response>>): { path: string; init: RequestInit; body: unknown }[] {
  const asked: { path: string; init: RequestInit; body: unknown }[] = []
  globalThis.fetch = (async (path: string, init: RequestInit = {}) => {
    const body: unknown = typeof init.body === "string" ? JSON.parse(init.body) : init.body
    asked.push({ path, init, body })
    const made = answers[path]
    if (made === undefined) throw new TypeError(`nobody answers ${path}`)
    return made(body)
  }) as typeof fetch
  return asked
}

export const json = (value: unknown, status = 200): Response =>
  new Response(JSON.stringify(value), { status, headers: { "content-type": status < 400 ? "application/json" : "application/problem+json" } })
