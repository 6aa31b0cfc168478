// A field for a new password that says, while somebody types, how hard it is to guess; and refuses what is too easy.
import { all, need } from "../page/elements.ts"
import type { FieldError } from "../page/errors.ts"
import { announce, say } from "../page/words.ts"
import type { Judgement } from "./judge.ts"

/** More than 10^10 guesses, at 64 MiB of Argon2id each. */
const ENOUGH = 4
const PAUSE_MILLISECONDS = 250

export interface NewPasswordField {
  readonly value: string
  /** What is wrong with it; none when it will do. */
  faults(): Promise<FieldError[]>
  clear(): void
}

/** Furnishes the one new-password field of the page (templates/components/new_password.html). `own`: name and address. */
export function newPasswordField(own: () => string[]): NewPasswordField {
  const input = need<HTMLInputElement>("new-password")
  const meter = need<HTMLMeterElement>("strength")
  const word = need("strength-word")
  let timer = 0
  const show = ({ score, leaked }: Judgement) => {
    meter.value = leaked ? 0 : score
    const said = leaked ? say("passwordLeaked") : say(`strength${score}`)
    if (word.textContent === said) return
    word.textContent = said
    announce(said)
  }
  input.addEventListener("input", () => {
    clearTimeout(timer)
    timer = window.setTimeout(() => void judged(input.value, own()).then(show), PAUSE_MILLISECONDS)
  })
  for (const box of all<HTMLInputElement>("show-new-password")) {
    box.addEventListener("change", () => (input.type = box.checked ? "text" : "password"))
  }
  return {
    get value() {
      return input.value
    },
    clear: () => (input.value = ""),
    faults: async () => {
      if (input.value === "") return [{ id: input.id, text: say("passwordMissing") }]
      const found = await judged(input.value, own())
      if (found.leaked) return [{ id: input.id, text: say("passwordLeaked") }]
      return found.score < ENOUGH ? [{ id: input.id, text: say("passwordWeak") }] : []
    },
  }
}

async function judged(password: string, own: string[]): Promise<Judgement> {
  const { judge } = await import("./judge.ts")
  return judge(password, own)
}
