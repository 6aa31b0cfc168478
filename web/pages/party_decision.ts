// A decision about a party: its reason is sealed here, and read here by who may.
import { find, need } from "../page/elements.ts"
import { whileBusy } from "../page/errors.ts"
import { Problem } from "../page/server.ts"
import { say } from "../page/words.ts"
import { openedReason, reasonFor } from "../parties/reason.ts"
import { shielding, type Shielded } from "../parties/shielding.ts"
import { SealError } from "../seal/errors.ts"
import { account, type Account } from "../session/account.ts"
import { apiWithProof } from "../session/proof.ts"

interface Told {
  readonly address: string
  readonly circle: { readonly id: string; readonly container: string }
  readonly back: string
  readonly shielded?: Shielded
}

interface Sealed {
  readonly container: string
  readonly envelope: string
  readonly sealedKey: string
}

const read = (): unknown => JSON.parse(document.getElementById("told")?.textContent ?? "{}")
const value = (form: HTMLFormElement, name: string): string => String(new FormData(form).get(name) ?? "").trim()

/** The first moment of a day in the Netherlands is for the server to know: noon is on that day whatever the clock does. */
const noon = (day: string): string => `${day}T12:00:00+01:00`

async function decided(me: Account, told: Told, form: HTMLFormElement, granted: boolean): Promise<boolean> {
  const reason = value(form, "reason")
  const send = (json: object) => apiWithProof(told.address, { json })
  const excluding = form.elements.namedItem("ground") !== null
  if (excluding && value(form, "ground") === "") throw new Problem(422, { code: "ground", detail: say("groundMissing") })
  const effective = value(form, "effective")
  const plain = granted && effective !== ""
  if (reason === "" && (excluding || !plain)) throw new Problem(422, { code: "reason", detail: say("reasonMissing") })
  if (granted && told.shielded !== undefined) return shielding(me, told.shielded, reason, send)
  const sealed = reason === "" ? null : await reasonFor(me, told.circle, reason)
  if (excluding) {
    const until = value(form, "until")
    return send({ account: value(form, "account") || null, ground: value(form, "ground"), until: until && noon(until), reason: sealed })
  }
  return send({ granted, effective: plain ? noon(effective) : "", reason: sealed })
}

function startForm(me: Account, told: Told, form: HTMLFormElement): void {
  form.addEventListener("submit", (event) => {
    event.preventDefault()
    const button = event.submitter as HTMLButtonElement
    const problem = need("problem")
    problem.hidden = true
    void whileBusy(button, async () => {
      try {
        if (!(await decided(me, told, form, button.value === "yes"))) return
        location.assign(told.back)
        await new Promise(() => {})
      } catch (error) {
        need("problem-text").textContent = error instanceof Problem ? error.detail : say("failed")
        problem.hidden = false
        problem.focus()
        if (!(error instanceof Problem)) throw error
      }
    })
  })
}

async function showReason(me: Account, { container, ...sealed }: Sealed, place: HTMLElement): Promise<void> {
  try {
    const { keyVersions } = await me.circle(container)
    place.textContent = await openedReason([...keyVersions.values()], sealed)
  } catch (error) {
    if (!(error instanceof Problem || error instanceof SealError)) throw error
    place.textContent = say("unreadable")
  }
}

const form = find<HTMLFormElement>("decide")
const place = find("reason")
void account().then((me) => {
  if (form !== null) startForm(me, read() as Told, form)
  if (place !== null) void showReason(me, read() as Sealed, place)
})
