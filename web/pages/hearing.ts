// The sheet of a hearing.
import { Sheet } from "../hearings/sheet.ts"
import { onConnection } from "../page/leaving.ts"
import { Problem } from "../page/server.ts"
import { account, isUnlocked } from "../session/account.ts"

const sheet = new Sheet()

/** Without a connection the sheet goes on with what it kept, until there is one. */
async function openKeys(): Promise<void> {
  try {
    await sheet.unlock(await account())
  } catch (error) {
    // The session ended after the page was made, in another tab or by logging out here.
    if (error instanceof Problem && error.status === 401) return sheet.askLogin()
    if (!(error instanceof Problem && error.retry)) throw error
    const stop = onConnection((online) => {
      if (!online) return
      stop()
      void openAgain()
    })
  }
}

/** Who is not logged in any more is asked to, and not sent away from what they are filling in. */
async function openAgain(): Promise<void> {
  if (await isUnlocked()) await openKeys()
  else sheet.askLogin()
}

await sheet.takeUp()
await openKeys()
