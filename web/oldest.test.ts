// No bundle uses what the oldest browsers lack (docs/decisions, "Name the oldest browsers"). Reads what bin/_setup built.
import assert from "node:assert/strict"
import { readdirSync, readFileSync } from "node:fs"
import test from "node:test"
import esbuild from "esbuild"
import ts from "typescript"
import { missing } from "./oldest.mjs"

const BUILD = new URL("../zegel/portal/static/build/", import.meta.url)
const { statics, globals, members } = missing()

/** Asked for first, with another way where it is not there; or a method of an object of somebody's own. */
const ALLOWED: ReadonlySet<string> = new Set([
  "#createWritable", // export/sink.ts asks for showSaveFilePicker, zip.js for the handle it is given
  "#fromHex", "#setFromHex", "#toBase64", "#toHex", // @noble/hashes asks; elsewhere numbers of a curve and colours of jsPDF
  "Error.captureStackTrace", // fflate asks
  "Notification", "Notification.permission", "Notification.requestPermission", // reading/notifying.ts asks
  "Symbol.asyncDispose", // zip.js: `|| Symbol()`
  "#bytes", "#contacts", "#copyTo", "#dispose", "#drop", "#isValid", "#lock", "#move", "#seek", "#setStatus", "#take", "#toArray", "#unlock", "#watch", // own objects
])
/** pdf.js in its build for older browsers brings core-js along, for all of the language and for URL.parse. */
const CORE_JS = "__core-js_shared__"
const ALLOWED_IN_PDFJS: ReadonlySet<string> = new Set([
  "#dump", "ImageDecoder", "ImageDecoder.isTypeSupported", "VideoFrame", // asked for first, or own objects
  "#fromBase64", "#setFromBase64", "Float16Array", "#getOrInsert", "#getOrInsertComputed", "#sumPrecise", "JSON.isRawJSON", "JSON.rawJSON", "Promise.try", "URL.parse", // core-js
])

const allowed = (use: string, text: string): boolean => ALLOWED.has(use) || (text.includes(CORE_JS) && ALLOWED_IN_PDFJS.has(use))

/** What a script uses of what the oldest lack. */
function uses(text: string): string[] {
  const source = ts.createSourceFile("bundle.js", text, ts.ScriptTarget.Latest, true, ts.ScriptKind.JS)
  const found = new Set<string>()
  // By a list of what is left: minified expressions nest deeper than the stack.
  const left: ts.Node[] = [source]
  for (let node = left.pop(); node !== undefined; node = left.pop()) {
    if (ts.isPropertyAccessExpression(node)) {
      const name = node.name.text
      const owner = ts.isIdentifier(node.expression) ? node.expression.text : ""
      if (statics.has(`${owner}.${name}`)) found.add(`${owner}.${name}`)
      else if (members.has(name) && ts.isCallExpression(node.parent) && node.parent.expression === node) found.add(`#${name}`)
    }
    if ((ts.isNewExpression(node) || ts.isCallExpression(node)) && ts.isIdentifier(node.expression) && globals.has(node.expression.text)) {
      found.add(node.expression.text)
    }
    ts.forEachChild(node, (child) => void left.push(child))
  }
  return [...found]
}

const scripts = readdirSync(BUILD, { recursive: true, encoding: "utf8" }).filter((name) => /\.m?js$/.test(name))

test("no bundle uses what the oldest browsers lack", () => {
  assert.ok(scripts.length > 50)
  const found = scripts.flatMap((name) => {
    const text = readFileSync(new URL(name, BUILD), "utf8")
    return uses(text).filter((use) => !allowed(use, text)).map((use) => `${use} in ${name}`)
  })
  assert.deepEqual(found, [])
})

test("no bundle is written in a syntax that the oldest browsers cannot read", async () => {
  const browsers = JSON.parse(readFileSync(new URL("../zegel/portal/browsers.json", import.meta.url), "utf8")) as Record<string, string>
  const target = Object.entries(browsers).map(([browser, version]) => `${browser}${version}`)
  for (const name of scripts) {
    const text = readFileSync(new URL(name, BUILD), "utf8")
    const options = { minifyWhitespace: true, format: "esm", legalComments: "none" } as const
    const [plain, lowered] = await Promise.all([esbuild.transform(text, options), esbuild.transform(text, { ...options, target })])
    assert.equal(lowered.code.length, plain.code.length, name)
    assert.deepEqual(lowered.warnings, [], name)
  }
})

test("the check knows the mistakes that were made", () => {
  assert.deepEqual(uses("Promise.try(f)"), ["Promise.try"])
  assert.deepEqual(uses("const a = new Map(); a.getOrInsertComputed(1, f)"), ["#getOrInsertComputed"])
  assert.deepEqual(uses("URL.parse(x)"), ["URL.parse"])
  assert.deepEqual(uses("bytes.toBase64()"), ["#toBase64"])
  assert.deepEqual(uses("[1].map(f).toSorted(); JSON.parse(x); new Map().get(1)"), [])
})
