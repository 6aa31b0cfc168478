// Takes a case out as its reader's browser does, and prints the ZIP in base64.
// In: {path, shown, docket, log, keys: {circle: [identity]}, sealed: {path: base64}} on standard input.
import { text } from "node:stream/consumers"
import { makeZip } from "client-zip"
import { answer, json, page } from "../web/dom.ts"

const { path, shown, docket, log, keys, sealed } = JSON.parse(await text(process.stdin))
page("")
const documents = Object.entries(sealed).map(([place, bytes]) => [place, () => new Response(Buffer.from(bytes, "base64"))])
answer({ [path]: () => json(shown), [`${path}/log`]: () => json(log), ...Object.fromEntries(documents) })
const { openPiece } = await import("../web/reading/pieces.ts")
const { caseMembers } = await import("../web/export/case.ts")
const { open } = await import("../web/seal/age.ts")
const pieces = await Promise.all(docket.map((entry) => openPiece(path, entry, keys[entry.circle] ?? [])))
const source = {
  path,
  pieces,
  open: async (file) => new Blob([await open([file.identity], Buffer.from(sealed[file.path], "base64"))]),
  watch: () => {},
  guide: ({ number, summary }) => `${number} ${summary}`,
}
const zip = await new Response(makeZip(caseMembers(source))).arrayBuffer()
process.stdout.write(Buffer.from(zip).toString("base64"))
