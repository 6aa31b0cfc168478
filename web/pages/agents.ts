// The court's own automation: sealing the keys of a mailbox to it, and taking its right away.
import { all } from "../page/elements.ts"
import { clearErrors, showErrorSummary, whileBusy } from "../page/errors.ts"
import { Problem } from "../page/server.ts"
import { say } from "../page/words.ts"
import { fingerprint } from "../seal/fingerprint.ts"
import { account } from "../session/account.ts"
import { invited } from "../session/inviting.ts"
import { tryRenewal } from "../session/renewal.ts"
import { didHere } from "../session/own-acts.ts"
import { apiWithProof } from "../session/proof.ts"

const near = (element: HTMLElement, name: string) =>
  element.closest<HTMLElement>(`[data-${name}]`)?.dataset[name] ?? ""

/** The keys of every key version, for what waits is sealed with an older one too. */
async function give(button: HTMLElement, box: string): Promise<boolean> {
  const agent = { user: near(button, "agent"), recipient: near(button, "recipient"), signingKey: near(button, "signing") }
  const json = await invited(await account(), box, agent)
  const given = await apiWithProof(`/api/boxes/${box}/checkers`, { json })
  if (given) didHere("boxes.checker.added")
  return given
}

/** Takes the right away; the new key is made here where this person can, and else by the next member who comes by. */
async function withdraw(agent: string, box: string): Promise<boolean> {
  const path = `/api/boxes/${box}/checkers/${agent}`
  if (!(await apiWithProof(path, { method: "DELETE" }))) return false
  didHere("boxes.checker.removed")
  const me = await account()
  if (me.box(box) !== undefined) await tryRenewal(me, box)
  return true
}

async function withdrawAll(agent: string): Promise<boolean> {
  const checked = all("box").filter((row) => row.querySelector(`[data-agent="${agent}"] [data-action=withdraw]`) !== null)
  for (const row of checked) if (!(await withdraw(agent, row.dataset["box"] ?? ""))) return false
  return true
}

/** The number of the very key that would be sealed to, so that no page can show another one. */
const number = (button: HTMLElement) =>
  fingerprint({ box: near(button, "email"), recipient: near(button, "recipient"), signing: near(button, "signing") })

/** Does something that a button asks, after a question; what is refused stands above the page. */
function wire(action: string, question: string, work: (button: HTMLElement) => Promise<boolean>): void {
  for (const button of all<HTMLButtonElement>("action", action)) {
    button.addEventListener("click", () => {
      void whileBusy(button, async () => {
        clearErrors()
        try {
          const words = { name: near(button, "name"), number: question === "give" ? await number(button) : "" }
          if (confirm(say(question, words)) && (await work(button))) location.reload()
        } catch (error) {
          showErrorSummary([{ id: "", text: error instanceof Problem ? error.detail : say("failed") }])
          if (!(error instanceof Problem)) throw error
        }
      })
    })
  }
}

wire("give", "give", (button) => give(button, near(button, "box")))
wire("withdraw", "sure", (button) => withdraw(near(button, "agent"), near(button, "box")))
wire("withdraw-all", "sure", (button) => withdrawAll(near(button, "agent")))
