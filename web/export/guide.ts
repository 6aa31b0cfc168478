// The pages that explain an export, in two languages, out of the templates of the page: as HTML and as plain text.
import { fill, formatMoment } from "../page/words.ts"

const BLOCKS = "h1, h2, p, li, pre"
const STYLE = "body{font:1rem/1.5 sans-serif;max-width:44rem;margin:2rem auto;padding:0 1rem}pre{background:#eee;padding:.5rem;overflow:auto}"

type Values = Readonly<Record<string, string | number>>

export function guide(values: Values): { html: string; text: string } {
  const parts = (["nl", "en"] as const).map((language) => {
    const made = formatMoment(new Date(String(values["made"])), language)
    return [language, filled(`export-guide-${language}`, { ...values, made })] as const
  })
  const body = parts.map(([language, part]) => `<main lang="${language}">\n${part.innerHTML.trim()}\n</main>\n`).join("<hr>\n")
  const title = parts[0]?.[1].querySelector("h1")?.textContent ?? ""
  const head = `<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title><style>${STYLE}</style>`
  return {
    html: `<!doctype html>\n<html lang="nl">\n<head>${head}</head>\n<body>\n${body}</body>\n</html>\n`,
    text: parts.map(([, part]) => plain(part)).join(`\r\n${"=".repeat(72)}\r\n\r\n`),
  }
}

function filled(id: string, values: Values): HTMLElement {
  const part = document.createElement("div")
  part.append((document.getElementById(id) as HTMLTemplateElement).content.cloneNode(true))
  const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) node.nodeValue = fill(node.nodeValue ?? "", values)
  // What is not the case is not said.
  for (const said of part.querySelectorAll<HTMLElement>("[data-when]")) {
    if (values[said.dataset["when"] ?? ""] === 0) said.remove()
    else said.removeAttribute("data-when")
  }
  return part
}

function plain(part: HTMLElement): string {
  return [...part.querySelectorAll(BLOCKS)].map((block) => {
    const words = (block.textContent ?? "").trim()
    const text = block.matches("pre") ? words.replaceAll(/^/gm, "    ") : words.replaceAll(/\s+/g, " ")
    if (block.matches("h1, h2")) return `${text}\r\n${"-".repeat(text.length)}\r\n\r\n`
    return `${block.matches("li") ? "- " : ""}${text}\r\n\r\n`
  }).join("")
}
