// Holds keys that a server names to its log of keys as a browser does. In: a list of {named, address, files} on standard input, `files` what the
// site publishes by path. Out: the verdicts.
import { text } from "node:stream/consumers"
import { answer, page } from "../web/dom.ts"
import { heldToKeyLog } from "../web/session/key-log.ts"

const found = []
for (const { named, address, files } of JSON.parse(await text(process.stdin))) {
  page("")
  answer(Object.fromEntries(Object.entries(files).map(([path, content]) => [path, () => new Response(content)])))
  found.push(await heldToKeyLog(named, address))
}
process.stdout.write(JSON.stringify(found))
