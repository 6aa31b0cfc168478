import assert from "node:assert/strict"
import test from "node:test"
import { quoted, withQuote } from "./quote.ts"

test("every line is marked under the sentence that says whose words they are", () => {
  assert.equal(quoted("Geachte heer,\r\n\r\nGraag uw stukken.\n", "Op 3 mei schreef A:"), "Op 3 mei schreef A:\n> Geachte heer,\n>\n> Graag uw stukken.\n")
  assert.equal(quoted("  \n", "Op 3 mei schreef A:"), "")
})

test("a quote stands on lines of its own where one types, and one goes on typing after it", () => {
  const quote = "A:\n> x\n"
  assert.deepEqual(withQuote("", 0, quote), { text: "A:\n> x\n\n", caret: 8 })
  const amid = withQuote("Dag,\n\nGroet", 5, quote)
  assert.equal(amid.text, "Dag,\n\nA:\n> x\n\nGroet")
  assert.equal(amid.text.slice(amid.caret), "Groet")
  assert.equal(withQuote("Dag", 3, quote).text, "Dag\n\nA:\n> x\n\n")
})
