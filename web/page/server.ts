// Talking to our own server.
import { heardDate } from "./clock.ts"
import { say } from "./words.ts"

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
  /** Asked by the page itself, with nobody there: the server keeps no session alive for it. */
  readonly background?: boolean
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
  if (!isJson(response)) return undefined as T
  try {
    return (await response.json()) as T
  } catch (error) {
    // The connection ended in the middle of the answer, or it is no JSON.
    return await unanswered(error, request.signal)
  }
}

let leaving: boolean | undefined

/** From the first request on: whether the page is being left. One that comes back out of the browser's memory is not. */
function watchLeaving(): void {
  if (leaving !== undefined || typeof addEventListener === "undefined") return
  leaving = false
  addEventListener("pagehide", () => (leaving = true))
  addEventListener("pageshow", () => (leaving = false))
}

/**
 * What a request without an answer comes to. A page that is being left has lost nothing: its requests are cut off by the
 * browser, and nobody is there to be told, so they stay without an answer.
 */
function unanswered(error: unknown, signal: AbortSignal | undefined): Promise<never> {
  if (leaving === true) return new Promise(() => {})
  if (signal?.aborted === true) throw error
  const code = navigator.onLine ? "network" : "offline"
  throw new Problem(0, { code, detail: say(code), retry: true })
}

/** A part of our scripts that is fetched when it is wanted. @throws {Problem} it could not be fetched. */
export function part<T>(importing: Promise<T>): Promise<T> {
  return importing.catch((error: unknown) => unanswered(error, undefined))
}

/** Like `api`, for an answer that is not JSON: a stream, or bytes. */
export async function apiResponse(path: string, request: ApiRequest = {}): Promise<Response> {
  const method = request.method ?? (request.json === undefined && request.body === undefined ? "GET" : "POST")
  const headers: Record<string, string> = { accept: "application/json, application/problem+json", ...request.headers }
  if (request.background === true) headers["zegel-background"] = "1"
  if (method !== "GET") headers["x-csrftoken"] = csrfToken()
  if (request.json !== undefined) headers["content-type"] = "application/json"
  const body = request.json === undefined ? request.body : JSON.stringify(request.json)
  let response: Response
  watchLeaving()
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
    return await unanswered(error, request.signal)
  }
  heardDate(response.headers.get("date"))
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
