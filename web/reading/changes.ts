// What colleagues did to the messages of a list shows itself: each look asks how its lines stand, and only where one is another are
// the lines fetched anew.
import { all, find } from "../page/elements.ts"
import { api, Problem } from "../page/server.ts"
import { announce, say } from "../page/words.ts"
import type { EntryStateOut } from "../wire/api.ts"

/** @throws {Problem} the server could not be asked. */
export async function showChanges(box: string, page: () => Promise<ParentNode> = pageNow): Promise<void> {
  const shown = all("state").filter(({ dataset }) => dataset["row"] !== undefined)
  if (shown.length === 0) return
  const asked = new URLSearchParams(shown.map(({ dataset }) => ["entry", dataset["row"] ?? ""]))
  const states = await api<readonly EntryStateOut[]>(`/api/boxes/${box}/states?${asked}`, { background: true })
  const now = new Map(states.map(({ entry, state }) => [entry, state]))
  const changed = shown.filter(({ dataset }) => now.get(dataset["row"] ?? "") !== dataset["state"])
  if (changed.length === 0) return
  const fresh = rowsOf(await page(), box)
  for (const row of changed) renew(row, fresh.get(row.dataset["row"] ?? ""))
  announce(say("rowsChanged"))
}

/** The lines of this page as the server makes them now. @throws {Problem} it is not this page that came. */
function rowsOf(page: ParentNode, box: string): ReadonlyMap<string, HTMLElement> {
  // Who was logged out meanwhile gets another page, on which no line stands.
  if (find("news", box, page) === null) throw new Problem(401, { code: "login-needed", retry: false })
  return new Map(all("row", undefined, page).map((row) => [row.dataset["row"] ?? "", row]))
}

/** This page, parsed by the browser itself: text that a script turns into elements is refused (trusted types). */
function pageNow(): Promise<Document> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open("GET", location.href)
    request.responseType = "document"
    request.setRequestHeader("zegel-background", "1")
    const failed = () => reject(new Problem(request.status, { code: "network", retry: true }))
    request.addEventListener("error", failed)
    request.addEventListener("load", () => (request.status === 200 && request.responseXML ? resolve(request.responseXML) : failed()))
    request.send()
  })
}

/** A line keeps its tick, what it is about and the focus; one that has left the folder goes, and the focus to its neighbour. */
function renew(row: HTMLElement, fresh: HTMLElement | undefined): void {
  const focused = row.contains(document.activeElement)
  if (fresh === undefined) {
    const neighbour = row.nextElementSibling ?? row.previousElementSibling
    row.remove()
    if (focused) neighbour?.querySelector("a")?.focus()
    return
  }
  const [was, is] = [row, fresh].map((each) => each.querySelector<HTMLInputElement>("[name=pick]"))
  if (was && is) is.checked = was.checked
  // What it is about was opened already, or is asked for.
  const [said, blank] = [row, fresh].map((each) => find("summary", undefined, each))
  if (said && blank) blank.replaceWith(said)
  row.replaceWith(fresh)
  if (focused) fresh.querySelector("a")?.focus()
}
