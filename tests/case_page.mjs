// Holds pages of cases against the log as a reader's browser does, and prints what it then says and reports of each.
// In: a list of {html, words, at, path, log, sealed, docket, key, checkpoint} on standard input. Out: a list of {said: [[code, text]], reported: [code]}.
import { text } from "node:stream/consumers"
import { answer, json, page } from "../web/dom.ts"

const found = []
globalThis.self = globalThis
for (const { html, words, at, path, log, sealed, docket, key, checkpoint } of JSON.parse(await text(process.stdin))) {
  page(html)
  globalThis.zegelWords = undefined
  for (const script of words) (0, eval)(script)
  Date.now = () => Date.parse(at)
  const asked = answer({
    [`${path}/log`]: () => json(log),
    [`${path}/hearing/words`]: () => json(sealed),
    "/log-key": () => new Response(key),
    "/log-key/changes": () => new Response(""),
    "/checkpoint": () => new Response(checkpoint),
    "/api/alarms": () => new Response(null, { status: 204 }),
  })
  const { watchCase } = await import("../web/reading/case-watch.ts")
  await watchCase(path, docket)
  found.push({
    said: [...document.querySelectorAll("[data-log-alarm]")].map((alarm) => [alarm.dataset.logAlarm, alarm.textContent]),
    reported: asked.filter((each) => each.path === "/api/alarms").map(({ body }) => body.code),
  })
}
process.stdout.write(JSON.stringify(found))
