// The message that is answered, in sight while one writes, and quoted when that is asked for.
import { find, need } from "../page/elements.ts"
import { announce, formatMoment, say } from "../page/words.ts"
import { type Keys, startInline } from "../reading/inline.ts"
import type { Letter } from "../reading/letter.ts"
import { quoted, withQuote } from "./quote.ts"

/** Starts it. `changed` is called when the text has become another; a guest's page quotes nothing. */
export function startOriginal(keys: Keys, changed: () => void = () => {}): void {
  const item = need<HTMLDetailsElement>("inline")
  const button = find<HTMLButtonElement>("action", "quote")
  startInline(keys, (letter) => {
    if (button === null) return
    button.hidden = letter.manifest.text.trim() === ""
    button.onclick = () => {
      quote(letter)
      changed()
    }
  })
  // Beside the answer where there is room for both; folded above it on a phone.
  if (matchMedia("(min-width: 68.75em)").matches) item.open = true
}

function quote({ manifest, told }: Letter): void {
  const field = document.getElementById("text") as HTMLTextAreaElement
  const whose = say("quoteOf", { name: told.person ?? told.sender, when: formatMoment(new Date(told.receivedAt)) })
  const put = withQuote(field.value, field.selectionStart, quoted(manifest.text, whose))
  field.value = put.text
  field.focus()
  field.setSelectionRange(put.caret, put.caret)
  announce(say("quoteIn"))
}
