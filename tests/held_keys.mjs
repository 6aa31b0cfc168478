// Holds keys that a server names to its log of keys as a browser does. In: a list of {named, address, files, policy} on standard input, `files` what the
// site publishes by path, `policy` which witnesses it names, if any. Out: the verdicts.
import { text } from "node:stream/consumers"
import { answer, page } from "../web/dom.ts"
import { texts } from "../web/page/words.ts"
import { heldToKeyLog } from "../web/session/key-log.ts"

const found = []
for (const { named, address, files, policy } of JSON.parse(await text(process.stdin))) {
  page("")
  texts()["witnessPolicy"] = policy ?? "quorum none\n"
  answer(Object.fromEntries(Object.entries(files).map(([path, content]) => [path, () => new Response(content)])))
  found.push(await heldToKeyLog(named, address))
}
process.stdout.write(JSON.stringify(found))
