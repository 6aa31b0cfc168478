// What the oldest browsers (zegel/portal/browsers.json) lack, by MDN's compatibility data: for the test that reads the
// bundles, and for the journey that is walked in a browser without it.
//
//   node web/oldest.mjs     a script that takes all of it away from a newer browser

import { readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import bcd from "@mdn/browser-compat-data" with { type: "json" }

const BROWSERS = JSON.parse(readFileSync(new URL("../zegel/portal/browsers.json", import.meta.url), "utf8"))
const DEVICES = { chrome: ["chrome", "chrome_android"], edge: ["edge"], firefox: ["firefox", "firefox_android"], safari: ["safari", "safari_ios"] }
const OLDEST = Object.entries(BROWSERS).flatMap(([browser, version]) => DEVICES[browser].map((device) => [device, version]))
const WORKED_WITH = /^(Abort|Blob|Clipboard|Compression|Credential|Crypto|Decompression|Document|Element|Event|File|Form|Headers|HTML|IDB|Key|Lock|Message|Navigator|Node|PublicKey|Readable|Request|Response|Storage|Subtle|Text|Transform|URL|Window|Worker|Writable)/
const IDENTIFIER = /^[A-Za-z_$][\w$]*$/

/** Without prefixes and flags, from a version that is not newer. */
function has(support, oldest) {
  const added = [support].flat().find((entry) => !entry.flags && !entry.prefix && !entry.alternative_name && !entry.partial_implementation)?.version_added
  if (typeof added !== "string" || added === "preview") return false
  const [left, right] = [added.replace("≤", ""), oldest].map((version) => version.split(".").map(Number))
  return left[0] < right[0] || (left[0] === right[0] && (left[1] ?? 0) <= (right[1] ?? 0))
}

const everywhere = ({ __compat }) => OLDEST.every(([device, version]) => has(__compat.support[device], version))

/** Where some of the oldest have it and others do not, a page may only use what all have. */
function* features() {
  for (const [owner, parts] of [...Object.entries(bcd.javascript.builtins), ...Object.entries(bcd.api)]) {
    if (!IDENTIFIER.test(owner)) continue
    if (parts.__compat) yield { owner, name: null, part: parts }
    for (const [key, part] of Object.entries(parts)) {
      if (key === "__compat" || !part.__compat) continue
      const name = key.replace(/_static$/, "").replace(/^@@/, "@@")
      if (!name.startsWith("@@") && !IDENTIFIER.test(name)) continue
      // The data marks what is static of the web, not of the language.
      yield { owner, name, isStatic: key.endsWith("_static") || (owner in bcd.javascript.builtins && name in (globalThis[owner] ?? {})), part, language: owner in bcd.javascript.builtins }
    }
  }
}

/**
 * What a page may not count on: members as `owner.name` when static, names of what is called on instances, and globals. A
 * bundle does not say of what type a value is, so a name is left out where something that all have carries it too, and of
 * the web's interfaces only those are taken that a page with sealed content works with.
 */
export function missing() {
  const statics = new Set()
  const globals = new Set()
  const owners = new Map()
  const had = new Set()
  const lacking = []
  for (const feature of features()) {
    const there = everywhere(feature.part)
    if (feature.name === null) owners.set(feature.owner, there)
    if (feature.name === null && !there) globals.add(feature.owner)
    if (feature.name === null || feature.name === feature.owner) continue
    if (there) had.add(feature.name)
    else if (feature.isStatic) statics.add(`${feature.owner}.${feature.name}`)
    else lacking.push(feature)
  }
  const members = new Set(lacking.filter(({ owner, language, name }) => (language || WORKED_WITH.test(owner)) && !had.has(name)).map(({ name }) => name))
  return { statics, globals, members, lacking }
}

// A browser that enforces a policy of Trusted Types has to have what satisfies it.
const ENFORCED = /^trusted/i

/** Takes away what the oldest lack, before a page's own scripts run. */
export function takeAway() {
  const { statics, lacking, ...all } = missing()
  const globals = new Set([...all.globals].filter((name) => !ENFORCED.test(name)))
  const parts = lacking.filter(({ owner, name }) => !globals.has(owner) && !ENFORCED.test(owner) && !ENFORCED.test(name)).map(({ owner, name }) => [owner, name, false])
  for (const name of statics) parts.push([...name.split("."), true])
  return `for (const [owner, name, fixed] of ${JSON.stringify(parts)}) {
  const from = fixed ? globalThis[owner] : globalThis[owner]?.prototype
  if (!from) continue
  const key = name.startsWith("@@") ? Symbol[name.slice(2)] : name
  if (key !== undefined && Object.hasOwn(from, key)) try { delete from[key] } catch {}
}
for (const name of ${JSON.stringify([...globals])}) if (Object.hasOwn(globalThis, name)) try { delete globalThis[name] } catch {}
`
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.stdout.write(takeAway())
