// An opened filing on its page: what the filer wrote and asks, and the files to read.
import { APPLICATION_MEDIA_TYPE, type Application, readApplication } from "../cases/application.ts"
import { need } from "../page/elements.ts"
import { whileBusy } from "../page/errors.ts"
import { Problem } from "../page/server.ts"
import { say } from "../page/words.ts"
import { mayShow, nameOnDisk } from "../reading/files.ts"
import { type PieceFile, PieceFiles } from "../reading/pieces.ts"
import { readFrom } from "../reading/read-file.ts"
import { save } from "../reading/save.ts"
import { nameOnShelf, type ShelfFile } from "../reading/shelf.ts"
import { fileRow, type Row } from "../reading/show.ts"
import { SealError } from "../seal/errors.ts"
import type { OpenedFiling } from "./filing.ts"

const files = new PieceFiles()

/** The application among the documents, where there is one that can be read. */
export async function applicationIn(filing: OpenedFiling): Promise<Application | null> {
  const found = filing.files.find(({ entry }) => entry.type === APPLICATION_MEDIA_TYPE)
  if (found === undefined) return null
  try {
    return readApplication(new Uint8Array(await (await files.open(found)).arrayBuffer()))
  } catch (error) {
    if (error instanceof SealError || error instanceof Problem) return null
    throw error
  }
}

export function showFiling(filing: OpenedFiling, application: Application | null): void {
  const said = need("said")
  const rows: [string, string | null][] = [
    ["said", filing.manifest.text],
    ["claim", application?.claim ?? null],
    ["urgency", application?.urgency ?? null],
    ["shortening", application?.shortening ?? null],
    ["longer", application?.longer?.reason ?? null],
  ]
  const told = rows.filter((row): row is [string, string] => row[1] !== null && row[1] !== "")
  said.replaceChildren(...told.map(([key, text]) => fact(say(key), text)))
  said.hidden = told.length === 0
  const readable = filing.files.filter(({ entry }) => entry.type !== APPLICATION_MEDIA_TYPE)
  const shelf: ShelfFile[] = []
  need("files").replaceChildren(...readable.map((file) => rowOf(file, shelf)))
}

function fact(word: string, text: string): HTMLElement {
  const row = document.createElement("div")
  const [term, definition] = [document.createElement("dt"), document.createElement("dd")]
  term.textContent = word
  definition.textContent = text
  definition.className = "as-typed"
  row.append(term, definition)
  return row
}

function rowOf(file: PieceFile, shelf: ShelfFile[]): HTMLElement {
  const { entry } = file
  const row: Row = fileRow(entry, {
    open: (_entry, _row, button) => void readFrom(shelf, onShelf, button),
    download: (_entry, own, button) => void whileBusy(button, async () => {
      const plain = await fetched(file, own)
      if (plain !== undefined) save(plain, await nameOnDisk(plain, entry))
    }),
  })
  const onShelf: ShelfFile = { entry, name: nameOnShelf(entry), open: () => fetched(file, row) }
  if (mayShow(entry)) shelf.push(onShelf)
  return row.element
}

/** The file, with its progress and its failure told beside it; undefined when it could not be had. */
async function fetched(file: PieceFile, row: Row): Promise<Blob | undefined> {
  row.tell(null)
  try {
    const plain = await files.open(file, (part) => row.progress(part))
    row.tell("ok", say("checked"))
    return plain
  } catch (error) {
    row.tell("error", error instanceof Problem ? error.detail : say("fileFailed"))
    return undefined
  } finally {
    row.progress(null)
  }
}
