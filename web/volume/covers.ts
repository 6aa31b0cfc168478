// Links to cover sheets: pressed, they give the sheet with the names of the files, which are opened here. What cannot be told leaves the
// sheet as the server makes it, with numbers alone.
import { all } from "../page/elements.ts"
import { apiResponse, part, Problem } from "../page/server.ts"
import { type Keys, soundLetter } from "../reading/inline.ts"
import { shownName } from "../reading/names.ts"
import { save } from "../reading/save.ts"

export function startCovers(keys: Keys): void {
  for (const place of all("cover")) {
    place.addEventListener("click", (event) => {
      event.preventDefault()
      const link = place.querySelector("a") as HTMLAnchorElement
      void named(place, link.href, keys).catch((error: unknown) => {
        if (!(error instanceof Problem)) throw error
        location.assign(link.href)
      })
    })
  }
}

/** @throws {Problem} */
async function named(place: HTMLElement, address: string, keys: Keys): Promise<void> {
  const letter = await soundLetter(place.dataset["cover"] ?? "", await keys(place))
  if (letter === null) return location.assign(address)
  const [{ namedSheet }, sheet] = await Promise.all([part(import("./cover.ts")), apiResponse(address).then((answer) => answer.arrayBuffer())])
  const names = new Map(letter.manifest.files.map(({ number, name }) => [number, shownName(name)]))
  save(await namedSheet(sheet, names), place.dataset["name"] ?? "")
}
