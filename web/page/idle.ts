// Fifteen minutes without a sign of life, in all tabs together, and logging out.
import { api, Problem } from "./server.ts"

export interface Idle {
  /** Seconds without a sign of life after which `end` is called; read each time. */
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

const holders: (() => Promise<boolean>)[] = []

/** Tells whether this page has something that would be lost when the server has ended the session. */
export function holdPage(unsaved: () => Promise<boolean>): void {
  holders.push(unsaved)
}

/** The server has ended the session: the page goes, unless it would take with it what was typed and is kept nowhere. */
async function sessionEnded(): Promise<void> {
  const held = await Promise.all(holders.map((unsaved) => unsaved()))
  if (held.includes(true)) return
  await sayFarewell()
  location.replace("/login?left=1")
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
      if (error instanceof Problem && error.status === 401) await sessionEnded()
    }
  }
  for (const kind of ["pointerdown", "keydown", "scroll", "focus"]) addEventListener(kind, () => void tell(), { passive: true, capture: true })
}

export function startIdle(): void {
  const seconds = Number(document.body.dataset["idleSeconds"] ?? "0")
  const dialog = document.getElementById("idle")
  if (seconds === 0 || !(dialog instanceof HTMLDialogElement)) return
  leaveOthers = leaveTogether("account", () => void sayFarewell().then(() => location.replace("/login?left=1")))
  const left = dialog.querySelector<HTMLElement>("[data-idle-left]")
  stay = watchIdle({
    get seconds() { return Number(document.body.dataset["idleSeconds"]) },
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
