// The landing page of a guest: show the code, open the identity with the secret of the link, go to the message.
import { all, find, need } from "../page/elements.ts"
import { busy, clearErrors, showErrorSummary, whileBusy } from "../page/errors.ts"
import { Problem } from "../page/server.ts"
import { sixDigits } from "../typed/signs.ts"
import { announce, say } from "../page/words.ts"
import { fromB64 } from "../seal/bytes.ts"
import { SealError } from "../seal/errors.ts"
import { SealClient } from "../seal/offmain.ts"
import { type Access, enter, entered, guestApi, kept, linkSecret, prepareUnlocking, type Proof, unlock } from "../session/guest.ts"
import { type Clock, countdown } from "../reading/countdown.ts"
import { PLACES, scriptUrl } from "../page/scripts.ts"

const root = need("landing")
const id = root.dataset["guest"] ?? ""
// Read once: a skip link or a press on "back" may change the fragment later.
const secret = linkSecret()
const start = root.dataset["way"] === "code" ? "code" : "ask"

type Panel = "checking" | "ask" | "sms" | "code" | "broken" | "help" | "helped"
let shown: Panel = "checking"
let before: Panel = "ask"

function show(panel: Panel, focus?: HTMLElement | null): void {
  clearErrors()
  if (panel === "help") before = shown
  shown = panel
  for (const element of all("panel")) element.hidden = element.dataset["panel"] !== panel
  need("ways").hidden = panel === "help" || panel === "helped" || panel === "checking"
  focus?.focus()
}

const heading = (panel: Panel) => need("panel", panel).querySelector<HTMLElement>("h2")

async function begin(): Promise<void> {
  if (find("closed") === null && (await kept(id)) !== null && (await entered(id)) !== null) return onward()
  if (secret === null) return find("closed") === null ? show("broken") : undefined
  if (root.dataset["granted"] === "yes" && start === "ask") {
    show("checking")
    const found = await entered(id)
    if (found !== null) return open(() => unlock(found, secret))
  }
  show(start)
}

/** While the guest looks for the code; where it does not come now, it is asked for once more. */
function soonUnlocking(): void {
  prepareUnlocking().catch(() => {})
}

/** The message takes this page's place, so that "back" leads to the mail and not here. */
function onward(): void {
  location.replace(`/g/${id}/messages`)
}

/** Opens the identity; a code that was right with a secret that is not means a damaged link. */
async function open(unlocking: () => Promise<void>): Promise<void> {
  try {
    await unlocking()
    announce(say("opening"))
    onward()
  } catch (error) {
    if (!(error instanceof SealError)) throw error
    show("broken", heading("broken"))
  }
}

// ── A code by SMS ────────────────────────────────────────────────────────────────────────────────────────────

const digits = document.getElementById("digits") as HTMLInputElement
const resend = need<HTMLButtonElement>("action", "resend")
let valid: Clock | undefined
let pause: Clock | undefined

async function ask(button: HTMLButtonElement): Promise<void> {
  soonUnlocking()
  await whileBusy(button, async () => {
    try {
      const { seconds, pause: wait } = await guestApi<{ seconds: number; pause: number }>(id, "/code", { json: {} })
      show("sms", digits)
      digits.value = ""
      announce(say("codeSent"))
      startClocks(seconds, wait)
    } catch (error) {
      askedTooSoon(problemOf(error))
    }
  })
}

/** A code was sent a moment ago, perhaps before this page was loaded again: it still works. */
function askedTooSoon(problem: Problem): void {
  if (problem.code !== "code-too-soon") return refuse(problem, "")
  if (shown !== "sms") show("sms")
  startClocks(null, Number(details(problem)["seconds"] ?? 60))
  refuse(problem, "digits")
}

function startClocks(seconds: number | null, wait: number): void {
  const shownTime = need("countdown")
  valid?.stop()
  shownTime.textContent = ""
  if (seconds !== null) {
    valid = countdown(seconds, (left, time) => {
      shownTime.textContent = left > 0 ? say("validFor", { time }) : say("codeOver")
    })
  }
  const waiting = need("resend-wait")
  pause?.stop()
  pause = countdown(wait, (left) => {
    waiting.hidden = left === 0
    resend.hidden = left > 0
    waiting.textContent = say("resendIn", { seconds: left })
  })
}

let tried = ""

digits.addEventListener("input", () => {
  const code = sixDigits(digits.value)
  if (code.length === 6 && code !== tried) void submitDigits()
  if (code.length < 6) tried = ""
})

async function submitDigits(): Promise<void> {
  const code = sixDigits(digits.value)
  if (code.length !== 6) return showErrorSummary([{ id: "digits", text: say("digitsShort") }], { title: say("errorTitle") })
  tried = code
  await submit(need<HTMLButtonElement>("action", "enter"), "digits", async () => ({ proof: { digits: code } }))
}

// ── An access code ───────────────────────────────────────────────────────────────────────────────────────────

const access = document.getElementById("access") as HTMLInputElement
access.addEventListener("focus", soonUnlocking, { once: true })

async function submitAccess(): Promise<void> {
  const code = access.value
  if (code.trim() === "") return showErrorSummary([{ id: "access", text: say("codeEmpty") }], { title: say("errorTitle") })
  const salt = fromB64(root.dataset["salt"] ?? "")
  await submit(need<HTMLButtonElement>("action", "enter-code"), "access", async () => {
    const client = new SealClient(scriptUrl(PLACES.sealWorker))
    const { verifier, seal } = await client.accessHalves(code, salt).finally(() => client.close())
    return { proof: { verifier }, access: { salt, verifier, seal } }
  })
}

// ── Both ─────────────────────────────────────────────────────────────────────────────────────────────────────

interface Prepared {
  readonly proof: Proof
  readonly access?: Access
}

async function submit(button: HTMLButtonElement, field: string, prepare: () => Promise<Prepared>): Promise<void> {
  if (secret === null) return show("broken", heading("broken"))
  await whileBusy(button, async () => {
    try {
      const { proof, access } = await prepare()
      // Before the code is spent.
      await prepareUnlocking()
      const found = await enter(id, proof)
      clearErrors()
      await open(() => unlock(found, secret, access))
      // The next page is on its way: the button stays busy until it is there.
      if (shown !== "broken") queueMicrotask(() => busy(button))
    } catch (error) {
      refuse(problemOf(error), field)
    }
  })
}

function refuse(problem: Problem, field: string): void {
  const locked = problem.code === "guest-locked" || problem.code === "too-many-codes"
  showErrorSummary([{ id: locked ? "" : field, text: problem.detail }], {
    title: say(locked ? "lockedTitle" : "errorTitle"),
    next: say("next"),
    code: problem.code,
    ...(field === "" || locked ? {} : { before: need("panel", shown) }),
  })
  if (problem.code === "guest-locked") shut(problem)
  // The one thing to do now is to type it again.
  if (field !== "" && !locked) selectAll(document.getElementById(field))
}

/** Nothing typed would be heard: the fields go, and come back when a try is. */
function shut(problem: Problem): void {
  const forms = all("form", undefined, need("panel", shown))
  for (const form of forms) form.hidden = true
  const { minutes } = problem.extra["details"] as { minutes: number }
  setTimeout(() => {
    for (const form of forms) form.hidden = false
    clearErrors()
  }, minutes * 60_000)
}

function selectAll(field: HTMLElement | null): void {
  if (!(field instanceof HTMLInputElement)) return
  field.focus()
  field.select()
}

function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error
  throw error
}

const details = (problem: Problem) => (problem.extra["details"] ?? {}) as Record<string, unknown>

// ── Help ─────────────────────────────────────────────────────────────────────────────────────────────────────

async function sendHelp(form: HTMLFormElement): Promise<void> {
  const told = new FormData(form)
  const reason = told.get("reason")
  if (typeof reason !== "string") return showErrorSummary([{ id: "reason", text: say("reasonEmpty") }])
  await whileBusy(need<HTMLButtonElement>("action", "send-help"), async () => {
    try {
      await guestApi(id, "/help", { json: { reason, contact: String(told.get("contact") ?? "") } })
      show("helped", heading("helped"))
    } catch (error) {
      refuse(problemOf(error), "")
    }
  })
}

for (const link of all<HTMLAnchorElement>("action", "help")) {
  link.addEventListener("click", (event) => {
    event.preventDefault()
    const reason = document.querySelector<HTMLInputElement>(`input[name="reason"][value="${link.dataset["reason"]}"]`)
    if (reason !== null) reason.checked = true
    show("help", heading("help"))
  })
}
for (const button of all("action", "back")) {
  button.addEventListener("click", () => show(shown === "helped" && secret !== null ? start : before, heading(before)))
}
need("action", "ask").addEventListener("click", (event) => void ask(event.currentTarget as HTMLButtonElement))
resend.addEventListener("click", () => void ask(resend))

const forms: Record<string, (form: HTMLFormElement) => Promise<void>> = {
  sms: async () => {
    await submitDigits()
  },
  code: async () => {
    await submitAccess()
  },
  help: sendHelp,
}
for (const form of all<HTMLFormElement>("form")) {
  form.addEventListener("submit", (event) => {
    event.preventDefault()
    clearErrors()
    void forms[form.dataset["form"] ?? ""]?.(form)
  })
}
// The skip link would put its own word where the secret of the link stands.
document.querySelector('a[href="#main"]')?.addEventListener("click", (event) => {
  event.preventDefault()
  document.getElementById("main")?.focus()
})

// Another language must not cost the secret: a redirect keeps the fragment of the address that was asked for.
const language = document.querySelector<HTMLFormElement>('form[action="/language"]')
if (language !== null && secret !== null) language.action = `/language#${secret}`

void begin()
