// The whole file of a case as one locked file that opens itself in a browser without a connection (docs/formats.md, The file of a case to
// take along).
import { makeZip } from "client-zip"
import { b64, utf8 } from "../seal/bytes.ts"
import { drawCode, lock } from "../seal/locked.ts"
import { caseMembers, type CaseSource } from "./case.ts"

const STYLE = `:root{color-scheme:light dark;font:1.125rem/1.5 system-ui,sans-serif}body{margin:0;padding:1rem}input,button{font:inherit;padding:.4rem .6rem}
#code{inline-size:min(100%,20rem);text-transform:uppercase}#file{display:grid;gap:1rem}#file[hidden]{display:none}ul,ol{padding-inline-start:1.2rem}
#pieces{list-style:none;padding:0}li button{text-align:start;overflow-wrap:anywhere;max-inline-size:100%;margin-block:.15rem}[aria-current]{font-weight:bold}iframe{inline-size:100%;block-size:80vh;border:1px solid}iframe[hidden]{display:none}
@media(min-width:60rem){#file{grid-template-columns:minmax(18rem,1fr) 2fr}.side{max-block-size:90vh;overflow:auto}}`

/** What the page in the file says; `title` and `lead` are there before the code is typed, so they name nobody. */
export type AlongWords = Readonly<Record<"title" | "lead" | "code" | "open" | "noCode" | "otherCode" | "changed" | "opening" | "save" | "apart" | "keep" | "noScript", string>>

/** `script` is the reader (web/offline/reader.ts) as it was built. @throws {Problem} not fetched. @throws {Refused} not what was signed. */
export async function lockedCase(source: CaseSource, words: AlongWords, script: string, language: string): Promise<{ readonly file: Blob; readonly code: string }> {
  const code = drawCode()
  const locked = await lock(makeZip(caseMembers(source)), code)
  const [head, tail] = await page(words, script, language)
  return { file: new Blob([head, locked, tail], { type: "text/html" }), code }
}

/** The page around what is locked. It runs its own script alone, and reaches no network whatever is in a document. */
async function page(words: AlongWords, script: string, language: string): Promise<[string, string]> {
  const [own, style] = await Promise.all([sum(script), sum(STYLE)])
  const policy = `default-src 'none'; script-src ${own}; style-src ${style}; img-src blob:; frame-src blob:; object-src blob:; base-uri 'none'; form-action 'none'`
  const escaped = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;")
  const head = `<!doctype html>
<html lang="${escaped(language)}"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}"><meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width"><title>${escaped(words.title)}</title><style>${STYLE}</style></head>
<body><main><h1 id="title" tabindex="-1">${escaped(words.title)}</h1><noscript><p>${escaped(words.noScript)}</p></noscript>
<form id="form" hidden><p data-say="lead"></p><p><label for="code" data-say="code"></label><br><input id="code" autocomplete="off" autocapitalize="characters" spellcheck="false" required></p>
<p><button data-say="open"></button></p></form><p id="state" role="status"></p>
<div id="file" hidden><div class="side"><ol id="pieces"></ol><p><a id="save" data-say="save"></a></p></div>
<div><p><a id="apart" target="_blank" rel="noopener"></a></p><iframe id="shown" hidden></iframe></div></div></main>
<script type="application/json" id="words">${JSON.stringify(words).replaceAll("<", String.raw`\u003c`)}</script>
<script type="text/plain" id="locked">
`
  return [head, `</script>\n<script>${script}</script></body></html>\n`]
}

async function sum(text: string): Promise<string> {
  return `'sha256-${b64(new Uint8Array(await crypto.subtle.digest("SHA-256", utf8(text))))}'`
}
