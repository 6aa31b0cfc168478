// The intake of a court: the queue by the keyboard, and one filing with what is done with it. The next one opens by itself.
import { serverNow } from "../page/clock.ts"
import { all, find, need } from "../page/elements.ts"
import { whileBusy } from "../page/errors.ts"
import { api, Problem } from "../page/server.ts"
import { announce, say } from "../page/words.ts"
import { Refused } from "../reading/letter.ts"
import { showState } from "../reading/show.ts"
import { SealError } from "../seal/errors.ts"
import { account, type Account } from "../session/account.ts"
import { answer } from "../intake/answer.ts"
import { openFiling, type OpenedFiling, type Told } from "../intake/filing.ts"
import { goToNext, startLeaving, take } from "../intake/hands.ts"
import { addCard, addEmptyCard, filledParties, partiesIn } from "../intake/parties.ts"
import { place } from "../intake/place.ts"
import { PlaceForm } from "../intake/place-form.ts"
import { register } from "../intake/register.ts"
import { applicationIn, showFiling } from "../intake/shown.ts"
import type { Application } from "../cases/application.ts"

type Way = "register" | "place" | "asked" | "returned" | "hold"

const LETTERS: Readonly<Record<string, Way>> = { r: "register", p: "place", v: "asked", t: "returned", h: "hold" }

let way: Way | null = null

function choose(next: Way): void {
  if (find("choose", next) === null || need("actions").hidden) return
  way = next
  for (const button of all("choose")) button.setAttribute("aria-pressed", String(button.dataset["choose"] === next))
  const panel = next === "asked" || next === "returned" ? "answer" : next
  for (const form of all("panel")) form.hidden = form.dataset["panel"] !== panel
}

function chooseByHand(next: Way): void {
  choose(next)
  const form = all<HTMLFormElement>("panel").find(({ hidden }) => !hidden)
  form?.querySelector<HTMLElement>("input, select, textarea, button")?.focus()
}

function finish(): void {
  all<HTMLFormElement>("panel").find(({ hidden }) => !hidden)?.requestSubmit()
}

/** Does the work of a form, says what came of it and goes on to the next; what is refused stands above the form. */
async function done(form: HTMLElement, work: () => Promise<string>): Promise<void> {
  const problem = need("problem")
  problem.hidden = true
  const button = form.querySelector<HTMLButtonElement>("button[type=submit]")
  if (button === null) throw new Error("the form has no button")
  await whileBusy(button, async () => {
    try {
      announce(await work())
      await goToNext()
    } catch (error) {
      if (!(error instanceof Problem || error instanceof SealError)) throw error
      need("problem-text").textContent = error instanceof Problem ? error.detail : say("cannotCheck")
      problem.hidden = false
      problem.focus()
    }
  })
}

function startForms(me: Account, told: Told, filing: OpenedFiling, application: Application | null): void {
  for (const filled of filledParties(told, application)) addCard(filled)
  need("action", "add-party").addEventListener("click", addEmptyCard)
  const placing = new PlaceForm(told, filing)
  void placing.start()
  const works: Readonly<Record<string, (form: HTMLFormElement) => Promise<string>>> = {
    register: async (form) => {
      const veryUrgent = form.querySelector<HTMLInputElement>("[name=veryUrgent]")?.checked ?? false
      const exhibits = new Map((application?.documents ?? []).flatMap(({ number, exhibit }) => (exhibit === null ? [] : [[number, exhibit] as const])))
      const parties = partiesIn(told.desk.matter)
      const { number, summaryNumber } = await register(me, told, filing, { parties, veryUrgent, kind: pieceOf(told), exhibits })
      return say("registered", { number, summary: summaryNumber })
    },
    place: async () => {
      const choice = placing.choice()
      if (choice === null) throw new Problem(422, { code: "case-unknown", detail: say("noCase") })
      const { number, entry } = await place(me, told, filing, choice)
      return say("placed", { number, entry })
    },
    answer: async (form) => {
      const typed = form.querySelector("textarea")?.value ?? ""
      if (typed.trim() === "") throw new Problem(422, { code: "answer", detail: say("writeFirst") })
      await answer(me, told, filing, way === "returned" ? "returned" : "asked", typed, serverNow())
      return ""
    },
    hold: async () => {
      await api(`/api/intake/${told.filing}/hold`, { json: { held: need("intake").dataset["stateOf"] !== "held" } })
      return ""
    },
  }
  for (const form of all<HTMLFormElement>("panel")) {
    form.addEventListener("submit", (event) => {
      event.preventDefault()
      const work = works[form.dataset["panel"] ?? ""]
      if (work !== undefined) void done(form, () => work(form))
    })
  }
  for (const button of all("choose")) button.addEventListener("click", () => chooseByHand(button.dataset["choose"] as Way))
}

/** What an application or summons is when a case begins with it. */
function pieceOf({ kind }: Told): string {
  return kind === "application" ? "aanvraag" : (document.getElementById("kind") as HTMLSelectElement).value
}

async function startFiling(told: Told): Promise<void> {
  const mine = find("actions") === null ? Promise.resolve(false) : take(told.filing)
  const me = await account()
  find("action", "scan-again")?.addEventListener("click", () => void startScan(me, told), { once: true })
  if (told.unscanned) {
    if (await mine) await startScan(me, told)
    return
  }
  try {
    const filing = await openFiling(told.filing, me.identities)
    const application = await applicationIn(filing)
    showFiling(filing, application)
    showState("open")
    if (!(await mine)) return
    startForms(me, told, filing, application)
    need("actions").hidden = false
    choose(told.case !== null || told.caseNumber !== "" ? "place" : "register")
  } catch (error) {
    if (!(error instanceof Problem || error instanceof SealError || error instanceof Refused)) throw error
    need("failed-why").textContent = error instanceof Problem ? error.detail : say("wrongFiling")
    showState("failed")
  }
}

/** What turns pages into PDF/A is fetched with the first paper, and not before. */
async function startScan(me: Account, told: Told): Promise<void> {
  const { ScanPanel } = await import("../intake/scan.ts")
  new ScanPanel(me, told)
  need("scan").hidden = false
}

find("action", "next")?.addEventListener("click", () => void goToNext())
startLeaving()
const told = document.getElementById("told")
const letters = Object.fromEntries(Object.entries(LETTERS).map(([letter, way]) => [letter, () => chooseByHand(way)]))
// After the page, which works without.
void import("../intake/keyboard.ts").then(({ startKeyboard }) => startKeyboard({ n: () => void goToNext(), ...(told === null ? {} : letters) }, finish))
if (told !== null) {
  void startFiling(JSON.parse(told.textContent) as Told)
}
