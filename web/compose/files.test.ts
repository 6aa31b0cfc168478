import assert from "node:assert/strict"
import { afterEach, test } from "node:test"
import { answer, page } from "../dom.ts"

const part = (name: string, tag = "span"): string => `<${tag} data-${name}></${tag}>`
const action = (name: string): string => `<button data-action="${name}"></button>`
const WORDS = "data-files-removed=\"weg: {name}\" data-files-may-put-back=\"mag terug\" data-files-replaced=\"ander: {name}\" data-files-back=\"terug: {name}\""
const PAGE = `<div data-drop></div><ol data-file-list></ol><p data-put-back hidden>${part("put-back-text")}${action("put-back")}</p>
  ${["all-names", "join-photos", "exhibits", "exhibits-told", "file-sum", "file-totals", "file-total-text"].map((name) => part(name)).join("")}
  ${["choose-files", "take-photos", "join-photos", "pause-uploads", "sort-exhibits", "all-names"].map(action).join("")}
  <progress data-file-total-bar></progress><input data-file-input><input data-camera>
  <template id="texts" ${WORDS}></template>
  <template id="file-row"><li>${["number", "sign", "name", "facts", "remarks", "progress", "progress-text", "rename", "grip"].map((name) => part(`file-${name}`)).join("")}
  <progress data-file-bar></progress><input data-file-rename-input><input type="file" data-file-other>
  ${["up", "down", "rename", "look", "replace", "remove", "retry", "rename-save", "rename-cancel"].map((name) => action(`file-${name}`)).join("")}</li></template>`

let stop = (): void => {}
afterEach(() => stop())

async function listOf(...names: readonly string[]) {
  const window = page(PAGE)
  stop = () => window.close()
  answer({})
  const { FileList } = await import("./files.ts")
  const list = await FileList.start({ guest: null, recipient: async () => "", nameRule: false, changed: () => {} })
  await list.add(names.map((name) => new File([name], name)))
  const row = (at: number) => document.querySelectorAll("[data-file-list] > li")[at] as HTMLElement
  const shown = () => [...document.querySelectorAll("[data-file-list] [data-file-name]")].map(({ textContent }) => textContent)
  const press = (name: string, at?: number) => ((at === undefined ? document : row(at)).querySelector(`[data-action="${name}"]`) as HTMLElement).click()
  const replace = async (at: number, file: File) => {
    const input = row(at).querySelector("[data-file-other]") as HTMLInputElement
    Object.defineProperty(input, "files", { value: [file], configurable: true })
    input.dispatchEvent(new Event("change"))
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  return { list, shown, press, replace, offered: () => (document.querySelector("[data-put-back]") as HTMLElement).hidden === false }
}

test("a file that was taken away comes back in its place", async () => {
  const { shown, press, offered } = await listOf("a.txt", "b.txt", "c.txt")
  assert.equal(offered(), false)
  press("file-remove", 1)
  assert.deepEqual(shown(), ["a.txt", "c.txt"])
  assert.equal(document.querySelector("[data-put-back-text]")?.textContent, "weg: b.txt")
  press("put-back")
  assert.deepEqual(shown(), ["a.txt", "b.txt", "c.txt"])
  assert.equal(offered(), false)
})

test("only the last one comes back, at the end when the list became shorter", async () => {
  const { shown, press } = await listOf("a.txt", "b.txt", "c.txt")
  press("file-remove", 0)
  press("file-remove", 1)
  press("put-back")
  assert.deepEqual(shown(), ["b.txt", "c.txt"])
})

test("another file takes the name and the place of the one it replaces, with its own ending; undone, the first is back", async () => {
  const { list, shown, press, replace } = await listOf("1 dagvaarding.docx", "2 huur.txt")
  const before = list.keys()
  await replace(0, new File(["%PDF-1.7"], "nieuw.PDF"))
  assert.deepEqual(shown(), ["1 dagvaarding.pdf", "2 huur.txt"])
  assert.notEqual(list.keys()[0], before[0])
  press("put-back")
  assert.deepEqual(shown(), ["1 dagvaarding.docx", "2 huur.txt"])
  assert.deepEqual(list.keys(), before)
})

test("what goes by without being put back goes for good when the message is sent", async () => {
  const { list, press, offered } = await listOf("a.txt")
  press("file-remove", 0)
  assert.equal(offered(), true)
  await list.sent()
  assert.equal(offered(), false)
  assert.equal(list.count, 0)
})
