// What colleagues and recipients did to messages shows itself: where a line stands otherwise than it says, it is fetched anew, and on
// the page of a message the parts that say how it stands.
import { all, find } from "../page/elements.ts"
import { otherPage } from "../page/other-page.ts"
import { Problem } from "../page/server.ts"
import { announce, say } from "../page/words.ts"
import type { NewsOut } from "../wire/api.ts"

/**
 * Renews what stands otherwise than the page says, `states` being how it stands now; the names of the parts that were renewed.
 * @throws {Problem} the page could not be fetched.
 */
export async function showChanges(box: string, states: NewsOut["states"], page: () => Promise<ParentNode> = pageNow): Promise<readonly string[]> {
  const now = new Map(states.map(({ entry, state }) => [entry, state]))
  const stateOf = ({ dataset }: HTMLElement) => now.get(dataset["row"] ?? "")
  const changed = all("state").filter((row) => row.dataset["row"] !== undefined && stateOf(row) !== row.dataset["state"])
  if (changed.length === 0) return []
  const fresh = await page()
  const lines = rowsOf(fresh, box)
  const parts = renewParts(fresh)
  // Where the open message went to another folder, the lines beside it are of that folder now: the others stay as they are.
  const moved = parts.includes("place")
  for (const row of changed) {
    const line = lines.get(row.dataset["row"] ?? "")
    if (line !== undefined || !moved || row.hasAttribute("data-here")) renew(row, line)
    // What was told once is told again only when it changes again.
    line?.setAttribute("data-state", stateOf(row) ?? "")
  }
  announce(say("rowsChanged"))
  return parts
}

/** The parts of a message's page that say how it stands. */
function renewParts(page: ParentNode): string[] {
  return all("live").flatMap((part) => {
    const name = part.dataset["live"] ?? ""
    const fresh = find("live", name, page)
    if (fresh?.dataset["liveState"] === part.dataset["liveState"]) return []
    const focused = part.contains(document.activeElement) ? document.activeElement?.id : ""
    const open = part.querySelector("details")?.open ?? false
    if (fresh === null) part.remove()
    else part.replaceWith(fresh)
    fresh?.querySelector("details")?.toggleAttribute("open", open)
    if (focused) document.getElementById(focused)?.focus()
    return [name]
  })
}

/** The lines of this page as the server makes them now. @throws {Problem} it is not this page that came. */
function rowsOf(page: ParentNode, box: string): ReadonlyMap<string, HTMLElement> {
  // Who was logged out meanwhile gets another page, on which no line stands.
  if (find("news", box, page) === null) throw new Problem(401, { code: "login-needed", retry: false })
  return new Map(all("row", undefined, page).map((row) => [row.dataset["row"] ?? "", row]))
}

function pageNow(): Promise<Document> {
  return otherPage(location.href, true)
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
