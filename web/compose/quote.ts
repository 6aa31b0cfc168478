// What is quoted of the message that is answered: every line marked, under a line that says whose words they are.

/** `whose`: the sentence above it, for example "Op 3 mei schreef A:". Empty for a message without text. */
export function quoted(text: string, whose: string): string {
  const lines = text.trim().split(/\r?\n/)
  return lines[0] === "" ? "" : `${whose}\n${lines.map((line) => (line === "" ? ">" : `> ${line}`)).join("\n")}\n`
}

/** The text with a quote on lines of its own where the caret is; and where the caret comes: after it. */
export function withQuote(text: string, caret: number, quote: string): { text: string; caret: number } {
  const before = text.slice(0, caret)
  const gap = before === "" || before.endsWith("\n\n") ? "" : before.endsWith("\n") ? "\n" : "\n\n"
  const after = text.slice(caret)
  const put = `${before}${gap}${quote}\n`
  return { text: put + after.replace(/^\n/, ""), caret: put.length }
}
