// A case, for who reads in it.
import { find, need } from "../page/elements.ts"
import { whileBusy } from "../page/errors.ts"
import { api, part } from "../page/server.ts"
import { announce, say } from "../page/words.ts"
import { type CaseFile, sentenceFor, showCaseFile } from "../reading/case-file.ts"
import { type Choosing, startCollecting } from "../reading/collect.ts"
import { account } from "../session/account.ts"
import { startVolume } from "../volume/start.ts"
import type { DocketEntryOut } from "../wire/api.ts"

const { case: id = "", seen = "0", number = "" } = need("case").dataset

/** The words of what was decided and noted: few cases have any. */
async function openWords(): Promise<void> {
  if (find("record") === null) return
  const { readersOf, showWords } = await import("../hearings/words.ts")
  await showWords(`/api/cases/${id}/hearing`, await readersOf(await account()))
}

/** The whole case with its proof: few ask for it. */
async function take(file: CaseFile, path: string, { progress }: Choosing): Promise<void> {
  const { takeCase } = await import("../export/case.ts")
  progress(0)
  try {
    const guide = (values: Readonly<Record<string, string>>): string => say("caseGuide", values)
    await takeCase({ path, pieces: file.pieces, open: (each) => file.files.open(each), watch: progress, guide }, say("caseExport"), number)
    announce(say("caseTaken"))
  } catch (error) {
    announce(`${say("someFilesLeft")} ${sentenceFor(error)}`, true)
  } finally {
    progress(null)
  }
}

/** The older lines of the docket: most cases have none but those that came with the page. */
async function older(): Promise<void> {
  if (find("older") === null) return
  const { showOlder } = await part(import("../reading/older.ts"))
  await showOlder()
}

async function start(): Promise<void> {
  void openWords()
  const path = `/api/cases/${id}`
  if (find("entry") === null) {
    const { watchCase } = await import("../reading/case-watch.ts")
    return await watchCase(path, await api<DocketEntryOut[]>(`${path}/docket`))
  }
  const file = await showCaseFile(path, account, older)
  const choosing = startCollecting(file, number)
  if (choosing !== null) {
    startVolume(file, choosing, number)
    const button = need<HTMLButtonElement>("action", "download-case")
    button.addEventListener("click", () => void whileBusy(button, () => take(file, path, choosing)))
  }
  // Seen is what stood on the page: what could not be opened for want of a key as well, and nothing while only a part is shown.
  if (Number(seen) > 0) await api(`${path}/visits`, { json: { number: Number(seen) } })
}

void start()
