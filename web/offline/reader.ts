// The page inside a file that a judge took along: it opens what is locked in it with a code, from a disk and without any network.
import { BlobReader, BlobWriter, type FileEntry, ZipReader } from "@zip.js/zip.js/lib/zip-core-custom.js"
import { SealError } from "../seal/errors.ts"
import { readCode, unlock } from "../seal/locked.ts"

interface Listed {
  readonly number: string
  readonly pieces: readonly { readonly number: number; readonly kind: string; readonly documents: readonly { readonly path: string }[] }[]
}

/** What a browser shows without running anything of it; all else is only saved. */
const SHOWN: Readonly<Record<string, string>> = { pdf: "application/pdf", png: "image/png", jpg: "image/jpeg", jpeg: "image/jpeg", txt: "text/plain" }
const OPTIONS = { useWebWorkers: false, useCompressionStream: true, checkSignature: true }

const words = JSON.parse(text("words")) as Readonly<Record<string, string>>
const form = place<HTMLFormElement>("form")
const code = place<HTMLInputElement>("code")
const state = place("state")
let address = ""

function place<Kind extends HTMLElement = HTMLElement>(id: string): Kind {
  return document.getElementById(id) as Kind
}

function text(id: string): string {
  return place(id).textContent ?? ""
}

const say = (key: string): string => words[key] ?? key

async function open(): Promise<void> {
  const read = readCode(code.value)
  if (read === null) return void (state.textContent = say("noCode"))
  state.textContent = say("opening")
  // What was said is shown before the work begins, which lets nothing through.
  await new Promise((shown) => setTimeout(shown, 50))
  try {
    const whole = await new Response(await unlock(text("locked"), read)).blob()
    await show(whole)
  } catch (error) {
    if (!(error instanceof SealError)) throw error
    state.textContent = say(error.code === "no-match" ? "otherCode" : "changed")
  }
}

async function show(whole: Blob): Promise<void> {
  const entries = await new ZipReader(new BlobReader(whole), OPTIONS).getEntries()
  const members = new Map(entries.filter((entry): entry is FileEntry => !entry.directory).map((entry) => [entry.filename, entry]))
  const listed = JSON.parse(await (await content(members, "case.json", "")).text()) as Listed
  place("title").textContent = `${say("title")} ${listed.number}`
  place("pieces").replaceChildren(...listed.pieces.map(({ number, kind, documents }) => {
    const row = document.createElement("li")
    const list = document.createElement("ul")
    list.append(...documents.map(({ path }) => document_(members, path)))
    row.append(`${number}. ${kind}`, list)
    return row
  }))
  const save = place<HTMLAnchorElement>("save")
  save.href = URL.createObjectURL(whole)
  save.download = `${listed.number.replaceAll(/[^\w-]+/g, "-")}.zip`
  form.hidden = true
  place("file").hidden = false
  state.textContent = ""
  place("title").focus()
}

function document_(members: ReadonlyMap<string, FileEntry>, path: string): HTMLLIElement {
  const name = path.split("/").at(-1) ?? path
  const row = document.createElement("li")
  const button = Object.assign(document.createElement("button"), { type: "button", textContent: name })
  button.addEventListener("click", () => void look(members, path, name, button))
  row.append(button)
  return row
}

async function look(members: ReadonlyMap<string, FileEntry>, path: string, name: string, button: HTMLElement): Promise<void> {
  const type = SHOWN[name.split(".").at(-1)?.toLowerCase() ?? ""]
  const found = await content(members, path, type ?? "application/octet-stream")
  URL.revokeObjectURL(address)
  address = URL.createObjectURL(found)
  const frame = place<HTMLIFrameElement>("shown")
  const apart = place<HTMLAnchorElement>("apart")
  frame.hidden = type === undefined
  if (type !== undefined) frame.src = address
  frame.title = name
  apart.href = address
  apart.textContent = `${say(type === undefined ? "keep" : "apart")}: ${name}`
  if (type === undefined) apart.download = name
  else apart.removeAttribute("download")
  for (const other of document.querySelectorAll("[aria-current]")) other.removeAttribute("aria-current")
  button.setAttribute("aria-current", "true")
}

async function content(members: ReadonlyMap<string, FileEntry>, path: string, type: string): Promise<Blob> {
  const entry = members.get(path)
  if (entry === undefined) throw new Error(path)
  return await entry.getData(new BlobWriter(type), OPTIONS)
}

for (const part of document.querySelectorAll<HTMLElement>("[data-say]")) part.textContent = say(part.dataset["say"] ?? "")
form.addEventListener("submit", (event) => {
  event.preventDefault()
  void open()
})
form.hidden = false
