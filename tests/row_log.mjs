// Holds the rows of a list against the log as a reader's browser does, and prints which of them differ.
// In: {answer, html, keys} on standard input. Out: a list of messages.
import { text } from "node:stream/consumers"
import { page } from "../web/dom.ts"
import { rowsThatDiffer, shownIn } from "../web/reading/row-log.ts"

const { answer, html, keys } = JSON.parse(await text(process.stdin))
page(html)
const shown = new Map([...document.querySelectorAll("[data-summary]")].map(({ dataset }) => [dataset.summary, shownIn(dataset)]))
const found = await rowsThatDiffer(answer, shown, new Map(), { keys: async () => keys, same: async () => {} })
process.stdout.write(JSON.stringify({ shown: shown.size, differ: [...found] }))
