// The page that makes an export: it says what will be in it, makes it, and waits when something cannot be fetched.
import { makeZip } from "client-zip"
import { serverNow, today } from "../page/clock.ts"
import { isoDay } from "../time/days.ts"
import { find, need } from "../page/elements.ts"
import { signOfLife } from "../page/idle.ts"
import { guardLeave, onConnection } from "../page/leaving.ts"
import { api, part, Problem } from "../page/server.ts"
import { announce, formatBytes, formatMoment, say } from "../page/words.ts"
import { caseInName } from "../reading/names.ts"
import { save } from "../reading/save.ts"
import { largestVolume } from "../volume/limits.ts"
import { Bundle, type Hands } from "./bundle.ts"
import { guide } from "./guide.ts"
import { sealedBytes } from "./plan.ts"
import { chooseSink } from "./sink.ts"
import type { PlanOut } from "../wire/api.ts"

/** One PDF to read, a ZIP with the proof, or the proof alone. */
type Form = "pdf" | "zip" | "proof"
type Panel = "choose" | "working" | "paused" | "done" | "failed"

let plan: PlanOut | undefined
let busy = false
let stopped = false
let look = 0

/** Starts it. `alive` is called while it works, so that keys and session do not end in the middle. */
export function startExport(identities: () => Promise<readonly string[]>, alive: () => void = () => {}): void {
  const root = need("export")
  guardLeave(() => busy)
  for (const choice of [...scopes(), ...forms()]) choice.addEventListener("change", () => void learn(root))
  need("action", "export").addEventListener("click", () => void run(root, identities, alive))
  need("action", "stop").addEventListener("click", () => {
    stopped = true
  })
  void learn(root)
}

const scopes = () => [...document.querySelectorAll<HTMLInputElement>("[name=scope]")]

const forms = () => [...document.querySelectorAll<HTMLInputElement>("[name=form]")]

const chosen = () => forms().find(({ checked }) => checked)?.value as Form

function show(panel: Panel): void {
  for (const part of document.querySelectorAll<HTMLElement>("[data-panel]")) {
    part.hidden = part.dataset["panel"] !== panel && !(panel === "paused" && part.dataset["panel"] === "working")
  }
}

/** Asks the server what there is to take along. Of two answers only the newest counts. */
async function learn(root: HTMLElement): Promise<void> {
  const mine = (look += 1)
  const button = need<HTMLButtonElement>("action", "export")
  button.disabled = true
  plan = undefined
  try {
    const found = await planOf(root)
    if (mine !== look) return
    plan = found
    fitForm(sealedBytes(found))
    const files = found.messages.reduce((sum, message) => sum + message.files.length, 0)
    need("amount").textContent = say(chosen() === "proof" ? "exportAmountBare" : "exportAmount", { messages: found.messages.length, files, size: formatBytes(sealedBytes(found)) })
    need("left").hidden = found.left === 0
    need("left").textContent = say("exportLeft", { n: found.left })
    button.disabled = found.messages.length === 0
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    if (mine === look) need("amount").textContent = error.detail
  }
}

/** What is too large for one PDF goes in a ZIP; the page says why. */
function fitForm(size: number): void {
  const [pdf, zip] = forms() as [HTMLInputElement, HTMLInputElement]
  pdf.disabled = size > largestVolume()
  if (pdf.disabled && pdf.checked) zip.checked = true
  need("too-large").hidden = !pdf.disabled
  need("in-zip").hidden = chosen() === "pdf"
}

function planOf(root: HTMLElement): Promise<PlanOut> {
  const box = root.dataset["picked"]
  if (box !== undefined) {
    const entries = new URLSearchParams(location.search).getAll("pick")
    return api<PlanOut>("/api/exports/picked", { json: { box, entries } })
  }
  const scope = scopes().find(({ checked }) => checked)?.value
  return api<PlanOut>(`${root.dataset["plan"]}${scope === undefined ? "" : `?scope=${scope}`}`)
}

async function run(root: HTMLElement, identities: Hands["identities"], alive: () => void): Promise<void> {
  if (plan === undefined || busy) return
  const taken = plan
  const form = chosen()
  const name = fileName(taken, form)
  try {
    const bundle = new Bundle(taken, root.dataset["evidence"] ?? "", hands(identities, alive), form !== "proof")
    const take = form === "pdf" ? () => takePdf(bundle, taken, name) : await zipTaker(bundle, name, form === "zip" ? sealedBytes(taken) : 0)
    busy = true
    stopped = false
    show("working")
    await take()
    show("done")
    need("saved").textContent = say(bundle.missing.length === 0 ? "exportSaved" : "exportSavedPart", { name, n: bundle.missing.length })
    need("lacks").replaceChildren(...bundle.missing.map(({ what, why }) => item(`${what}: ${why}`)))
    announce(need("saved").textContent ?? "")
    need("saved").focus()
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") return show("choose")
    show("failed")
    throw error
  } finally {
    busy = false
  }
}

/** Where a ZIP goes is asked while the press of the button still counts. */
async function zipTaker(bundle: Bundle, name: string, size: number): Promise<() => Promise<void>> {
  const sink = await chooseSink(name, size)
  return () => sink.take(makeZip(unlessStopped(bundle)))
}

async function takePdf(bundle: Bundle, taken: PlanOut, name: string): Promise<void> {
  const { makeVolume } = await part(import("../volume/make.ts"))
  const subjects = [...new Set(taken.messages.map(({ subject }) => subject))].filter((subject) => subject !== "")
  const heading = { title: say("exportPdf"), facts: [...subjects, formatMoment(serverNow())] }
  const { pdf } = await makeVolume(heading, await bundle.chapters(), 1, () => {})
  save(pdf, name)
}

async function* unlessStopped(bundle: Bundle): ReturnType<Bundle["members"]> {
  for await (const member of bundle.members()) {
    if (stopped) throw new DOMException("stopped", "AbortError")
    yield member
  }
}

function hands(identities: Hands["identities"], alive: () => void): Hands {
  const bar = need("working").querySelector("progress")
  const told = find("progress-text", undefined, need("working"))
  return {
    identities,
    guide,
    ask,
    watch: (part, what) => {
      if (stopped) throw new DOMException("stopped", "AbortError")
      alive()
      signOfLife()
      bar?.setAttribute("value", String(Math.round(part * 100)))
      if (told !== null && told.textContent !== what) told.textContent = what
    },
  }
}

/** Waits for the reader, or for the connection to come back. */
function ask(what: string, why: string): Promise<"again" | "skip"> {
  need("paused-why").textContent = `${what}: ${why}`
  show("paused")
  announce(say("exportPaused"), true)
  const over = new AbortController()
  const { signal } = over
  return new Promise<"again" | "skip">((resolve, reject) => {
    need("action", "again").addEventListener("click", () => resolve("again"), { signal })
    need("action", "skip").addEventListener("click", () => resolve("skip"), { signal })
    need("action", "stop").addEventListener("click", () => reject(new DOMException("stopped", "AbortError")), { signal })
    signal.addEventListener("abort", onConnection((online) => online && resolve("again")))
  }).finally(() => {
    over.abort()
    show("working")
  })
}

const NAMES = { pdf: "exportNamePdf", zip: "exportName", proof: "exportNameBare" } as const

function fileName(taken: PlanOut, form: Form): string {
  const cases = new Set(taken.messages.map(({ subject }) => subject))
  const subject = cases.size === 1 ? caseInName([...cases][0] ?? "") : ""
  const day = isoDay(today()).replaceAll("-", "")
  return `${[say(NAMES[form]), subject, day].filter((part) => part !== "").join("_")}.${form === "pdf" ? "pdf" : "zip"}`
}

function item(text: string): HTMLElement {
  const element = document.createElement("li")
  element.textContent = text
  return element
}
