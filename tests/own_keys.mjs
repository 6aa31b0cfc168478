// Reads what became of somebody's keys as their browser does. In: {me: {user, box, address}, files} on standard input, `files` what the site answers by path.
// Out: for each entry its number, event, who did it and whom it is about.
import { text } from "node:stream/consumers"
import { answer, page } from "../web/dom.ts"
import { toldLeaves } from "../web/session/own-leaves.ts"

const { me, files } = JSON.parse(await text(process.stdin))
page("")
answer(Object.fromEntries(Object.entries(files).map(([path, content]) => [
  path, () => new Response(content, { headers: { "content-type": path.startsWith("/api/") ? "application/json" : "text/plain" } }),
])))
const box = { address: me.address, delegated: false }
const { leaves } = await toldLeaves({ user: { id: me.user }, box: (id) => (id === me.box ? box : undefined) })
process.stdout.write(JSON.stringify(leaves.map(({ index, event, by, whom }) => [index, event, by, whom])))
