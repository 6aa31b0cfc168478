// The door behind a guest: it closes when nobody was there for a while, and on every page behind it the log is looked at.
import { leaveTogether, watchIdle } from "../page/idle.ts"
import { csrfToken, part } from "../page/server.ts"
import { IDLE_MILLISECONDS } from "../seal/keyring.ts"
import { keyringOf } from "./guest.ts"

/** Forgets the identity and closes the door at the server. `idle`: nobody was there for a while. */
export async function leave(id: string, why: "asked" | "idle" = "asked"): Promise<void> {
  const keyring = await keyringOf(id)
  await keyring.clear()
  keyring.close()
  const form = document.createElement("form")
  form.method = "post"
  form.action = `/g/${id}/leave`
  for (const [name, value] of [["csrfmiddlewaretoken", csrfToken()], ["why", why]] as const) {
    const input = document.createElement("input")
    input.type = "hidden"
    input.name = name
    input.value = value
    form.append(input)
  }
  document.body.append(form)
  form.submit()
}

/** Keeps the identity while somebody is there, warns before it ends, and ends it. `before` runs before the end. */
export function guardGuest(id: string, before: () => void | Promise<void> = () => {}): void {
  const dialog = document.getElementById("guest-idle")
  if (!(dialog instanceof HTMLDialogElement)) return
  let ending = false
  const leaveOthers = leaveTogether(id, () => {
    if (!ending) void Promise.resolve(before()).finally(() => location.replace(`/g/${id}?closed=yes`))
  })
  const end = async (why: "asked" | "idle") => {
    ending = true
    leaveOthers()
    await before()
    await leave(id, why)
  }
  const stay = watchIdle({
    seconds: IDLE_MILLISECONDS / 1000,
    warning: 5 * 60,
    warn: (rest) => {
      const left = dialog.querySelector<HTMLElement>("[data-idle-left]")
      if (left !== null) left.textContent = String(Math.max(1, Math.ceil(rest / 60)))
      if (!dialog.open) dialog.showModal()
    },
    back: () => dialog.close("stay"),
    end: () => void end("idle"),
  })
  dialog.addEventListener("close", () => (dialog.returnValue === "leave" ? void end("asked") : stay()))
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-leave]")) {
    form.addEventListener("submit", (event) => {
      event.preventDefault()
      void end("asked")
    })
  }
  keepAlive(id)
  // Without that script the page goes on.
  void part(import("./guest-log.ts")).then(({ tellGuest }) => tellGuest(id), () => {})
}

const TOUCH_MILLISECONDS = 60_000

function keepAlive(id: string): void {
  let touched = Date.now()
  const sign = async () => {
    if (Date.now() - touched < TOUCH_MILLISECONDS) return
    touched = Date.now()
    const keyring = await keyringOf(id)
    await keyring.touch()
    keyring.close()
  }
  for (const kind of ["pointerdown", "keydown", "scroll"]) {
    addEventListener(kind, () => void sign(), { passive: true, capture: true })
  }
}
