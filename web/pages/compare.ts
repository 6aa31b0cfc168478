// Comparing keys: one's own number and QR code, and that of a correspondent against what they say or show.
import { find, fromTemplate, need } from "../page/elements.ts"
import { whileBusy } from "../page/errors.ts"
import { announce, fill, say } from "../page/words.ts"
import { qrSquares } from "../print/qr.ts"
import { recipientOf } from "../seal/age.ts"
import { fingerprint, personNumber, readFingerprint } from "../seal/fingerprint.ts"
import { account, type Account, type Box } from "../session/account.ts"
import { namedKey } from "../session/key-versions.ts"
import { markCompared } from "../session/trust.ts"

const scanned = /^#([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.([0-9]{40})$/.exec(location.hash.replace(/^#%23/, "#").replace(/[^0-9a-f]+$/, ""))
const about = scanned?.[1] ?? need("compare").dataset["about"] ?? ""

async function start(): Promise<void> {
  const me = await account()
  need("user-number").textContent = await personNumber({ user: me.user.id, recipient: await recipientOf(me.identity), signingKey: me.own.key })
  await Promise.all(me.boxes.filter(({ delegated }) => !delegated).map(async (box) => need("own").append(await own(me, box))))
  need("loading").hidden = true
  await (await import("../account/confirming.ts")).startConfirming(me)
  if (about !== "") await other(me)
}

/** The number of the key that is here, whatever the server names. */
async function own(me: Account, box: Box): Promise<HTMLElement> {
  const { head } = await me.standing(box.id)
  const identity = box.keyVersions.get(head?.said.epoch ?? box.keyVersion)
  const recipient = identity === undefined ? "" : await recipientOf(identity)
  const number = await fingerprint({ box: box.id, recipient, signing: box.kind === "personal" ? me.own.key : null })
  const element = fromTemplate("own-number")
  need("own-name", undefined, element).textContent = box.name
  need("own-digits", undefined, element).textContent = number
  need("own-qr", undefined, element).append(picture(`${location.origin}/account/compare#${box.id}.${number.replaceAll(" ", "")}`, box.name))
  return element
}

/** A QR code with its quiet border of four squares, dark on white whatever the theme. */
function picture(text: string, name: string): SVGSVGElement {
  const rows = qrSquares(text)
  const space = "http://www.w3.org/2000/svg"
  const svg = document.createElementNS(space, "svg")
  const border = 4
  const size = rows.length + 2 * border
  svg.setAttribute("viewBox", `0 0 ${size} ${size}`)
  svg.setAttribute("class", "qr")
  svg.setAttribute("role", "img")
  svg.setAttribute("aria-label", say("qr", { name }))
  svg.setAttribute("shape-rendering", "crispEdges")
  const dark = document.createElementNS(space, "path")
  const squares = rows.flatMap((row, y) => row.flatMap((on, x) => (on ? [`M${x + border} ${y + border}h1v1h-1z`] : [])))
  dark.setAttribute("d", squares.join(""))
  svg.append(dark)
  return svg
}

async function other(me: Account): Promise<void> {
  const key = await namedKey(about)
  if (key === undefined || me.box(about) !== undefined) return tell("error", say(key === undefined ? "nobody" : "yourself"))
  const number = await fingerprint({ box: about, recipient: key.recipient, signing: key.signing })
  for (const part of document.querySelectorAll<HTMLElement>("[data-words]")) part.textContent = fill(part.dataset["words"] ?? "", { name: key.name })
  need("their-digits").textContent = number
  need("other").hidden = false
  const form = need<HTMLFormElement>("compare-form")
  form.addEventListener("submit", (event) => {
    event.preventDefault()
    void judged(me, number, (document.getElementById("number") as HTMLInputElement).value, key.name)
  })
  const same = need<HTMLButtonElement>("action", "same")
  same.addEventListener("click", () => void whileBusy(same, () => compared(me, key.name)))
  // Whoever follows a link has not compared anything yet: the person presses the button.
  if (scanned === null) return
  ;(document.getElementById("number") as HTMLInputElement).value = (scanned[2] ?? "").replace(/.{5}(?=.)/g, "$& ")
  need("scanned").hidden = false
}

/** Says in one sentence what comparing gave, and remembers it when the numbers are the same. */
async function judged(me: Account, number: string, typed: string, name: string): Promise<void> {
  const read = readFingerprint(typed)
  if (read === null) return tell("warning", say("unreadable"))
  if (read !== number) return tell("error", say("differs", { name }))
  await compared(me, name)
}

async function compared(me: Account, name: string): Promise<void> {
  await markCompared(me, about)
  tell("ok", say("same", { name }))
}

function tell(kind: "ok" | "warning" | "error", text: string): void {
  const alert = fromTemplate(`result-${kind}`)
  need("result-said", undefined, alert).textContent = text
  need("result").replaceChildren(alert)
  announce(text, kind === "error")
  find("result")?.focus()
}

void start()
