// For who seals without an account: no key is used of which the log of keys says otherwise.
import { part, Problem } from "../page/server.ts"
import { say } from "../page/words.ts"
import type { BoxKeyOut } from "../wire/api.ts"

export async function refuseOther(key: BoxKeyOut): Promise<void> {
  const { heldToKeyLog } = await part(import("./key-log.ts"))
  if ((await heldToKeyLog(key, null)) === "other") throw new Problem(409, { code: "key-log", detail: say("keyLog", { name: key.name }) })
}
