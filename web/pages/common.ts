// What every page may use. Importing it also starts what every page has: the offline banner and the idle warning.

// ── Finding things ───────────────────────────────────────────────────────────────────────────────────────────

/** The one element for `data-<name>` (or `data-<name>="<value>"`); its absence is a mistake in the template. */
export function need<T extends HTMLElement = HTMLElement>(name: string, value?: string, root: ParentNode = document): T {
  const found = find<T>(name, value, root)
  if (found === null) throw new Error(`the page has no [${selector(name, value)}]`)
  return found
}

/** Like `need`, for what may be absent. */
export function find<T extends HTMLElement = HTMLElement>(name: string, value?: string, root: ParentNode = document): T | null {
  return root.querySelector<T>(`[${selector(name, value)}]`)
}

export function all<T extends HTMLElement = HTMLElement>(name: string, value?: string, root: ParentNode = document): T[] {
  return [...root.querySelectorAll<T>(`[${selector(name, value)}]`)]
}

function selector(name: string, value: string | undefined): string {
  return value === undefined ? `data-${name}` : `data-${name}="${CSS.escape(value)}"`
}

/** A copy of the first element inside `<template id="…">`. */
export function fromTemplate<T extends HTMLElement = HTMLElement>(id: string): T {
  const template = document.getElementById(id)
  if (!(template instanceof HTMLTemplateElement)) throw new Error(`the page has no template #${id}`)
  const copy = template.content.firstElementChild?.cloneNode(true)
  if (!(copy instanceof HTMLElement)) throw new Error(`template #${id} is empty`)
  return copy as T
}

/** An icon of the sprite, as the template tag makes it. */
export function icon(name: string): SVGSVGElement {
  const space = "http://www.w3.org/2000/svg"
  const svg = document.createElementNS(space, "svg")
  svg.setAttribute("class", "icon")
  svg.setAttribute("aria-hidden", "true")
  const use = document.createElementNS(space, "use")
  use.setAttribute("href", `/static/icons.svg#${name}`)
  svg.append(use)
  return svg
}

// ── Words ────────────────────────────────────────────────────────────────────────────────────────────────────

export type Language = "nl" | "en"

export function language(): Language {
  return document.documentElement.lang.startsWith("en") ? "en" : "nl"
}

let known: Record<string, string> | undefined

/**
 * The translated sentences of this page: those of base.html, and over them `#texts`, which is either a JSON block
 * (`{{ texts|json_script:"texts" }}`) or a `<template id="texts" data-some-key="…">` (read as `someKey`).
 */
export function texts(): Record<string, string> {
  if (known === undefined) known = { ...textsOf("base-texts"), ...textsOf("texts") }
  return known
}

function textsOf(id: string): Record<string, string> {
  const element = document.getElementById(id)
  if (element === null) return {}
  if (element instanceof HTMLScriptElement) return JSON.parse(element.text) as Record<string, string>
  return Object.fromEntries(Object.entries(element.dataset).map(([key, text]) => [key, text ?? ""]))
}

/** A sentence with its `{name}`s filled in. A missing sentence shows its key, so that it is noticed and nothing breaks. */
export function say(key: string, values: Readonly<Record<string, string | number>> = {}): string {
  return fill(texts()[key] ?? key, values)
}

export function fill(sentence: string, values: Readonly<Record<string, string | number>>): string {
  return sentence.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole))
}

/** `812 kB`, `1,4 MB`: the same as the template filter `filesize_nl`. */
export function formatBytes(n: number, lang: Language = language()): string {
  if (n < 1000) return `${n} bytes`
  const units: [string, number, number][] = [
    ["kB", 1e3, 0],
    ["MB", 1e6, 1],
    ["GB", 1e9, 1],
  ]
  for (const [unit, bound, digits] of units) {
    const rounded = Number((n / bound).toFixed(digits))
    if (rounded < 1000 || unit === "GB") {
      const form = { minimumFractionDigits: digits, maximumFractionDigits: digits, useGrouping: false }
      return `${new Intl.NumberFormat(lang, form).format(rounded)}\u00a0${unit}`
    }
  }
  throw new Error("unreachable")
}

const clocks = new Map<Language, Intl.DateTimeFormat>()

/** `zondag 22 november 2026, 23:51` in Dutch time, wherever the reader is. */
export function formatMoment(at: Date, lang: Language = language()): string {
  let clock = clocks.get(lang)
  if (clock === undefined) {
    clock = new Intl.DateTimeFormat(lang === "en" ? "en-GB" : "nl-NL", {
      timeZone: "Europe/Amsterdam",
      weekday: "long",
      day: "numeric",
      month: "long",
      year: "numeric",
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
    })
    clocks.set(lang, clock)
  }
  const part = Object.fromEntries(clock.formatToParts(at).map(({ type, value }) => [type, value]))
  return `${part["weekday"]} ${part["day"]} ${part["month"]} ${part["year"]}, ${part["hour"]}:${part["minute"]}`
}

/** Tells a listener of the page; `assertive` interrupts and is for what cannot wait. */
export function announce(text: string, assertive = false): void {
  const region = document.getElementById(assertive ? "live-now" : "live")
  if (region === null) return
  // The same sentence twice is only read twice when the region was empty in between.
  region.textContent = ""
  requestAnimationFrame(() => {
    region.textContent = text
  })
}

// ── Buttons and errors ───────────────────────────────────────────────────────────────────────────────────────

/** Marks a button busy (with `data-busy-label`, or a word given) and returns what undoes it. It stays focusable. */
export function busy(button: HTMLButtonElement, word?: string): () => void {
  const label = button.querySelector<HTMLElement>("[data-label]") ?? button
  const before = label.textContent
  button.setAttribute("aria-busy", "true")
  button.setAttribute("aria-disabled", "true")
  if (label !== button) label.textContent = word ?? button.dataset["busyLabel"] ?? say("busy")
  return () => {
    button.removeAttribute("aria-busy")
    button.removeAttribute("aria-disabled")
    if (label !== button) label.textContent = before
  }
}

/** Runs the work of a button once: a second press while it is busy does nothing. */
export async function whileBusy<T>(button: HTMLButtonElement, work: () => Promise<T>, word?: string): Promise<T | undefined> {
  if (button.getAttribute("aria-busy") === "true") return undefined
  const done = busy(button, word)
  try {
    return await work()
  } finally {
    done()
  }
}

export interface FieldError {
  /** The id of the input; empty for an error of the whole page. */
  readonly id: string
  readonly text: string
}

export interface SummaryOptions {
  readonly title?: string
  /** What happens now and whom to call. */
  readonly next?: string
  /** A code for the helpdesk. */
  readonly code?: string
  /** Where the summary goes when the page has none; the top of `main` by default. */
  readonly before?: HTMLElement
}

/** Shows the summary with links to the fields and the sentence beside each field, and moves the focus there. */
export function showErrorSummary(errors: readonly FieldError[], options: SummaryOptions = {}): void {
  clearErrors()
  const summary = document.createElement("div")
  summary.className = "error-summary"
  summary.id = "error-summary"
  summary.tabIndex = -1
  summary.setAttribute("role", "alert")
  summary.setAttribute("aria-labelledby", "error-summary-title")
  summary.dataset["errorSummary"] = ""
  const title = document.createElement("h2")
  title.id = "error-summary-title"
  title.append(icon("error"), options.title ?? say("errorsTitle"))
  const list = document.createElement("ul")
  for (const error of errors) {
    const item = document.createElement("li")
    item.append(error.id === "" ? error.text : linkTo(error))
    list.append(item)
    showFieldError(error)
  }
  summary.append(title, list)
  if (options.next !== undefined) summary.append(paragraph(options.next))
  if (options.code !== undefined) summary.append(paragraph(say("helpdesk", { code: options.code }), "helpdesk-code"))
  place(summary, options.before)
  summary.focus()
}

export function clearErrors(): void {
  document.querySelector("[data-error-summary]")?.remove()
  for (const input of document.querySelectorAll<HTMLElement>("[aria-invalid='true']")) input.removeAttribute("aria-invalid")
  for (const field of document.querySelectorAll<HTMLElement>("[data-field].utrecht-form-field--invalid")) {
    field.classList.remove("utrecht-form-field--invalid")
    field.querySelector<HTMLElement>(".utrecht-form-field-error-message")?.setAttribute("hidden", "")
  }
}

function place(summary: HTMLElement, before: HTMLElement | undefined): void {
  const heading = document.querySelector("main h1")
  if (before !== undefined) before.before(summary)
  else if (heading !== null) heading.before(summary)
  else document.querySelector("main")?.prepend(summary)
}

function linkTo(error: FieldError): HTMLAnchorElement {
  const link = document.createElement("a")
  link.href = `#${error.id}`
  link.textContent = error.text
  link.addEventListener("click", (event) => {
    event.preventDefault()
    document.getElementById(error.id)?.focus()
  })
  return link
}

function showFieldError(error: FieldError): void {
  const input = document.getElementById(error.id)
  if (input === null) return
  if (!(input instanceof HTMLFieldSetElement)) input.setAttribute("aria-invalid", "true")
  input.closest("[data-field]")?.classList.add("utrecht-form-field--invalid")
  const message = document.getElementById(`${error.id}-error`)
  if (message === null) return
  const sentence = message.querySelector("span") ?? message
  sentence.textContent = error.text
  message.hidden = false
}

function paragraph(text: string, css = ""): HTMLParagraphElement {
  const element = document.createElement("p")
  element.className = css
  element.textContent = text
  return element
}

// ── Talking to the server ────────────────────────────────────────────────────────────────────────────────────

/** An answer that is a refusal (`application/problem+json`), or no answer at all (`code` is "offline" or "network"). */
export class Problem extends Error {
  readonly status: number
  readonly code: string
  readonly title: string
  readonly detail: string
  /** Whether the same request may succeed later. */
  readonly retry: boolean
  /** Seconds to wait before that, when the server said so. */
  readonly after: number | undefined
  /** Everything else the server told. */
  readonly extra: Readonly<Record<string, unknown>>

  constructor(status: number, told: Readonly<Record<string, unknown>>, after?: number) {
    const word = (key: string) => (typeof told[key] === "string" ? told[key] : "")
    super(word("detail") || word("title") || say("server"))
    this.name = "Problem"
    this.status = status
    this.code = word("code") || String(status)
    this.title = word("title")
    this.detail = this.message
    this.retry = told["retry"] === true || status === 0 || status >= 500
    this.after = after
    this.extra = told
  }
}

export interface ApiRequest {
  readonly method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE"
  /** Sent as JSON. */
  readonly json?: unknown
  /** Sent as it is. */
  readonly body?: BodyInit
  readonly headers?: Readonly<Record<string, string>>
  readonly signal?: AbortSignal
}

/** The cookie before the page's own token: after a login in another tab only the cookie is the right one. */
export function csrfToken(): string {
  const cookie = document.cookie.split("; ").find((pair) => pair.startsWith("csrftoken="))
  if (cookie !== undefined) return decodeURIComponent(cookie.slice("csrftoken=".length))
  return document.querySelector<HTMLMetaElement>('meta[name="csrf-token"]')?.content ?? ""
}

/**
 * One request to our own server; the parsed JSON of the answer, or undefined when it has no body.
 * @throws {Problem} the server refused, or could not be reached.
 */
export async function api<T = unknown>(path: string, request: ApiRequest = {}): Promise<T> {
  const response = await apiResponse(path, request)
  if (response.status === 204) return undefined as T
  return isJson(response) ? ((await response.json()) as T) : (undefined as T)
}

/** Like `api`, for an answer that is not JSON: a stream, or bytes. */
export async function apiResponse(path: string, request: ApiRequest = {}): Promise<Response> {
  const method = request.method ?? (request.json === undefined && request.body === undefined ? "GET" : "POST")
  const headers: Record<string, string> = { accept: "application/json, application/problem+json", ...request.headers }
  if (method !== "GET") headers["x-csrftoken"] = csrfToken()
  if (request.json !== undefined) headers["content-type"] = "application/json"
  const body = request.json === undefined ? request.body : JSON.stringify(request.json)
  let response: Response
  try {
    response = await fetch(path, {
      method,
      headers,
      credentials: "same-origin",
      redirect: "error",
      ...(body === undefined ? {} : { body }),
      ...(request.signal === undefined ? {} : { signal: request.signal }),
    })
  } catch (error) {
    if (request.signal?.aborted === true) throw error
    const code = navigator.onLine ? "network" : "offline"
    throw new Problem(0, { code, detail: say(code), retry: true })
  }
  if (response.ok) return response
  throw await problemOf(response)
}

async function problemOf(response: Response): Promise<Problem> {
  const wait = Number(response.headers.get("retry-after") ?? "")
  const after = Number.isFinite(wait) && wait > 0 ? wait : undefined
  let told: Record<string, unknown> = {}
  if (isJson(response)) {
    try {
      told = (await response.json()) as Record<string, unknown>
    } catch {
      // A proxy that promises JSON and sends something else is treated as one that promised nothing.
    }
  }
  return new Problem(response.status, told, after)
}

function isJson(response: Response): boolean {
  return /[/+]json\b/.test(response.headers.get("content-type") ?? "")
}

// ── Connection, leaving, idling ──────────────────────────────────────────────────────────────────────────────

/** Calls back at every change of the connection; returns what stops it. */
export function onConnection(change: (online: boolean) => void): () => void {
  const up = () => change(true)
  const down = () => change(false)
  addEventListener("online", up)
  addEventListener("offline", down)
  return () => {
    removeEventListener("online", up)
    removeEventListener("offline", down)
  }
}

function showConnection(): void {
  const banner = document.getElementById("offline")
  if (banner === null) return
  banner.hidden = navigator.onLine
  onConnection((online) => {
    banner.hidden = online
    if (online) announce(say("backOnline"))
  })
}

/** Asks before the page is left while there is unsent work; returns what stops it. */
export function guardLeave(dirty: () => boolean): () => void {
  const ask = (event: BeforeUnloadEvent) => {
    if (dirty()) event.preventDefault()
  }
  addEventListener("beforeunload", ask)
  return () => removeEventListener("beforeunload", ask)
}

export interface Idle {
  /** Seconds without a sign of life after which `end` is called. */
  readonly seconds: number
  /** Seconds before the end at which `warn` is called. */
  readonly warning: number
  readonly warn: (secondsLeft: number) => void
  /** The reader is back, here or in another tab. */
  readonly back: () => void
  readonly end: () => void
}

const LAST_SIGN = "zegel.sign-of-life"

/** Watches for signs of life in all tabs together. Returns what counts as one, for work that goes on by itself. */
export function watchIdle(idle: Idle): () => void {
  let warned = false
  const sign = () => localStorage.setItem(LAST_SIGN, String(Date.now()))
  let noted = 0
  const noteSign = () => {
    // While the question is on the screen only its answer counts.
    if (warned || Date.now() - noted < 5000) return
    noted = Date.now()
    sign()
  }
  for (const kind of ["pointerdown", "keydown", "scroll", "focus"]) addEventListener(kind, noteSign, { passive: true, capture: true })
  const look = () => {
    const still = (Date.now() - Number(localStorage.getItem(LAST_SIGN) ?? Date.now())) / 1000
    if (still >= idle.seconds) {
      clearInterval(timer)
      idle.end()
    } else if (still >= idle.seconds - idle.warning) {
      warned = true
      idle.warn(Math.ceil(idle.seconds - still))
    } else if (warned) {
      warned = false
      idle.back()
    }
  }
  sign()
  // A laptop that slept wakes up with an overdue timer; looking at the clock, not counting ticks, ends it at once.
  const timer = setInterval(look, 1000)
  addEventListener("visibilitychange", look)
  return () => {
    sign()
    look()
  }
}

/**
 * Makes every open tab leave when one of them does: what was opened must not stay on a screen behind. `left` is called
 * in the others; a page that comes back out of the browser's memory asks the server again what may be on it.
 * @returns what the tab that leaves calls.
 */
export function leaveTogether(name: string, left: () => void): () => void {
  const key = `zegel.left.${name}`
  addEventListener("storage", (event) => {
    if (event.key === key && event.newValue !== null) left()
  })
  addEventListener("pageshow", (event) => {
    if (event.persisted) location.reload()
  })
  return () => {
    localStorage.setItem(key, String(Date.now()))
    // The others have heard; nothing of it needs to stay.
    localStorage.removeItem(key)
  }
}

/** What a page must forget when the reader is logged out: keys, plaintext, the contents of an editor. */
const farewells: (() => void | Promise<void>)[] = []

export function onLogout(forget: () => void | Promise<void>): void {
  farewells.push(forget)
}

async function sayFarewell(): Promise<void> {
  await Promise.allSettled(farewells.map((forget) => forget()))
}

/** `back`: whoever logs in again goes on where they were. */
async function logOut(back = false): Promise<void> {
  // The other tabs first: while the session lasts they can still save what is not saved.
  leaveOthers()
  await sayFarewell()
  const form = document.getElementById("logout")
  if (!(form instanceof HTMLFormElement)) return
  const next = form.elements.namedItem("next")
  if (back && next instanceof HTMLInputElement) next.value = location.pathname + location.search
  form.submit()
}

let leaveOthers: () => void = () => {}
let stay: () => void = () => {}

/** Long work of the page itself (an upload) counts as a sign of life. */
export function signOfLife(): void {
  stay()
}

const ALIVE_MILLISECONDS = 60_000

/** Tells the server that somebody reads: it keeps the same fifteen minutes. A session it has ended ends here as well. */
function tellServer(): void {
  let told = Date.now()
  const tell = async () => {
    if (Date.now() - told < ALIVE_MILLISECONDS) return
    told = Date.now()
    try {
      await api("/api/session/alive", { json: {} })
    } catch (error) {
      if (error instanceof Problem && error.status === 401) await sayFarewell().then(() => location.replace("/login?left=1"))
    }
  }
  for (const kind of ["pointerdown", "keydown", "scroll", "focus"]) addEventListener(kind, () => void tell(), { passive: true, capture: true })
}

function startIdle(): void {
  const seconds = Number(document.body.dataset["idleSeconds"] ?? "0")
  const dialog = document.getElementById("idle")
  if (seconds === 0 || !(dialog instanceof HTMLDialogElement)) return
  leaveOthers = leaveTogether("account", () => void sayFarewell().then(() => location.replace("/login?left=1")))
  const left = dialog.querySelector<HTMLElement>("[data-idle-left]")
  stay = watchIdle({
    seconds,
    warning: Math.min(5 * 60, seconds / 3),
    warn: (rest) => {
      if (left !== null) left.textContent = String(Math.max(1, Math.ceil(rest / 60)))
      if (!dialog.open) dialog.showModal()
    },
    back: () => dialog.close("stay"),
    end: () => void logOut(true),
  })
  dialog.addEventListener("close", () => {
    if (dialog.returnValue === "leave") void logOut()
    else stay()
  })
  tellServer()
  // The button of the header must forget the same things before it goes.
  document.getElementById("logout")?.addEventListener("submit", (event) => {
    event.preventDefault()
    void logOut()
  })
}

if (typeof document !== "undefined") {
  showConnection()
  startIdle()
}
