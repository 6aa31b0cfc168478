import { PLACES, scriptUrl } from "../page/scripts.ts"
import { SealClient } from "../seal/offmain.ts"

let client: SealClient | undefined

/** The one seal worker of the page, started at first use. */
export function sealClient(): SealClient {
  client ??= new SealClient(scriptUrl(PLACES.sealWorker))
  return client
}
