// The older lines of a long docket: the server sends the newest with the page, and the others come here, a part at a time.
import { all, find, need } from "../page/elements.ts"
import { otherPage } from "../page/other-page.ts"
import { Problem } from "../page/server.ts"

/** Brings all lines that are left onto this page; goes on from where it failed when it is called again. @throws {Problem} not fetched. */
export async function showOlder(page: (address: string) => Promise<ParentNode> = otherPage): Promise<void> {
  for (let rest = find("older"); rest !== null; rest = find("older")) {
    const part = await page(rest.dataset["older"] ?? "")
    const lines = all("entry", undefined, part)
    // Who was logged out meanwhile gets another page, on which no line stands.
    if (lines.length === 0) throw new Problem(401, { code: "login-needed", retry: false })
    need("pieces").append(...lines)
    rest.replaceWith(...all("older", undefined, part))
  }
}
