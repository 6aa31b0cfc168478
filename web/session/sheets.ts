// Forgetting the sheets of hearings that this browser keeps.
import { SHEETS } from "../seal/sheet-place.ts"

/** A browser that does not answer keeps nobody from logging in or out. */
const PATIENCE_MILLISECONDS = 2000

/** Nothing of any sheet stays, and nothing goes on answering for this site: also what somebody else may have left here. */
export async function forgetSheets(): Promise<void> {
  const forgotten = Promise.allSettled([forgetPages(), globalThis.caches?.delete(SHEETS), endWorkers()])
  await Promise.race([forgotten, new Promise((resolve) => setTimeout(resolve, PATIENCE_MILLISECONDS))])
}

/** With their key. */
function forgetPages(): Promise<unknown> {
  return new Promise((resolve) => {
    const asked = indexedDB.deleteDatabase(SHEETS)
    asked.onsuccess = asked.onerror = resolve
  })
}

async function endWorkers(): Promise<void> {
  // Not every browser has them, and none without a secure connection.
  const workers = (await (navigator.serviceWorker as ServiceWorkerContainer | undefined)?.getRegistrations()) ?? []
  await Promise.all(workers.map((each) => each.unregister()))
}
