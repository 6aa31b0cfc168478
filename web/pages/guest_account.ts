// A guest makes an account, or takes the conversation along to the one there is.
import { find, need } from "../page/elements.ts"
import { whileBusy } from "../page/errors.ts"
import { takeAlong } from "../account/adopt.ts"
import { showPanel, tellFailure } from "../account/panels.ts"
import { guestApi, guestIdentity } from "../session/guest.ts"
import { guardGuest } from "../session/guest-guard.ts"

const id = need("guest").dataset["guest"] ?? ""
guardGuest(id)
const identity = await guestIdentity(id)

async function work(done: string, act: () => Promise<unknown>, button: HTMLElement): Promise<void> {
  try {
    await act()
  } catch (error) {
    return tellFailure(error, button)
  }
  showPanel(done)
}

for (const [action, done, act] of [
  ["ask-account", "sent", () => guestApi(id, "/account", { json: {} })],
  ["take-along", "taken", () => takeAlong(id, identity)],
] as const) {
  const button = find<HTMLButtonElement>("action", action)
  button?.addEventListener("click", () => void whileBusy(button, () => work(done, act, button)))
}
