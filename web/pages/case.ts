// A case, for who reads in it.
import { find, need } from "../page/elements.ts"
import { api } from "../page/server.ts"
import { showCaseFile } from "../reading/case-file.ts"
import { startCollecting } from "../reading/collect.ts"
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

async function start(): Promise<void> {
  void openWords()
  const path = `/api/cases/${id}`
  if (find("entry") === null) {
    const { watchCase } = await import("../reading/case-watch.ts")
    return await watchCase(path, await api<DocketEntryOut[]>(`${path}/docket`))
  }
  const file = await showCaseFile(path, account)
  const choosing = startCollecting(file, number)
  if (choosing !== null) startVolume(file, choosing, number)
  // Seen is what stood on the page: what could not be opened for want of a key as well, and nothing while only a part is shown.
  if (Number(seen) > 0) await api(`${path}/visits`, { json: { number: Number(seen) } })
}

void start()
