// Notifications of the browser about new mail: off until somebody asks for them in this browser, and they say that there is a message and
// nothing of it. They come from an open page only: no push service of a browser's maker hears of anybody's mail.
import { say } from "../page/words.ts"

const KEPT = "zegel.notify"

export type Wish = "off" | "on" | "refused" | "impossible"

/** What this browser does; "refused" where the browser itself was told never to. */
export function wish(): Wish {
  if (!("Notification" in globalThis)) return "impossible"
  if (Notification.permission === "denied") return "refused"
  return Notification.permission === "granted" && localStorage.getItem(KEPT) === "on" ? "on" : "off"
}

/** Asks the browser's permission, and shows one notification as they will be. To be called at a click only. */
export async function turnOn(): Promise<Wish> {
  if (!("Notification" in globalThis)) return "impossible"
  if ((await Notification.requestPermission()) !== "granted") return wish()
  // Browsers of phones have the name and refuse the thing itself.
  if (!shown()) return "impossible"
  localStorage.setItem(KEPT, "on")
  return "on"
}

export function turnOff(): void {
  localStorage.removeItem(KEPT)
}

/** Says that there is new mail, where this is wished and nobody is looking at the page. */
export function tell(): void {
  if (document.hidden && wish() === "on") shown()
}

/** The same tag for all: one page more, or one message more, takes the place of the one before. */
function shown(): boolean {
  try {
    const notice = new Notification(say("newsNotice"), { tag: "zegel-news" })
    notice.addEventListener("click", () => {
      focus()
      notice.close()
    })
    return true
  } catch {
    return false
  }
}
