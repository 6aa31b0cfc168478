// The judgment of a case: the court keeps drafts and the judge signs and gives it, puts it off, or lets a late document through.
// Every form listens before the keys are open: no press is lost.
import { sealedReason } from "../judgments/circle.ts"
import { type Draft, draftDocument, keepDraft, openDrafts, type Told } from "../judgments/drafts.ts"
import { type Asked, giveJudgment, workOut } from "../judgments/give.ts"
import { startSignatures } from "../judgments/signature.ts"
import { all, find, fromTemplate, need } from "../page/elements.ts"
import { whileBusy } from "../page/errors.ts"
import { PdfRefused } from "../page/pdf-engine.ts"
import { api, Problem } from "../page/server.ts"
import { formatMoment, say } from "../page/words.ts"
import { sentenceFor } from "../reading/case-file.ts"
import { readFrom } from "../reading/read-file.ts"
import type { ShelfFile } from "../reading/shelf.ts"
import { SealError } from "../seal/errors.ts"
import { account, type Account } from "../session/account.ts"
import type { PostponementIn, ReleaseIn } from "../wire/api.ts"

const page = need("judgment")
const told = JSON.parse(page.dataset["judgment"] ?? "null") as Told
let drafts: readonly Draft[] = []
/** One identifier for each thing done here, so that a second press after a lost answer does it once. */
const ids = new Map<string, string>()

const idOf = (what: string): string => {
  const known = ids.get(what) ?? crypto.randomUUID()
  ids.set(what, known)
  return known
}
const opening = account()

function complain(form: HTMLElement, error: unknown): void {
  const place = need("problem", undefined, form)
  need("problem-text", undefined, place).textContent = wordsFor(error)
  place.hidden = false
  place.focus()
}

function wordsFor(error: unknown): string {
  if (error instanceof PdfRefused) return say(error.why === "engine" ? "cannotCheck" : "notPdf")
  return error instanceof SealError ? say("cannotCheck") : sentenceFor(error)
}

/** Does the work of a form and loads the page anew; what is refused stands in the form, with what was typed. */
function onSubmit(name: string, work: (form: HTMLFormElement, me: Account) => Promise<unknown>): void {
  for (const form of all<HTMLFormElement>("form", name)) {
    form.addEventListener("submit", (event) => {
      event.preventDefault()
      const button = form.querySelector<HTMLButtonElement>("button[type=submit]") as HTMLButtonElement
      need("problem", undefined, form).hidden = true
      void whileBusy(button, async () => {
        try {
          await work(form, await opening)
        } catch (error) {
          return complain(form, error)
        }
        location.reload()
        // Busy until the new page is there.
        await new Promise(() => {})
      })
    })
  }
}

const field = (form: HTMLFormElement, name: string) => form.elements.namedItem(name) as HTMLInputElement | null
const typed = (form: HTMLFormElement, name: string): string => field(form, name)?.value ?? ""
const ticked = (form: HTMLFormElement, name: string): string[] => (
  [...form.querySelectorAll<HTMLInputElement>(`input[name=${name}]:checked`)].map(({ value }) => value)
)

function chosenDraft(form: HTMLFormElement): Draft {
  const found = drafts.find(({ told: { id } }) => id === typed(form, "draft"))
  if (found === undefined) throw new Problem(422, { code: "draft-unknown", detail: say("chooseDraft") })
  return found
}

onSubmit("draft", async (form, me) => {
  const file = field(form, "file")?.files?.[0]
  if (file === undefined) throw new Problem(422, { code: "file", detail: say("chooseFile") })
  await keepDraft(me, told, file)
})

onSubmit("give", async (form, me) => {
  const kind = ticked(form, "form")[0] as Asked["form"] | undefined
  if (kind === undefined) throw new Problem(422, { code: "form", detail: say("chooseForm") })
  const asked = {
    form: kind,
    appeared: ticked(form, "appeared"),
    veryUrgent: field(form, "urgent")?.checked ?? false,
    reason: await sealedReason(me, told.open, typed(form, "reason")),
  }
  await giveJudgment(me, told, idOf("give"), kind === "oral" ? null : chosenDraft(form), asked)
})

onSubmit("follow", async (form, me) => workOut(me, told, idOf("follow"), chosenDraft(form)))

onSubmit("postpone", async (form, me) => {
  const body: PostponementIn = {
    id: idOf("postpone"),
    seen: told.lastAct,
    day: typed(form, "day"),
    asked: ticked(form, "asked"),
    written: field(form, "written")?.checked ?? false,
    reason: await sealedReason(me, told.open, typed(form, "reason")),
  }
  await api(`/api/cases/${told.case}/judgment/postponement`, { json: body })
})

onSubmit("release", async (form, me) => {
  const ground = ticked(form, "ground")[0] as ReleaseIn["ground"] | undefined
  if (ground === undefined) throw new Problem(422, { code: "ground", detail: say("chooseGround") })
  const reason = await sealedReason(me, told.open, typed(form, "reason"))
  const body: ReleaseIn = { ground, agreed: ticked(form, "agreed"), reason }
  await api(`/api/cases/${told.case}/entries/${form.dataset["entry"]}/release`, { json: body })
})

async function showDrafts(): Promise<void> {
  const list = find("drafts")
  if (list === null) return
  drafts = await openDrafts(await opening, told)
  const shelf: ShelfFile[] = []
  list.replaceChildren(...drafts.map((draft) => rowOf(draft, shelf)))
  need("drafts-none").hidden = drafts.length > 0
  // Without a version the choice keeps what it says of that.
  if (drafts.length > 0) for (const choice of document.querySelectorAll<HTMLSelectElement>("select[name=draft]")) {
    choice.replaceChildren(...drafts.map(({ told: { id }, entry }, at) => new Option(nameOf(drafts[at] as Draft, entry.name), id)))
  }
  page.dataset["ready"] = "yes"
}

const nameOf = ({ told: { number } }: Draft, name: string): string => say("version", { number, name })

function rowOf(draft: Draft, shelf: ShelfFile[]): HTMLElement {
  const row = fromTemplate("draft-row")
  const { told: made, entry, signed } = draft
  need("draft-name", undefined, row).textContent = nameOf(draft, entry.name)
  need("draft-by", undefined, row).textContent = say(signed ? "draftBy" : "draftUnknown", {
    name: made.madeBy, moment: formatMoment(new Date(made.madeAt)),
  })
  const open = () => draftDocument(told, draft).catch((error: unknown) => void (need("draft-by", undefined, row).textContent = wordsFor(error)))
  const file: ShelfFile = { entry, name: nameOf(draft, entry.name), open: async () => (await open()) ?? undefined }
  shelf.push(file)
  const button = need<HTMLButtonElement>("action", "read-draft", row)
  button.addEventListener("click", () => void readFrom(shelf, file, button))
  return row
}

startSignatures(opening, told)
void showDrafts()
